import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** The names of those who are still here. Who has left has no entry: the caller says so in its own words. */
export async function namesOf(db: Reader, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(personIds)]
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * Of the identities of whom something is held elsewhere, those that are gone: left by a deed that was on its way while they were erased.
 * `heldAfter` gives them part by part, in one order, those after the last of the part before.
 */
export async function goneAmong(db: Reader, heldAfter: (after: string | null) => Promise<readonly string[]>): Promise<readonly string[]> {
  const gone: string[] = []
  for (let part = await heldAfter(null); part.length > 0; part = await heldAfter(part.at(-1) ?? null)) {
    const here = await namesOf(db, part)
    gone.push(...part.filter((person) => !here.has(person)))
  }
  return gone
}
