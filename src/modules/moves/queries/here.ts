import { isUuid } from '#base'
import { isTheHub } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import type { Asking } from '../policy.ts'
import { no } from '../refusals.ts'
import type { MoveState } from '../tables.ts'

export type Move = {
  readonly id: string
  readonly destination: string
  readonly announcedOn: string
  readonly leavesOn: string
  readonly state: MoveState
  readonly receiptHash: Buffer | null
}

export async function moveOf(db: Reader, community: string): Promise<Move | null> {
  const row = await db
    .selectFrom('space_move')
    .select(['id', 'destination', 'announced_on as announcedOn', 'leaves_on as leavesOn', 'state', 'receipt_hash as receiptHash'])
    .where('community_id', '=', community)
    .executeTakeFirst()
  return row ?? null
}

/** Which community an announcement is of. */
export async function communityOfMove(db: Reader, move: string): Promise<string | null> {
  const row = await db.selectFrom('space_move').select('community_id as community').where('id', '=', move).executeTakeFirst()
  return row?.community ?? null
}

/** A community for whoever may know of it, with its move; for the hub itself without looking who asks. */
export type Here = { readonly community: SeenCommunity; readonly move: Move | null; readonly asking: Asking }

export async function demandHere(db: Reader, reading: Reading, by: { readonly slug: string } | { readonly id: string }): Promise<Here> {
  const known = 'slug' in by || isUuid(by.id)
  const community = (known ? await communities.seen(db, reading, by) : null) ?? refuse(no('move.community-missing'))
  return hereIn(db, reading, community)
}

export async function hereIn(db: Reader, { actor }: Reading, community: SeenCommunity): Promise<Here> {
  const move = await moveOf(db, community.id)
  const asking = {
    ...{ actor, role: community.me?.role ?? null, state: move?.state ?? null },
    movable: community.state === 'running' && !community.jointly,
  }
  return { community, move, asking }
}

/** The same for a deed, which holds the move until it is done. The hub itself knows of all of them. */
export async function heldHere(db: Reader, reading: Reading, id: string): Promise<Pick<Here, 'move' | 'asking'>> {
  await db.selectFrom('space_move').select('id').where('community_id', '=', id).forUpdate().execute()
  if (!isTheHub(reading.actor)) return demandHere(db, reading, { id })
  const move = await moveOf(db, id)
  return { move, asking: { actor: reading.actor, role: null, state: move?.state ?? null, movable: true } }
}
