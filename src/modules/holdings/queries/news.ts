import type { Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

const HOUR_MS = 3_600_000

/** For each account: when it was looked up, and which of its files are ready. */
export async function newsOf(db: Reader, owners: readonly Own[], since: Date) {
  const accounts = owners.map(({ account }) => account)
  const readings = await db
    .selectFrom('privileged_read')
    .select(['id', 'account_id as account', 'read_at as at'])
    .where('account_id', 'in', accounts)
    // Only the hour is kept, so a reading may seem older than it is.
    .where('read_at', '>', new Date(since.getTime() - HOUR_MS))
    .execute()
  const files = await db
    .selectFrom('data_export')
    .select(['id', 'account_id as account', 'ready_at'])
    .where('account_id', 'in', accounts)
    .where('discarded_at', 'is', null)
    .where('ready_at', '>', since)
    .execute()
  return {
    readings: readings.flatMap(({ id, account, at }) => (account === null ? [] : [{ id, account, at }])),
    files: files.flatMap(({ id, account, ready_at: at }) => (at === null ? [] : [{ id, account, at }])),
  }
}
