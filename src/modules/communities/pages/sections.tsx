import type { Child } from 'hono/jsx'
import { nobody } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import { InLanguage } from '../../../web/layout.tsx'
import type { BodySection, Front, Kit, NamedOf, SubjectSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { profiles } from '../../profiles/index.ts'
import { crossingPath } from '../rules.ts'
import { publication } from '../queries/published.ts'
import { ownCommunities } from '../queries/seen-community.ts'

const readingOf = (kit: Kit, page: Page): Reading => ({ actor: page.actor, now: page.now, outside: kit.runner.outside })
const MOST = 5

type Line = { readonly path: string; readonly title: string; readonly language: string }

const Lines = ({ page, lines }: { page: Page; lines: readonly Line[] }): Child => (
  <ul class="targets">
    {lines.map(({ path, title, language }) => (
      <li>
        <a href={href(page, path)}>
          <InLanguage language={language}>{title}</InLanguage>
        </a>
      </li>
    ))}
  </ul>
)

/** On the page of a place or a topic: communities that everybody can find there. */
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) => {
  if (sort !== 'place' && sort !== 'topic') return null
  const asked = { ...readingOf(kit, page), subjects: [{ sort, id }], before: null, most: MOST }
  const lines = await publication.of(kit.runner.db, asked)
  if (lines.length === 0) return null
  // A country is found by its code; of a town by what it is called nobody is sent elsewhere.
  const more = crossingPath([{ sort: sort === 'topic' ? 'topic' : 'residence', value: id }])
  return (
    <section>
      <h2>{page.say('communities.title')}</h2>
      <Lines page={page} lines={lines} />
      <p>
        <a href={href(page, more)}>{page.say('communities.all')}</a>
      </p>
    </section>
  )
}

/** On a body's page: communities behind which it stands. */
export const bodySection: BodySection = async (kit, page, bodyId) => {
  const asked = { ...readingOf(kit, page), subjects: [{ sort: 'body' as const, id: bodyId }], before: null, most: MOST }
  const lines = await publication.of(kit.runner.db, asked)
  if (lines.length === 0) return null
  return (
    <section>
      <h2>{page.say('communities.behind')}</h2>
      <Lines page={page} lines={lines} />
    </section>
  )
}

/** On the first page: where people meet. */
export const front: Front = async (kit, page) => {
  const lines = await publication.of(kit.runner.db, { ...readingOf(kit, page), subjects: null, before: null, most: 3 })
  return (
    <section>
      <h2>{page.say('communities.front')}</h2>
      {lines.length === 0 ? null : <Lines page={page} lines={lines} />}
      <p>
        <a href={href(page, '/communities')}>{page.say('communities.front.all')}</a>
      </p>
    </section>
  )
}

/** Who looks after one that others can find is named on its page. */
export const namedOf: NamedOf = async (kit, page, person) => {
  const reading = readingOf(kit, page)
  const named = await profiles.roleNames(kit.runner.db, { ...reading, actor: nobody(page.say.locale) }, [person])
  if (person !== page.actor.person || !named.has(person)) return []
  const { say } = page
  return (await ownCommunities(kit.runner.db, reading)).flatMap(({ me, access, hiddenFor, path, name, language }) => {
    const role = me?.role ?? 'member'
    if (role === 'member' || access === 'hidden' || hiddenFor !== null) return []
    const out = { words: say('communities.named.out'), path: `${path}/members` }
    return [{ what: say(`communities.role.${role}`), of: { name, language }, path, since: null, out }]
  })
}

/** On one's own page: where one belongs, asked for, and was asked. */
export const ownNote: Front = async (_kit, page) =>
  page.actor.person === null ? null : (
    <p>
      <a href={href(page, '/me/communities')}>{page.say('communities.mine')}</a>
    </p>
  )
