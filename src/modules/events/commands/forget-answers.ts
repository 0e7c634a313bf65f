import type { Db } from '../../../platform/db.ts'
import { DAY_MS, dayOfNow, KEEP_DAYS, NEED_DAYS } from '../rules.ts'
import type {} from '../tables.ts'
import { dropPictures } from './drop-pictures.ts'

/** What was said to come, and what was needed there: gone some days after the end. The counts stay. No deed: nobody asks for it, and twice is as good as once. */
export async function forgetAnswers(db: Db, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  await db.deleteFrom('event_need').where('ends_at', '<=', before(NEED_DAYS)).execute()
  await db.deleteFrom('event_answer').where('ends_at', '<=', before(KEEP_DAYS)).execute()
  await db.deleteFrom('event_support').where('ends_at', '<=', before(KEEP_DAYS)).execute()
  const waiting = await db
    .selectFrom('event_picture')
    .select(['host_id as host', 'event_id as event', 'slot', 'id'])
    .where('state', '=', 'waiting')
    .where('added_on', '<=', dayOfNow(before(KEEP_DAYS)))
    .execute()
  // Whoever has not agreed within thirty days has not agreed.
  for (const at of waiting) await db.transaction().execute((tx) => dropPictures(tx, at, [at.id]))
}
