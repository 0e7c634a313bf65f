import { eventsOfPersons } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import type {} from '../tables.ts'

/** What this room itself holds of an account. Which of those who run the hub looked it up is not said to anybody. */
export async function heldOfHoldings(db: Reader, { account }: Own): Promise<HeldData> {
  const exports = await db
    .selectFrom('data_export')
    .select(['asked_at as asked', 'language', 'ready_at as ready', 'bytes', 'discarded_at as discarded'])
    .where('account_id', '=', account)
    .orderBy('asked_at')
    .execute()
  const reads = await db
    .selectFrom('privileged_read')
    .select(['role', 'reason', 'case_number as caseNumber', 'read_at as at'])
    .where('account_id', '=', account)
    .orderBy('read_at')
    .execute()
  return { exports, reads }
}

/** What the core holds: the record of deeds, as far as it names them. */
export async function heldOfCore(db: Reader, { persons }: Own): Promise<HeldData> {
  return { events: await eventsOfPersons(db, persons) }
}
