import { nobody } from '../../../core/actor.ts'
import type { NamedOf, PublicNaming } from '../../../web/manifest.ts'
import { profiles } from '../../profiles/index.ts'
import { namedNow } from '../queries/named.ts'
import type { Subjects } from '../queries/subjects.ts'

/** Who agreed to answer is named on pages that everybody reads; so is whoever runs the hub, where nobody else answers. */
export const namedOf =
  (subjects: Subjects): NamedOf =>
  async (kit, page, person) => {
    const { db, outside } = kit.runner
    const { say, now, actor } = page
    const runs = { words: say('contact.named.operator.out'), path: '/operator' }
    const operator: readonly PublicNaming[] =
      actor.operator && actor.person === person
        ? [{ what: say('contact.named.operator'), of: null, path: '/contact', since: null, out: runs }]
        : []
    const reading = { actor: nobody(say.locale), now, outside }
    const own = (await namedNow(db, now)).filter((one) => one.person === person)
    if (own.length === 0 || !(await profiles.roleNames(db, reading, [person])).has(person)) return operator
    const lines: PublicNaming[] = []
    for (const { sort, id, checkedOn } of own) {
      const of = await subjects.of(db, reading, { sort, id })
      if (of === null) continue
      const path = of.path === '/' ? '/contact' : `/contact?about=${encodeURIComponent(of.path)}`
      const named = of.name === null ? null : { name: of.name, language: of.language }
      lines.push({
        what: say('contact.named'),
        of: named,
        path,
        since: checkedOn,
        out: { words: say('contact.named.out'), path: '/contact/desk' },
      })
    }
    return [...operator, ...lines]
  }
