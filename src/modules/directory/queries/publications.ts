import { isUuid } from '#base'
import { idsOf, type Publication, type Published, type PublishedAsked, type Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { topics } from '../../topics/index.ts'
import { entriesOf } from './entries.ts'
import { directoryOf, placesSaid, type Listed } from './listing.ts'

const published = (
  { id, slug, name, summary, language, said, entry, placeIds, topicKeys, checkedOn }: Listed,
  words?: string,
): Published => ({
  ...{ sort: 'body', id, path: `/bodies/${encodeURIComponent(slug)}`, title: name, text: summary, language },
  ...{ at: said?.createdAt ?? entry?.editedAt ?? new Date(0), starts: null, until: null, checkedOn, by: null },
  subjects: [
    { sort: 'body', id },
    ...placeIds.map((place) => ({ sort: 'place' as const, id: place })),
    ...topicKeys.map((topic) => ({ sort: 'topic' as const, id: topic })),
  ],
  open: true,
  ...(words === undefined ? {} : { words }),
})

/** All names and summaries of each, and what it says of itself here: by these it is found. */
async function wordsOf(db: Reader, bodies: readonly Listed[]): Promise<ReadonlyMap<string, string>> {
  const texts = Map.groupBy(
    await organisations.textsOfBodies(
      db,
      bodies.map(({ id }) => id),
    ),
    ({ bodyId }) => bodyId,
  )
  return new Map(
    bodies.map(({ id, entry }) => [
      id,
      [
        ...(texts.get(id) ?? []).flatMap(({ name, summary, focus, expectations }) => [name, summary, focus, expectations]),
        ...Object.values(entry?.fields ?? {}).flat(),
        entry?.hours ?? '',
        entry?.postal ?? '',
      ].join('\n'),
    ]),
  )
}

async function byIds(db: Reader, ids: readonly string[], { actor: { locale }, now }: Reading): Promise<readonly Published[]> {
  const cards = [...(await organisations.bodyCards(db, ids.filter(isUuid), locale)).values()].filter(({ archived }) => !archived)
  const { bodies } = await directoryOf(db, cards, { locale, now })
  const words = await wordsOf(db, bodies)
  return bodies.map((body) => published(body, words.get(body.id)))
}

/** More than a hub has bodies. */
const MOST = 10_000

/** The newest that belong to any of these (null: all), by id: whole are read those alone that are shown. */
async function newestOf(db: Reader, { subjects, before, most }: PublishedAsked): Promise<readonly string[]> {
  const idOf = ({ id }: { readonly id: string }): string => id
  if (subjects === null) return (await organisations.newestBodies(db, { among: null, before, most })).map(idOf)
  const [own, where, what] = [idsOf(subjects, 'body'), idsOf(subjects, 'place'), idsOf(subjects, 'topic')]
  if (where.length + what.length === 0)
    return own.length === 0 ? [] : (await organisations.newestBodies(db, { among: own, before, most })).map(idOf)
  const all = await organisations.newestBodies(db, { among: null, before, most: MOST })
  const entries = await entriesOf(db, all.map(idOf))
  // Of a topic that was merged, what that became.
  const about = await topics.named(db, [...new Set([...entries.values()].flatMap((entry) => entry.topics))], 'en')
  const wanted = { own: new Set(own), where: new Set(where), what: new Set(what) }
  const belongs = ({ id, countries }: (typeof all)[number]): boolean =>
    wanted.own.has(id) ||
    placesSaid(entries.get(id), countries).some((place) => wanted.where.has(place)) ||
    (entries.get(id)?.topics ?? []).some((key) => wanted.what.has(about.get(key)?.key ?? ''))
  return all.filter(belongs).slice(0, most).map(idOf)
}

const itself = ({ scope }: { readonly scope: string }): string => scope

/** Bodies: of the organisations, which know nothing of who looks for them. */
export const bodies: Publication = {
  sort: 'body',
  label: 'directory.body',
  async of(db, asked) {
    const { locale } = asked.actor
    const ids = await newestOf(db, asked)
    const cards = await organisations.bodyCards(db, ids, locale)
    const { bodies: listed } = await directoryOf(db, [...cards.values()], { locale, now: asked.now })
    const drawn = new Map(listed.map((body) => [body.id, published(body)]))
    return ids.flatMap((id) => drawn.get(id) ?? [])
  },
  byIds,
  openAfter: organisations.bodyIdsAfter,
  changedBy: {
    'organisations.body.created': itself,
    'organisations.body-text.edited': itself,
    'organisations.body-facts.edited': itself,
    'organisations.body.archived': itself,
    'organisations.body.reopened': itself,
    'directory.entry.written': itself,
    'directory.entry.confirmed': itself,
  },
}
