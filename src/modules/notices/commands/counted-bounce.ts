import { dayOf } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import { bouncesForgottenBefore, isBounce, stoppedAfter } from '../rules.ts'
import type {} from '../tables.ts'

type Bounce = { readonly account: string; readonly mark: string; readonly status: string; readonly now: Date }

/** A letter of theirs came back: counted once for each letter; whether letters stop after it. */
export async function countBounce(tx: Tx, { account, mark, status, now }: Bounce): Promise<'counted' | 'stopped'> {
  if (!isBounce(status)) return 'counted'
  await tx
    .insertInto('notices_bounce')
    .values({ account_id: account, mark, at: now })
    .onConflict((conflict) => conflict.columns(['account_id', 'mark']).doNothing())
    .execute()
  const { many } = await tx
    .selectFrom('notices_bounce')
    .select(({ fn }) => fn.countAll<number>().as('many'))
    .where('account_id', '=', account)
    .where('at', '>', bouncesForgottenBefore(now))
    .executeTakeFirstOrThrow()
  const why = stoppedAfter(status, many)
  if (why === null) return 'counted'
  await tx
    .updateTable('notices_state')
    .set({ stopped_for: why, stopped_on: dayOf(now).toISOString().slice(0, 10) })
    .where('account_id', '=', account)
    .where('stopped_for', 'is', null)
    .execute()
  return 'stopped'
}
