import type { Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import type { Asking } from '../policy.ts'
import { no } from '../refusals.ts'
import type { Side } from '../rules.ts'
import { lockedBySpace, lockedMirror, type MirrorRow } from './rows.ts'

type By = { readonly slug: string } | { readonly id: string }
export type Here = { readonly community: SeenCommunity; readonly asking: Asking }

export const askingIn = (community: SeenCommunity, actor: Actor): Asking => ({
  actor,
  role: community.me?.role ?? null,
  ended: community.state === 'ended',
})

/** For whoever may know that it is there. */
export async function demandHere(db: Reader, reading: Reading, by: By): Promise<Here> {
  const community = (await communities.seen(db, reading, by)) ?? refuse(no('mirror.community-missing'))
  return { community, asking: askingIn(community, reading.actor) }
}

type Two = readonly [SeenCommunity, SeenCommunity]

/**
 * The two sides, for whoever may know of both. Once one of them is hidden what they had together is there for nobody: worked out whenever it is
 * read, so that no proposal, name or refusal tells of it.
 */
export function bothSides(seen: ReadonlyMap<string, SeenCommunity>, row: Pick<MirrorRow, 'from_id' | 'to_id'>): Two | null {
  const [from, to] = [seen.get(row.from_id), seen.get(row.to_id)]
  return from === undefined || to === undefined || from.access === 'hidden' || to.access === 'hidden' ? null : [from, to]
}

/** For a deed of one of its sides: the row is held until it is done. */
export async function heldMirror(tx: Tx, reading: Reading, { community, mirror }: { readonly community: string; readonly mirror: string }) {
  const here = await demandHere(tx, reading, { id: community })
  const row = await lockedMirror(tx, mirror)
  if (row === undefined || (row.from_id !== community && row.to_id !== community)) return refuse(no('mirror.missing'))
  const sides = bothSides(await communities.seenAmong(tx, reading, [row.from_id, row.to_id]), row)
  const other = sides?.find(({ id }) => id !== community)
  if (sides === null || other === undefined || here.community.me?.role !== 'steward') return refuse(no('mirror.missing'))
  return { here, row, sides, other, ofFrom: row.from_id === community }
}

/** The space in which somebody is, and what the two that hold it agreed on; its row is held. */
export async function heldSpace(tx: Tx, reading: Reading, space: string) {
  const { community } = await demandHere(tx, reading, { id: space })
  const row = (await lockedBySpace(tx, space)) ?? refuse(no('mirror.missing'))
  return { community, row, open: row.state === 'open' && (community.state === 'running' || community.resting) }
}

/** To which of the two sides the account belongs, whichever of its names: by that one comes in, and is named. */
export async function ownSides(
  db: Reader,
  reading: Reading,
  row: Pick<MirrorRow, 'from_id' | 'to_id'>,
): Promise<ReadonlyMap<string, string>> {
  const sides = new Map<string, string>()
  for (const side of [row.from_id, row.to_id]) {
    const found = await communities.accountIn(db, reading, side)
    if (found !== null) sides.set(side, found.member)
  }
  return sides
}

/** What the rules of holding a space together have to know of a side. */
export async function sideOf(db: Reader, community: SeenCommunity): Promise<Side> {
  const { sort, access, youth, jointly, state, bodyId } = community
  return { sort, access, youth, jointly, ended: state === 'ended', ofState: await communities.jointly.isOfState(db, bodyId) }
}
