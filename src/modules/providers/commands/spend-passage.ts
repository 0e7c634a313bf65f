import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { stateHash } from '../queries/passage.ts'
import { no } from '../refusals.ts'
import { passageEnd } from '../rules.ts'
import type {} from '../tables.ts'

/** A way is gone once: of two returns, even at the same moment, the key lets one through. */
export async function spendPassage(tx: Tx, state: string, now: Date): Promise<void> {
  const spent = await tx
    .insertInto('spent_passage')
    .values({ state_hash: stateHash(state), expires_at: passageEnd(now) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('state_hash')
    .executeTakeFirst()
  if (spent === undefined) refuse(no('provider.spent'))
}
