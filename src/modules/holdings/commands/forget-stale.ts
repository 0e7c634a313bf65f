import { forgetNames } from '../../../core/event.ts'
import type { Db } from '../../../platform/db.ts'
import { daysBefore, EXPORT_DAYS, NAMED_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

/** Events of the hub whose subject is a person. */
const ABOUT_PERSONS = ['people.', 'access.token.', 'providers.way.', 'moderation.circle.']

/** What has had its time goes: no deed, nobody is told, and twice is as good as once. */
export async function forgetStale(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('data_export').where('asked_at', '<=', daysBefore(now, EXPORT_DAYS)).execute()
  await db.deleteFrom('privileged_read').where('read_at', '<=', daysBefore(now, NAMED_DAYS)).execute()
  await forgetNames(db, daysBefore(now, NAMED_DAYS), ABOUT_PERSONS)
}
