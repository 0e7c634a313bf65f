import type { Reader } from '../../../platform/db.ts'
import { PIECE } from '../../../platform/pieces.ts'
import type {} from '../tables.ts'

/** Whoever is named by something here, in one order, piece by piece. */
export async function personsAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const least = after ?? '00000000-0000-0000-0000-000000000000'
  const opened = db.selectFrom('idea_call').select('opened_by as id').where('opened_by', '>', least)
  const answered = db.selectFrom('idea_answer').select('answered_by as id').where('answered_by', '>', least)
  const rows = await opened.union(answered).orderBy('id').limit(PIECE).execute()
  return rows.flatMap(({ id }) => (id === null ? [] : [id]))
}
