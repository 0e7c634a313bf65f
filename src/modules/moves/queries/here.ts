import { isTheHub } from '../../../core/actor.ts'
import type { SpaceSort } from '../../../core/moving.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Asking } from '../policy.ts'
import { no } from '../refusals.ts'
import type { MoveState } from '../tables.ts'
import { seenSpace, type At, type SeenSpace } from './spaces.ts'

export type Move = {
  readonly id: string
  readonly space: string
  readonly sort: SpaceSort
  readonly destination: string
  readonly announcedOn: string
  readonly leavesOn: string
  readonly state: MoveState
  readonly receiptHash: Buffer | null
}

const selectMoves = (db: Reader) =>
  db
    .selectFrom('space_move')
    .select(['id', 'community_id as space', 'sort', 'destination', 'announced_on as announcedOn', 'leaves_on as leavesOn', 'state'])
    .select('receipt_hash as receiptHash')

export async function moveOf(db: Reader, space: string): Promise<Move | null> {
  return (await selectMoves(db).where('community_id', '=', space).executeTakeFirst()) ?? null
}

/** Which space an announcement is of. */
export async function moveById(db: Reader, id: string): Promise<Move | null> {
  return (await selectMoves(db).where('id', '=', id).executeTakeFirst()) ?? null
}

/** A space for whoever may know of it, with its move; for the hub itself without looking who asks. */
export type Here = { readonly space: SeenSpace; readonly move: Move | null; readonly asking: Asking }

export async function demandHere(db: Reader, reading: Reading, sort: SpaceSort, at: At): Promise<Here> {
  const space = (await seenSpace(db, reading, sort, at)) ?? refuse(no('move.space-missing'))
  return hereIn(db, reading, space)
}

export async function hereIn(db: Reader, { actor }: Pick<Reading, 'actor'>, space: SeenSpace): Promise<Here> {
  const move = await moveOf(db, space.id)
  const { role, movable } = space
  return { space, move, asking: { actor, role, movable, state: move?.state ?? null, open: space.sort === 'body' } }
}

/** The same for a deed, which holds the move until it is done. The hub itself knows of all of them. */
export async function heldHere(db: Reader, reading: Reading, sort: SpaceSort, id: string): Promise<Pick<Here, 'move' | 'asking'>> {
  await db.selectFrom('space_move').select('id').where('community_id', '=', id).forUpdate().execute()
  if (!isTheHub(reading.actor)) return demandHere(db, reading, sort, { id })
  const move = await moveOf(db, id)
  return { move, asking: { actor: reading.actor, role: null, state: move?.state ?? null, movable: true, open: false } }
}
