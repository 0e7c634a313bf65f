import type { Db } from '../../../platform/db.ts'
import { HANDED_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

/** What was handed over to moderators goes when nobody can appeal any more. */
export async function forgetHanded(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('encounter_handed')
    .where('handed_at', '<', new Date(now.getTime() - HANDED_DAYS * 86_400_000))
    .execute()
}
