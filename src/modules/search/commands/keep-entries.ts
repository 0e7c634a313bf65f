import { sql } from 'kysely'
import { gramsOf } from '#findable'
import type { Publication, Publications } from '../../../core/published.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { draftsOf, type Draft, type Looking } from '../queries/drafts.ts'
import { A_PART, A_TURN, ROUND_RESTS_MS } from '../rules.ts'
import type {} from '../tables.ts'

/** One thing reads differently, or is not to be read any more. */
export const refreshEntry = (db: Db, publication: Publication, id: string, looking: Looking): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { round, rests_until: rests } = await roundOf(tx, publication.sort)
    // Between two rounds nothing was met by the next one yet.
    await keepPart(tx, publication, [id], { ...looking, round: rests === null ? round : round - 1 })
  })

/** A part of the way through all that everybody may read: what no event told of is met here, and what is not met any more is forgotten. */
export async function goOn(db: Db, publications: Publications, looking: Looking): Promise<void> {
  let left = A_TURN
  for (const publication of publications.all()) {
    for (let unfinished = true; unfinished && left > 0; left -= A_PART) unfinished = await nextPart(db, publication, looking)
  }
}

/** True: there is more of this sort in this round. One process at a time goes through a sort. */
const nextPart = (db: Db, publication: Publication, looking: Looking): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const { sort } = publication
    const state = await roundOf(tx, sort)
    const now = looking.outside.now()
    if (state.rests_until !== null && state.rests_until > now) return false
    const ids = await publication.openAfter(tx, state.after_id, A_PART)
    await keepPart(tx, publication, ids, { ...looking, round: state.round })
    const last = ids.at(-1)
    const unfinished = last !== undefined && ids.length === A_PART && last !== state.after_id
    if (!unfinished) await forgetUnmet(tx, sort, state.round)
    await tx
      .updateTable('search_round')
      .set(
        unfinished
          ? { after_id: last, rests_until: null }
          : { after_id: null, round: state.round + 1, rests_until: new Date(now.getTime() + ROUND_RESTS_MS) },
      )
      .where('sort', '=', sort)
      .execute()
    return unfinished
  })

/** Held until the transaction ends. */
async function roundOf(tx: Tx, sort: string) {
  await tx
    .insertInto('search_round')
    .values({ sort, round: 1, after_id: null, rests_until: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx.selectFrom('search_round').selectAll().where('sort', '=', sort).forUpdate().executeTakeFirstOrThrow()
}

async function keepPart(
  tx: Tx,
  publication: Publication,
  ids: readonly string[],
  { round, ...looking }: Looking & { readonly round: number },
): Promise<void> {
  if (ids.length === 0) return
  const { sort } = publication
  const drafts = await draftsOf(tx, publication, ids, looking)
  const known = new Map(
    (
      await tx
        .selectFrom('search_entry')
        .select(['id', 'digest'])
        .where('sort', '=', sort)
        .where('id', 'in', [...ids])
        .execute()
    ).map(({ id, digest }) => [id, digest]),
  )
  const there = new Set(drafts.map(({ id }) => id))
  await removeEntries(
    tx,
    sort,
    [...known.keys()].filter((id) => !there.has(id)),
  )
  const changed = drafts.filter(({ id, digest }) => known.get(id)?.equals(digest) !== true)
  await writeEntries(tx, sort, changed, round)
  if (there.size > 0)
    await tx
      .updateTable('search_entry')
      .set({ round })
      .where('sort', '=', sort)
      .where('id', 'in', [...there])
      .execute()
}

async function writeEntries(tx: Tx, sort: string, drafts: readonly Draft[], round: number): Promise<void> {
  if (drafts.length === 0) return
  // What it was found by before may be gone from it now.
  const before = await wordsOf(
    tx,
    sort,
    drafts.map(({ id }) => id),
  )
  await tx
    .insertInto('search_entry')
    .values(
      drafts.map(({ id, vector, languages, subjects, nearAt, until, digest }) => ({
        ...{ sort, id, words: sql<string>`${vector}::tsvector`, languages: [...languages], subjects: [...subjects] },
        ...{ near_at: nearAt, until, digest, round },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['sort', 'id']).doUpdateSet((row) => ({
        words: row.ref('excluded.words'),
        languages: row.ref('excluded.languages'),
        subjects: row.ref('excluded.subjects'),
        near_at: row.ref('excluded.near_at'),
        until: row.ref('excluded.until'),
        digest: row.ref('excluded.digest'),
      })),
    )
    .execute()
  await addWords(tx, [...new Set(drafts.flatMap(({ words }) => words))])
  await dropWords(tx, before)
}

/** In one order, so that two that add the same words do not wait for each other in a circle. */
async function addWords(tx: Tx, words: readonly string[]): Promise<void> {
  const sorted = words.toSorted((a, b) => (a < b ? -1 : 1))
  for (let from = 0; from < sorted.length; from += 2000) {
    await tx
      .insertInto('search_word')
      .values(sorted.slice(from, from + 2000).map((word) => ({ word, grams: [...gramsOf(word)] })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** What is no longer found by anything is no longer proposed to anybody. */
async function dropWords(tx: Tx, words: readonly string[]): Promise<void> {
  if (words.length === 0) return
  await sql`
    delete from search_word
    where word = any(${words})
      and not exists (select from search_entry where search_entry.words @@ ('''' || search_word.word || '''')::tsquery)`.execute(tx)
}

async function wordsOf(tx: Tx, sort: string, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('search_entry')
    .select(sql<string[]>`tsvector_to_array(words)`.as('words'))
    .where('sort', '=', sort)
    .where('id', 'in', [...ids])
    .execute()
  return [...new Set(rows.flatMap(({ words }) => words))]
}

async function removeEntries(tx: Tx, sort: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const words = await wordsOf(tx, sort, ids)
  await tx
    .deleteFrom('search_entry')
    .where('sort', '=', sort)
    .where('id', 'in', [...ids])
    .execute()
  await dropWords(tx, words)
}

async function forgetUnmet(tx: Tx, sort: string, round: number): Promise<void> {
  const rows = await tx.selectFrom('search_entry').select('id').where('sort', '=', sort).where('round', '<', round).execute()
  await removeEntries(
    tx,
    sort,
    rows.map(({ id }) => id),
  )
}
