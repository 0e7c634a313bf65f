import type { SubjectSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { cardsOf, openEntries } from '../queries/entries.ts'
import { ofBody, withSubject } from '../queries/list.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { queryOf, Row } from '../views/list.tsx'
import type { Reader } from '../../../platform/db.ts'
import type { OpenEntries } from '../queries/entries.ts'

const SHOWN = 3

/** On the page of a body, a place, a topic, and of a community about topics: what the library has of it. */
export const subjectSection: SubjectSection = async (kit, page, { sort, id }) => {
  const { db } = kit.runner
  const wanted = await wantedOf(db, sort, id)
  if (wanted === null) return null
  const rows = await wanted.entries
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .limit(SHOWN + 1)
    .execute()
  if (rows.length === 0) return null
  const cards = await cardsOf(db, rows.slice(0, SHOWN), { actor: page.actor, now: page.now })
  return (
    <section>
      <h2>{page.say('library.title')}</h2>
      <ul class="rows">
        {cards.map((card) => (
          <Row page={page} card={card} heading="h3" />
        ))}
      </ul>
      <p>
        <a href={`${href(page, '/library')}${queryOf(wanted.query)}`}>{page.say('library.all-of-it')}</a>
      </p>
    </section>
  )
}

type Wanted = {
  readonly entries: OpenEntries
  readonly query: { readonly body?: string; readonly place?: string; readonly topic?: string }
}

async function wantedOf(db: Reader, sort: string, id: string): Promise<Wanted | null> {
  const all = openEntries(db)
  if (sort === 'topic') return { entries: withSubject(all, 'topic', (await topics.within(db, [id])).get(id) ?? [id]), query: { topic: id } }
  if (sort === 'place') return { entries: withSubject(all, 'place', await places.within(db, id)), query: { place: id } }
  if (sort === 'community') {
    const facets = (await communities.facetsOf(db, [id])).get(id) ?? []
    const keys = facets.flatMap((facet) => (facet.sort === 'topic' ? [facet.value] : []))
    const [first] = keys
    if (first === undefined) return null
    const within = [...(await topics.within(db, keys)).values()].flat()
    return { entries: withSubject(all, 'topic', within), query: keys.length === 1 ? { topic: first } : {} }
  }
  if (sort !== 'body') return null
  const body = (await organisations.bodyCards(db, [id], 'en')).get(id)
  return body === undefined ? null : { entries: ofBody(all, id), query: { body: body.slug } }
}
