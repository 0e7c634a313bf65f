import type { Actor } from '../../../core/actor.ts'
import type { ContactAt, Kit } from '../../../web/manifest.ts'
import { profiles } from '../../profiles/index.ts'
import { namedIn } from '../queries/kept-names.ts'
import { answering } from '../queries/named.ts'
import type { Subjects } from '../queries/subjects.ts'

/** For the foot of every page: where nobody but the hub names somebody, the address is not even looked at. */
export const contactAt =
  (kit: Kit, subjects: Subjects): ContactAt =>
  async (path: string, actor: Actor) => {
    const all = await namedIn(kit).all()
    const near = subjects.near(path)
    const { outside, db } = kit.runner
    const of = all.some(({ sort }) => near.includes(sort))
      ? await subjects.at(db, { actor, now: outside.now(), outside }, path)
      : { sort: 'hub' as const, id: all.find(({ sort }) => sort === 'hub')?.id ?? '', above: [], name: null }
    const [first] = answering(all, of)
    if (first === undefined || !first.open) return null
    if (actor.account !== null && !(await profiles.roleNames(db, { actor, outside }, [first.person])).has(first.person)) return null
    const own = first.sort === of.sort && first.id === of.id
    return { name: first.name, body: own ? of.name : null, days: first.days }
  }
