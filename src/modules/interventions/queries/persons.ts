import type { Reader } from '../../../platform/db.ts'
import { PIECE } from '../../../platform/pieces.ts'
import type {} from '../tables.ts'

/** Whoever is named by something here, in one order, piece by piece. */
export async function personsAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const least = after ?? '00000000-0000-0000-0000-000000000000'
  const named = db.selectFrom('intervention').select('person_id as id').where('person_id', '>', least)
  const captured = db.selectFrom('intervention').select('captured_by as id').where('captured_by', '>', least)
  const entered = db.selectFrom('session_meeting').select('entered_by as id').where('entered_by', '>', least)
  const rows = await named.union(captured).union(entered).orderBy('id').limit(PIECE).execute()
  return rows.flatMap(({ id }) => (id === null ? [] : [id]))
}
