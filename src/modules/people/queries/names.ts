import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** The names of those who are still here. Who has left has no entry: the caller says so in its own words. */
export async function namesOf(db: Reader, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(personIds)]
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
