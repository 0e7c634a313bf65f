import type { Reader, Tx } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** The names of those who are still here. Who has left has no entry: the caller says so in its own words. */
export async function namesOf(db: Reader, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(personIds)]
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * Of the identities of whom something is held elsewhere, those that are gone, and are not awaited: left by a deed that was on its way while they were erased.
 * `heldAfter` gives them part by part, in one order, those after the last of the part before.
 */
export async function goneAmong(db: Reader, heldAfter: (after: string | null) => Promise<readonly string[]>): Promise<readonly string[]> {
  const gone: string[] = []
  for (let part = await heldAfter(null); part.length > 0; part = await heldAfter(part.at(-1) ?? null)) {
    const here = await namesOf(db, part)
    const awaited = await awaitedAmong(db, part)
    gone.push(...part.filter((person) => !here.has(person) && !awaited.has(person)))
  }
  return gone
}

async function awaitedAmong(db: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('awaited_person')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Ids that stand for somebody who came with a body from another hub: what stands under them is let alone until they come, or their time is over. */
export const awaiting = {
  async add(tx: Tx, ids: readonly string[]): Promise<void> {
    if (ids.length > 0)
      await tx
        .insertInto('awaited_person')
        .values(ids.map((id) => ({ id })))
        .execute()
  },
  drop: async (tx: Tx, id: string): Promise<void> => void (await tx.deleteFrom('awaited_person').where('id', '=', id).execute()),
}
