import type { EventDraft } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { facilitatorsOf, type MirrorRow } from '../queries/rows.ts'
import { acting, dayIn, restsFrom } from '../rules.ts'

/** Who of both sides acts from now on, and since when one of them has nobody; without that a space rests after its days. */
export async function balance(tx: Tx, row: Pick<MirrorRow, 'id' | 'state' | 'space_id' | 'uneven_since'>, now: Date): Promise<void> {
  if (row.state !== 'open' || row.space_id === null) return
  const members = acting(await facilitatorsOf(tx, row.space_id))
  const since = members.length > 0 ? null : (row.uneven_since ?? dayIn(now))
  await communities.jointly.appoint(tx, { space: row.space_id, members })
  await communities.jointly.rest(tx, { space: row.space_id, from: restsFrom(since) })
  await tx.updateTable('mirror').set({ uneven_since: since }).where('id', '=', row.id).execute()
}

/** Nobody is named, and nobody outside hears of it. */
export const quietly = (kind: string, scope: string, subject: string): EventDraft => ({
  ...{ kind, scope, subject, data: {}, visibility: 'internal', anonymous: true },
})
