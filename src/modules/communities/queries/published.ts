import { idsOf, type Publication, type Published, type PublishedAsked, type Reading, type Subject } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { isUuid } from '#base'
import { places } from '../../places/index.ts'
import { facetsOf, seenCommunities } from './seen-community.ts'
import { dayIn, type Facet } from '../rules.ts'

/** Communities that everybody can find: of hidden ones and of those of the young nothing is here, also not for their members. */
const open = (db: Reader) =>
  db.selectFrom('community').where('access', '!=', 'hidden').where('hidden_for', 'is', null).where('youth', '=', false)

const subjectOf = ({ sort, value }: Facet): readonly Subject[] =>
  sort === 'topic' ? [{ sort: 'topic', id: value }] : sort === 'origin' || sort === 'residence' ? [{ sort: 'place', id: value }] : []

async function published(db: Reader, ids: readonly string[], reading: Reading): Promise<readonly Published[]> {
  if (ids.length === 0) return []
  const rows = await open(db)
    .select(['id', 'founded_on'])
    .where('id', 'in', [...ids])
    .execute()
  const there = new Map(rows.map((row) => [row.id, row.founded_on]))
  const seen = await seenCommunities(db, reading, [...there.keys()])
  const facets = await facetsOf(db, [...seen.keys()])
  const words = await wordsOf(db, [...seen.keys()])
  return [...seen.values()].map((one) => ({
    ...{ sort: 'community', id: one.id, path: one.path, title: one.name, text: one.summary, language: one.language },
    ...{ at: new Date(one.foundedOn), starts: null, until: null, checkedOn: null, by: null, open: true },
    subjects: [
      { sort: 'community', id: one.id },
      ...(one.bodyId === null ? [] : [{ sort: 'body' as const, id: one.bodyId }]),
      ...(facets.get(one.id) ?? []).flatMap(subjectOf),
    ],
    words: words.get(one.id) ?? '',
  }))
}

async function wordsOf(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('community_text')
    .select(['community_id', 'name', 'summary'])
    .where('community_id', 'in', [...ids])
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.community_id)].map(([id, own]) => [
      id,
      own.map(({ name, summary }) => `${name} ${summary}`).join(' '),
    ]),
  )
}

/** Which of them belong to any of these subjects; null: all. */
async function found(db: Reader, { subjects, before, most }: PublishedAsked): Promise<readonly string[]> {
  let select = open(db).select(['id', 'founded_on']).orderBy('founded_on', 'desc').orderBy('id').limit(most)
  if (before !== null) select = select.where('founded_on', '<', dayIn(before))
  if (subjects !== null) {
    const [own, bodies] = [idsOf(subjects, 'community'), idsOf(subjects, 'body')]
    const about = [
      { sorts: ['topic'] as const, values: idsOf(subjects, 'topic') },
      // Of a country its towns too.
      { sorts: ['origin', 'residence'] as const, values: [...(await places.townsWithin(db, idsOf(subjects, 'place'))).values()].flat() },
    ].filter(({ values }) => values.length > 0)
    if (own.length + bodies.length + about.length === 0) return []
    select = select.where((where) =>
      where.or([
        ...(own.length > 0 ? [where('id', 'in', own)] : []),
        ...(bodies.length > 0 ? [where('body_id', 'in', bodies)] : []),
        ...about.map(({ sorts, values }) =>
          where.exists(
            where
              .selectFrom('community_facet')
              .select('value')
              .whereRef('community_facet.community_id', '=', 'community.id')
              .where('value', 'in', values)
              .where('community_facet.sort', 'in', sorts),
          ),
        ),
      ]),
    )
  }
  return (await select.execute()).map(({ id }) => id)
}

const changed = ({ subject }: { readonly subject: string }): string => subject

export const publication: Publication = {
  sort: 'community',
  label: 'communities.one',
  async of(db, asked) {
    const shown = await published(db, await found(db, asked), asked)
    return shown.toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1))
  },
  byIds: (db, ids, reading) => published(db, ids.filter(isUuid), reading),
  async openAfter(db, after, most) {
    let select = open(db).select('id').orderBy('id').limit(most)
    if (after !== null) select = select.where('id', '>', after)
    return (await select.execute()).map(({ id }) => id)
  },
  changedBy: Object.fromEntries(
    ['founded', 'edited', 'translated', 'ended', 'resumed', 'hidden', 'shown'].map((what) => [`communities.community.${what}`, changed]),
  ),
}
