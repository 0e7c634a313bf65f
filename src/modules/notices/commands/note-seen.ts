import type { Db } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { firstState } from '../queries/state.ts'
import type {} from '../tables.ts'

/**
 * Notes that the news was looked at. No deed, as with sessions: it happens by reading, nobody asked for it, and a row for each look would be a
 * trail of visits. So it is only written where something was new.
 */
export async function noteSeen(db: Db, outside: Pick<Outside, 'now' | 'uuid'>, account: string): Promise<void> {
  const now = outside.now()
  await db
    .insertInto('notices_state')
    .values(firstState({ account, key: outside.uuid(), now }))
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ seen_until: now }))
    .execute()
}
