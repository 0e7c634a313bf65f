import { isUuid } from '#base'
import { sql } from 'kysely'
import { idsOf, type Publication, type Published, type PublishedAsked, type Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'
import { wordsOf } from './words.ts'

const idOf = ({ scope }: { readonly scope: string }): string => scope

const rowsOf = (db: Reader) =>
  db
    .selectFrom('dialogue')
    .select(['id', 'slug', 'body_id', 'languages', 'opens_at', 'closes_at', 'answered_at', 'people_from', 'origin'])
    .select(sql<Date>`coalesce(opened_at, created_at)`.as('opened_at'))
    .where('state', '!=', 'draft')

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/** A dialogue belongs to its body, to itself, and to the country whose people abroad it is about. Null: to none of these. */
const among = (db: Reader, { subjects }: Pick<PublishedAsked, 'subjects'>) => {
  if (subjects === null) return rowsOf(db)
  const [bodies, own, places] = [idsOf(subjects, 'body'), idsOf(subjects, 'dialogue'), idsOf(subjects, 'place')]
  if (bodies.length + own.length + places.length === 0) return null
  // Lists go as one value each: with two thousand of them, reading the words of the query took longer than the query.
  return rowsOf(db).where((where) =>
    where.or([
      ...(bodies.length > 0 ? [sql<boolean>`body_id = any(${bodies}::uuid[])`] : []),
      ...(own.length > 0 ? [sql<boolean>`id = any(${own}::uuid[])`] : []),
      ...(places.length > 0 ? [sql<boolean>`people_from = any(${places}::text[])`] : []),
    ]),
  )
}

async function drawn(
  db: Reader,
  rows: readonly Row[],
  { actor, now }: Reading,
  sort: 'dialogue' | 'answer',
): Promise<readonly Published[]> {
  const words = await wordsOf(db, rows, actor.locale)
  return rows.flatMap((row) => {
    const said = words.get(row.id)
    const at = sort === 'answer' ? row.answered_at : row.opened_at
    if (said === undefined || at === null) return []
    const of = [{ sort: 'body', id: row.body_id } as const, { sort: 'dialogue', id: row.id } as const]
    return [
      {
        ...{ sort, id: row.id, path: `/dialogues/${row.slug}`, title: said.title, text: said.summary, language: said.language, at },
        ...{
          starts: sort === 'dialogue' ? row.opens_at : null,
          until: sort === 'dialogue' ? row.closes_at : null,
          checkedOn: null,
          by: null,
        },
        ...{ subjects: row.people_from === null ? of : [...of, { sort: 'place', id: row.people_from } as const], open: true },
        // The answer that was promised is still missing; of one from elsewhere nobody promised any.
        ...(sort === 'dialogue' && row.origin === 'here' && row.answered_at === null && row.closes_at <= now ? { awaits: true } : {}),
      },
    ]
  })
}

async function openAfter(db: Reader, after: string | null, most: number): Promise<readonly string[]> {
  let select = db.selectFrom('dialogue').select('id').where('state', '!=', 'draft').orderBy('id').limit(most)
  if (after !== null) select = select.where('id', '>', after)
  return (await select.execute()).map(({ id }) => id)
}

const changed = ['dialogue.dialogue.opened', 'dialogue.dialogue.closed', 'dialogue.text.translated', 'dialogue.answer.published']
const changedBy = Object.fromEntries(changed.map((kind) => [kind, idOf]))

/** Dialogues, and the answers that bodies gave to them. */
export const publications: readonly Publication[] = [
  {
    sort: 'dialogue',
    label: 'dialogue.published',
    async of(db, asked) {
      const found = among(db, asked)
      if (found === null) return []
      let select = found
        .orderBy(sql`coalesce(opened_at, created_at)`, 'desc')
        .orderBy('id')
        .limit(asked.most)
      if (asked.before !== null) select = select.where(sql<Date>`coalesce(opened_at, created_at)`, '<', asked.before)
      return drawn(db, await select.execute(), asked, 'dialogue')
    },
    async byIds(db, ids, reading) {
      const known = ids.filter(isUuid)
      return known.length === 0 ? [] : drawn(db, await rowsOf(db).where('id', 'in', known).execute(), reading, 'dialogue')
    },
    openAfter,
    changedBy,
  },
  {
    sort: 'answer',
    label: 'dialogue.published-answer',
    async of(db, asked) {
      const found = among(db, asked)
      if (found === null) return []
      let select = found.where('answered_at', 'is not', null).orderBy('answered_at', 'desc').orderBy('id').limit(asked.most)
      if (asked.before !== null) select = select.where('answered_at', '<', asked.before)
      return drawn(db, await select.execute(), asked, 'answer')
    },
    async byIds(db, ids, reading) {
      const known = ids.filter(isUuid)
      return known.length === 0 ? [] : drawn(db, await rowsOf(db).where('id', 'in', known).execute(), reading, 'answer')
    },
    // Its words are found with the dialogue.
    openAfter: async () => [],
    changedBy: {},
  },
]
