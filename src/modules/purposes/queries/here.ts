import type { Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Verdict } from '#base'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'
import { mayModerate, type Asking } from '../policy.ts'
import { no } from '../refusals.ts'

/** The community, and what whoever asks is there. */
export type Here = { readonly community: SeenCommunity; readonly asking: Asking }

type By = { readonly slug: string } | { readonly id: string }

export const hereIn = (community: SeenCommunity, actor: Actor): Here => ({
  community,
  asking: { actor, role: community.me?.role ?? null, ended: community.state === 'ended' },
})

/** For whoever reads there; to anybody else one of which they may know says that its members read it. */
export async function demandHere(db: Reader, reading: Reading, by: By): Promise<Here> {
  const community = (await communities.seen(db, reading, by)) ?? refuse(no('purpose.community-missing'))
  if (!community.mayRead) refuse(no('purpose.members-only'))
  return hereIn(community, reading.actor)
}

/** Whether they decide about what was reported there: moderators of the body that stands behind it, and whoever runs the hub. */
export async function moderates(db: Reader, community: string, actor: Actor): Promise<Verdict> {
  const body = await communities.bodyBehind(db, community)
  const moderator = actor.operator || (body !== null && (await organisations.standingOf(db, body, actor.person)).moderator)
  return mayModerate(actor, moderator)
}
