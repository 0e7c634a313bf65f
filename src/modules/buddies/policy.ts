import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { MOST_PLACES } from './rules.ts'
import type { PairState, Sort } from './tables.ts'

/** What whoever asks is in a place, and what the place is. */
export type Standing = {
  readonly sort: Sort
  /** Under what they offer and ask there; null: as nobody (signed out, or no member). */
  readonly own: string | null
  readonly leads: boolean
  readonly youth: boolean
  /** Hidden, or of ancestry, gender or youth: who holds an office of a state keeps out. */
  readonly guarded: boolean
  readonly running: boolean
}

export type Self = {
  readonly officer: boolean
  readonly young: boolean
  /** In how many other places they offer, or ask. */
  readonly elsewhere: number
}

const isThere = (actor: Actor, { sort, own }: Standing): Verdict =>
  all(actor.person === null ? noFromHub('sign-in.needed') : yes, sort === 'community' && own === null ? no('buddy.members-only') : yes)

const mayTakePart = (actor: Actor, here: Standing, { officer, elsewhere }: Self): Verdict =>
  all(
    isThere(actor, here),
    here.running ? yes : no('buddy.ended'),
    here.guarded && officer ? no('buddy.not-for-officers') : yes,
    elsewhere < MOST_PLACES ? yes : no('buddy.enough', { most: MOST_PLACES }),
  )

export const mayOffer = (actor: Actor, here: Standing, self: Self): Verdict =>
  all(
    mayTakePart(actor, here, self),
    !here.youth && self.young ? no('buddy.young-elsewhere') : yes,
    here.youth && !self.young && !here.leads ? no('buddy.adults-not-here') : yes,
  )

export const mayAsk = (actor: Actor, here: Standing, self: Self): Verdict =>
  all(
    mayTakePart(actor, here, self),
    !here.youth && self.young ? no('buddy.young-elsewhere') : yes,
    here.youth && !self.young ? no('buddy.for-the-young') : yes,
  )

/** One's own has somebody whose it is. */
export const mayHaveOwn = (actor: Actor): Verdict => (actor.person === null ? noFromHub('sign-in.needed') : yes)

/** What waits is for those who look after a community, and for whoever offers there; among the young for the former alone. */
export const maySeeWhatWaits = (actor: Actor, here: Standing, offers: boolean): Verdict =>
  all(isThere(actor, here), here.leads || (offers && !here.youth) ? yes : no('buddy.not-yours'))

/** Who looks after it proposes any two; a buddy proposes themselves. */
export const mayPropose = (actor: Actor, here: Standing, { own, fits }: { readonly own: boolean; readonly fits: boolean }): Verdict =>
  all(
    isThere(actor, here),
    here.running ? yes : no('buddy.ended'),
    here.leads || (own && !here.youth) ? yes : no('buddy.not-yours'),
    fits ? yes : no('buddy.not-fitting'),
  )

/** One of the two; to everybody else there is no such pair. */
export const mayDecide = (
  actor: Actor,
  { side, state, wanted }: { readonly side: string | null; readonly state: PairState; readonly wanted: PairState },
): Verdict =>
  all(
    actor.person === null ? noFromHub('sign-in.needed') : yes,
    side === null ? no('buddy.pair-missing') : yes,
    state === wanted ? yes : no('buddy.over'),
  )
