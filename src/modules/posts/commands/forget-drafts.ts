import type { Db } from '../../../platform/db.ts'
import { draftsForgottenBefore } from '../rules.ts'
import type {} from '../tables.ts'

/** What nobody went on with is gone. */
export async function forgetDrafts(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('post_draft').where('kept_at', '<', draftsForgottenBefore(now)).execute()
}
