import type { Db } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** Until then whoever opens an old invitation is told that it was taken up, or ended. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000

/** Invitations that ended long ago go, taken up or not: no deed, nobody is told, and twice is as good as once. */
export async function forgetInvitations(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('invitation')
    .where('expires_at', '<=', new Date(now.getTime() - KEPT_MS))
    .execute()
}
