import type { Reader } from '../../../platform/db.ts'
import { PIECE } from '../../../platform/pieces.ts'
import type {} from '../tables.ts'

/** Whoever is named by something here, in one order, piece by piece. */
export async function personsAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const least = after ?? '00000000-0000-0000-0000-000000000000'
  const serving = db.selectFrom('voice_intermediary').select('person_id as id').where('person_id', '>', least)
  const holding = db.selectFrom('mandate').select('holder_id as id').where('holder_id', '>', least)
  const rows = await serving.union(holding).orderBy('id').limit(PIECE).execute()
  return rows.flatMap(({ id }) => (id === null ? [] : [id]))
}
