import type { Tx } from '../../../platform/db.ts'
import { media } from '../../media/index.ts'
import type { At } from '../queries/rows.ts'
import type {} from '../tables.ts'

/** They are gone at once, with their bytes. */
export async function dropPictures(tx: Tx, { host, event, slot }: At, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('event_picture')
    .where('host_id', '=', host)
    .where('event_id', '=', event)
    .where('slot', '=', slot)
    .where('id', 'in', [...ids])
    .execute()
  await media.forget(tx, host, ids)
}

/** Whoever takes their answer back, or leaves, agrees to no picture any more. */
export async function dropPicturesOf(tx: Tx, at: At, answer: string): Promise<void> {
  const rows = await tx
    .selectFrom('event_consent')
    .select('picture_id as id')
    .where('host_id', '=', at.host)
    .where('event_id', '=', at.event)
    .where('slot', '=', at.slot)
    .where('answer_id', '=', answer)
    .execute()
  await dropPictures(
    tx,
    at,
    rows.map(({ id }) => id),
  )
}
