import type { Db } from '../../../platform/db.ts'
import { idleSince, invitationsForgottenBefore, linksForgottenBefore } from '../rules.ts'
import type {} from '../tables.ts'

/** What time has emptied of sense goes: no deed, nobody is told, and twice is as good as once. */
export async function forgetStale(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('sign_in_link').where('created_at', '<', linksForgottenBefore(now)).execute()
  await db.deleteFrom('operator_invitation').where('expires_at', '<', invitationsForgottenBefore(now)).execute()
  await db.deleteFrom('spent_question').where('expires_at', '<=', now).execute()
  await db
    .deleteFrom('session')
    .where((where) => where.or([where('expires_at', '<=', now), where('seen_at', '<=', idleSince(now))]))
    .execute()
}
