import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** A poll, held: answers share it, closing has it alone, so that no answer falls between the count and the end. */
export async function pollHeld(tx: Tx, { session, poll }: { readonly session: string; readonly poll: string }, how: 'share' | 'alone') {
  const select = tx.selectFrom('floor_poll').select(['sort', 'state']).where('session_id', '=', session).where('id', '=', poll)
  const row = await (how === 'share' ? select.forShare() : select.forUpdate()).executeTakeFirst()
  if (row === undefined) return refuse(no('poll.missing'))
  const options = await tx
    .selectFrom('floor_option')
    .select('number')
    .where('session_id', '=', session)
    .where('poll_id', '=', poll)
    .execute()
  return { ...row, numbers: options.map(({ number }) => number) }
}
