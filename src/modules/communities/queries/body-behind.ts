import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** Which body stands behind a community, whoever asks: so that what was reported there reaches its moderators. Null: none, or no such community. */
export async function bodyBehind(db: Reader, community: string): Promise<string | null> {
  const row = await db.selectFrom('community').select('body_id as body').where('id', '=', community).executeTakeFirst()
  return row?.body ?? null
}
