import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { isTheHub, no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import type { ItemState, OwnerOffice } from './tables.ts'

/** `ofState`: holds an office of a state, or was appointed in the name of a body that speaks for one. */
export type Steward = { readonly person: string; readonly ofState: boolean }

/** What is known of a page when somebody wants to do something there. Of a town it names the stewards of its country as well. */
export type Desk = {
  readonly actor: Actor
  readonly stewards: readonly Steward[]
  /** The actor is steward of the body that looks after the page, or after that of its country. */
  readonly ofItsBody: boolean
  readonly bodyOfState: boolean
}

const signedIn = (actor: Actor): Verdict => (actor.account === null && !isTheHub(actor) ? noFromHub('sign-in.needed') : yes)

const others = ({ stewards, actor }: Desk): readonly Steward[] => stewards.filter(({ person }) => person !== actor.person)
/** A page on which nobody but officers of a state could act is one on which they do not act. */
const hasOther = (desk: Desk): boolean => others(desk).some(({ ofState }) => !ofState)

/** Keeps the page: publishes, corrects, withdraws, answers. Whoever runs the hub does it only while nobody else can. */
export function mayKeep(desk: Desk): Verdict {
  const { actor, stewards } = desk
  if (isTheHub(actor)) return yes
  const own = stewards.find(({ person }) => person === actor.person)
  if (own !== undefined) return !own.ofState || hasOther(desk) ? yes : no('abroad.state-alone')
  const kept = stewards.some(({ ofState }) => !ofState)
  return all(signedIn(actor), actor.operator && !kept ? yes : no('abroad.stewards-only'))
}

/** Of one item: whoever keeps the page, its owner, and whoever holds the office that owns it. */
export const mayTend = (desk: Desk, owns: boolean): Verdict => {
  const keeps = mayKeep(desk)
  return keeps.ok || owns ? yes : desk.actor.account === null ? keeps : no('abroad.tending-only')
}

export const mayAppoint = (desk: Desk): Verdict =>
  all(signedIn(desk.actor), desk.actor.operator || desk.ofItsBody ? yes : no('abroad.appointers-only'))

/** Who holds an office of a state, or would be appointed for one, comes second: after somebody who does not. */
export const mayJoin = (desk: Desk, ofState: boolean): Verdict =>
  !ofState || desk.stewards.some((steward) => !steward.ofState) ? yes : no('abroad.state-second')

type Taking = { readonly stewardOfBody: boolean; readonly speaksForState: boolean; readonly taken: boolean }

/** A body takes a page over by somebody who is steward of both, or by whoever runs the hub. */
export const mayTake = (desk: Desk, { stewardOfBody, speaksForState, taken }: Taking): Verdict =>
  all(
    signedIn(desk.actor),
    desk.actor.operator || (stewardOfBody && mayKeep(desk).ok) ? yes : no('abroad.appointers-only'),
    taken ? no('abroad.taken') : yes,
    mayJoin(desk, speaksForState),
  )

export const mayPropose = (actor: Actor): Verdict => signedIn(actor)

export const isProposed = (state: ItemState): Verdict => (state === 'proposed' ? yes : no('abroad.not-proposed'))
export const isPublished = (state: ItemState): Verdict => (state === 'published' ? yes : no('abroad.not-published'))
/** What was declined or taken off can come back; what moderation hid cannot, but by moderation. */
export const canBePublished = (state: ItemState): Verdict => (state === 'published' || state === 'hidden' ? no('abroad.not-proposed') : yes)

/** Whoever runs the hub, who organises for a body, and who keeps the page of the country. */
export const mayAddTown = (desk: Desk, convenes: boolean): Verdict =>
  all(signedIn(desk.actor), desk.actor.operator || convenes || mayKeep(desk).ok ? yes : no('abroad.adding-only'))

export type Owner = { readonly owner_person: string | null; readonly owner_body: string | null; readonly owner_office: OwnerOffice | null }

/** `moderator`: of the body whose moderators decide here, or whoever runs the hub. */
export const mayModerate = ({ actor, moderator }: { readonly actor: Actor; readonly moderator: boolean }): Verdict =>
  all(signedIn(actor), moderator ? yes : no('abroad.moderators-only'))
