import type { Db } from '../../../platform/db.ts'
import { dayOf } from '../rules.ts'
import type {} from '../tables.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Twice as long as somebody may appeal, so that a reporter can still read what became of it. */
const REPORT_MS = 365 * DAY_MS
/** Whoever told of pressure has half a year to read the answer. */
const PRESSURE_MS = 180 * DAY_MS
/** A link into the circle or into an office is told to be spent for a month, and for as long a term that is over is known. */
const LINK_MS = 30 * DAY_MS

/**
 * What people wrote to those who decide goes once nothing can come of it any more: no deed, nobody is told, and twice is as good as once.
 * A case in which an appeal waits keeps its reports. Decisions and their reasons stay beside what they are about; the numbers are counted from events.
 */
export async function forgetWords(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - REPORT_MS)
  await db
    .deleteFrom('report')
    .where((where) =>
      where.exists(
        where
          .selectFrom('moderation_case')
          .select('moderation_case.id')
          .whereRef('moderation_case.scope_id', '=', 'report.scope_id')
          .whereRef('moderation_case.id', '=', 'report.case_id')
          .where('moderation_case.decided_at', '<=', before),
      ),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('appeal')
            .select('appeal.case_id')
            .whereRef('appeal.scope_id', '=', 'report.scope_id')
            .whereRef('appeal.case_id', '=', 'report.case_id')
            .where((late) => late.or([late('appeal.decided_at', 'is', null), late('appeal.decided_at', '>', before)])),
        ),
      ),
    )
    .execute()
  await db
    .deleteFrom('pressure_report')
    .where('answered_at', '<=', new Date(now.getTime() - PRESSURE_MS))
    .execute()
  await db
    .deleteFrom('circle_invitation')
    .where('expires_at', '<=', new Date(now.getTime() - LINK_MS))
    .execute()
  await db
    .deleteFrom('hub_moderator_offer')
    .where('expires_at', '<=', new Date(now.getTime() - LINK_MS))
    .execute()
  await db
    .deleteFrom('hub_moderator')
    .where('until', '<=', dayOf(new Date(now.getTime() - LINK_MS)))
    .execute()
}
