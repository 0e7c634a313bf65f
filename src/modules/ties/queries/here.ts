import type { Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import type { Asking } from '../policy.ts'
import { no } from '../refusals.ts'

type By = { readonly slug: string } | { readonly id: string }
export type Here = { readonly community: SeenCommunity; readonly asking: Asking }

export const askingIn = (community: SeenCommunity, actor: Actor): Asking => ({
  actor,
  role: community.me?.role ?? null,
  ended: community.state === 'ended',
})

/** For whoever may know that it is there. */
export async function demandHere(db: Reader, reading: Reading, by: By): Promise<Here> {
  const community = (await communities.seen(db, reading, by)) ?? refuse(no('tie.community-missing'))
  return { community, asking: askingIn(community, reading.actor) }
}

type Two = readonly [SeenCommunity, SeenCommunity]

/**
 * Two communities that this reader may know of together: both, and where one of them is hidden only somebody who belongs to both. Nothing of
 * it is told to anybody else.
 */
export function bothSeen(seen: ReadonlyMap<string, SeenCommunity>, first: string, second: string): Two | null {
  const [one, other] = [seen.get(first), seen.get(second)]
  if (one === undefined || other === undefined) return null
  const secret = [one, other].some(({ access }) => access === 'hidden')
  return secret && (one.me === null || other.me === null) ? null : [one, other]
}
