import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type { Row } from './rows.ts'
import { demandHere, type Here } from './standing.ts'
import { startOf } from './thread.ts'

/** For a deed about one post: it is held until the deed is done. Whoever may not find it is told that there is none. */
export async function heldPost(
  tx: Tx,
  reading: Reading,
  input: { readonly community: string; readonly post: string },
): Promise<{ readonly here: Here; readonly row: Row }> {
  const here = await demandHere(tx, reading, { id: input.community })
  const row = await lockedPost(tx, input.community, input.post)
  return row === null || (await startOf(tx, here, row)) === null ? refuse(no('post.missing')) : { here, row }
}

export async function lockedPost(tx: Tx, community: string, id: string): Promise<Row | null> {
  const row = await tx
    .selectFrom('post')
    .selectAll()
    .where('community_id', '=', community)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}
