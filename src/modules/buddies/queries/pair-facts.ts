import { isUuid } from '#base'
import type { Reading } from '../../../core/published.ts'
import type { Tx } from '../../../platform/db.ts'
import { hereOf, type Here, type Where } from './here.ts'
import { sideOf, type PairRow, type Side } from './rows.ts'
import { openPair, type SealedPair } from './sealed.ts'

export type PairFacts = {
  readonly here: Here
  readonly row: PairRow
  readonly side: Side | null
  /** Null once it did not come about. */
  readonly kept: SealedPair | null
}

/** The pair with its row held, for one of the two; null to everybody else, and where the place is not there for them. */
export async function pairFacts(
  tx: Tx,
  reading: Reading,
  { pair, ...where }: Where & { readonly pair: string },
): Promise<PairFacts | null> {
  const here = await hereOf(tx, reading, where)
  if (here === null || !isUuid(pair)) return null
  const row = await tx
    .selectFrom('buddy_pair')
    .selectAll()
    .where('scope', '=', here.id)
    .where('id', '=', pair)
    .forUpdate()
    .executeTakeFirst()
  const side = row === undefined ? null : sideOf(reading.outside.keys, row, here.own)
  if (row === undefined || side === null) return null
  return { here, row, side, kept: row.pair_sealed === null ? null : openPair(reading.outside.keys, row.scope, row.pair_sealed) }
}
