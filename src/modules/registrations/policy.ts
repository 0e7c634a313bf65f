import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { phaseOf } from './rules.ts'
import type { Mode, PlaceState } from './tables.ts'

type Plan = {
  readonly opensAt: Date
  readonly closesAt: Date
  readonly places: Readonly<Record<Mode, number | null>>
}
type Own = { readonly state: PlaceState; readonly mode: Mode; readonly otherName: boolean }

export type AskFacts = { readonly plan: Plan | null; readonly calledOff: boolean; readonly own: Own | null }

const signedIn = (actor: Actor): Verdict => (actor.person === null || actor.account === null ? noCore('sign-in.needed') : yes)

/** To ask for a place within the dates; whoever has asked may change what they said as long as the edition is held. */
export function mayRegister(actor: Actor, { plan, calledOff, own }: AskFacts, now: Date): Verdict {
  const phase = plan === null ? 'open' : phaseOf(plan, now)
  return all(
    plan === null ? no('registration.none') : yes,
    signedIn(actor),
    calledOff ? no('registration.called-off') : yes,
    own?.otherName === true ? no('registration.other-name') : yes,
    own?.state === 'declined' ? no('registration.declined') : yes,
    own === null && phase === 'before' ? no('registration.not-open') : yes,
    own === null && phase === 'closed' ? no('registration.closed') : yes,
  )
}

/** A way that is not offered takes nobody; who came by it before it was closed stays. */
export const mayComeBy = (mode: Mode, { plan, own }: AskFacts): Verdict =>
  plan?.places[mode] === 0 && own?.mode !== mode ? no('registration.not-offered') : yes

/** One’s own registration, by the name that it was made with. */
export const mayChangeOwn = (actor: Actor, own: Own | null): Verdict =>
  all(signedIn(actor), own === null ? no('registration.not-yours') : yes, own?.otherName === true ? no('registration.other-name') : yes)

export const mayHoldTicket = (actor: Actor, own: Own | null): Verdict =>
  all(mayChangeOwn(actor, own), own?.state === 'confirmed' ? yes : no('registration.not-confirmed'))

export const mayOrganise = (actor: Actor, organiser: boolean): Verdict =>
  all(actor.operator || actor.person !== null ? yes : noCore('sign-in.needed'), organiser ? yes : no('registration.organisers-only'))

export const mayDecide = (
  actor: Actor,
  { organiser, state }: { readonly organiser: boolean; readonly state: PlaceState | null },
): Verdict =>
  all(
    mayOrganise(actor, organiser),
    state === null ? no('registration.missing') : yes,
    state === 'asked' || state === 'declined' ? yes : no('registration.decided'),
  )

/** Organisers, and whoever holds a link that they made for the door. */
export const mayStandAtDoor = (
  actor: Actor,
  { organiser, link }: { readonly organiser: boolean; readonly link: 'none' | 'good' | 'over' },
): Verdict => (link === 'over' ? no('check-in.link-over') : link === 'good' ? yes : mayOrganise(actor, organiser))

export const mayKeepAgenda = (actor: Actor): Verdict => (actor.person === null ? noCore('sign-in.needed') : yes)
