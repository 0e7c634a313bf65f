import { isUuid } from '#base'
import { subjectKey, type Publication, type Published, type Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { directoryOf, wholeDirectory, type Listed } from './listing.ts'

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

const itself = ({ scope }: { readonly scope: string }): string => scope

/** Bodies: of the organisations, which know nothing of who looks for them. */
export const bodies: Publication = {
  sort: 'body',
  label: 'directory.body',
  async of(db, { subjects, before, most, actor: { locale }, now }) {
    const wanted = subjects === null ? null : new Set(subjects.map(subjectKey))
    const all = (await wholeDirectory(db, { locale, now })).bodies.map((body) => published(body))
    return all
      .filter((one) => wanted === null || one.subjects.some((subject) => wanted.has(subjectKey(subject))))
      .filter(({ at }) => before === null || at < before)
      .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1))
      .slice(0, most)
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
