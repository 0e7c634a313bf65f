import { sql } from 'kysely'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { monthOf, type Grade } from '../rules.ts'
import type { PairRow, Side } from '../queries/rows.ts'
import { bareOf, NOBODYS, openPair, sealPair } from '../queries/sealed.ts'

const DROPPED = {
  state: 'dropped' as const,
  ...{ pair_sealed: null, buddy_tag: NOBODYS, newcomer_tag: NOBODYS, ends_on: null, buddy_asked: false, newcomer_asked: false },
}

type Which = { readonly scope: string } & ({ readonly id: string } | { readonly offer_id: string } | { readonly request_id: string })

/** What was proposed does not come about, and nothing says whose no it was. The row stays, so that the same two are not proposed again. */
export async function dropPairs(tx: Tx, { scope, ...which }: Which): Promise<number> {
  const [[column, id] = ['id', '']] = Object.entries(which)
  const { numUpdatedRows } = await tx
    .updateTable('buddy_pair')
    .set(DROPPED)
    .where('scope', '=', scope)
    .where(sql.ref(column), '=', id)
    .where('state', '=', 'proposed')
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** Names and ways go at once; both are asked whether it was good, but for somebody who is gone. */
export async function closePair(
  tx: Tx,
  keys: Keys,
  { row, today, gone = null }: { readonly row: PairRow; readonly today: string; readonly gone?: Side | null },
): Promise<void> {
  if (row.pair_sealed === null) return
  const kept = openPair(keys, row.scope, row.pair_sealed)
  const sides = { buddy: gone === 'buddy' ? null : kept.buddy, newcomer: gone === 'newcomer' ? null : kept.newcomer }
  const before = row.state === 'over'
  await tx
    .updateTable('buddy_pair')
    .set({
      ...{ state: 'over', ends_on: null, pair_sealed: sealPair(keys, row.scope, bareOf(sides)) },
      ...(before ? {} : { changed_on: today }),
      buddy_tag: sides.buddy === null ? NOBODYS : row.buddy_tag,
      newcomer_tag: sides.newcomer === null ? NOBODYS : row.newcomer_tag,
      buddy_asked: sides.buddy !== null && (before ? row.buddy_asked : true),
      newcomer_asked: sides.newcomer !== null && (before ? row.newcomer_asked : true),
    })
    .where('scope', '=', row.scope)
    .where('id', '=', row.id)
    .execute()
}

/** A sum for each month and place, and nobody beside it. */
export async function countOne(tx: Tx, scope: string, day: string, what: 'begun' | Grade): Promise<void> {
  const none = { begun: 0, good: 0, partly: 0, bad: 0 }
  await tx
    .insertInto('buddy_count')
    .values({ scope, month: monthOf(day), ...none, [what]: 1 })
    .onConflict((conflict) => conflict.columns(['scope', 'month']).doUpdateSet((eb) => ({ [what]: eb(`buddy_count.${what}`, '+', 1) })))
    .execute()
}
