import type { Db } from '../../../platform/db.ts'
import { UNATTACHED_HOURS } from '../rules.ts'
import type {} from '../tables.ts'

/** What was put nowhere within a day is gone, with its bytes. Told nowhere: nobody saw it. */
export async function forgetUnattached(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('media_item')
    .where('unattached_since', '<', new Date(now.getTime() - UNATTACHED_HOURS * 3_600_000))
    .execute()
}
