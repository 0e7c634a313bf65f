import type { Db } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** What is over opens nothing any more, so nothing need remember it. */
export async function forgetPassages(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('spent_passage').where('expires_at', '<=', now).execute()
}
