import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { isFresh, MOST_PASSKEYS, type Place } from './rules.ts'

export const signedIn = (actor: Actor): Verdict => (actor.account === null ? noCore('sign-in.needed') : yes)

/** Where the hub already has someone who runs it, no link may make another. */
export const mayMakeOwnerLink = (actor: Actor, operators: number): Verdict =>
  all(actor.operator ? yes : no('account.operators-only'), operators > 0 ? no('owner-link.not-needed') : yes)

export type OwnerLinkFacts = { readonly expiresAt: Date | null; readonly operators: number }

/** `expiresAt` is null where the link was not signed by this hub. */
export function mayUseOwnerLink({ expiresAt, operators }: OwnerLinkFacts, now: Date): Verdict {
  if (expiresAt === null) return no('owner-link.broken')
  return all(operators > 0 ? no('owner-link.not-needed') : yes, now < expiresAt ? yes : no('owner-link.expired'))
}

/** Someone must keep the keys of the hub: the last operator names another one first. */
export const mayLeave = (actor: Actor, operators: number): Verdict =>
  all(signedIn(actor), actor.operator && operators <= 1 ? no('account.last-operator') : yes)

/** One's own sessions only; another's is answered as one that does not exist. */
export const mayEndSession = (actor: Actor, ownerAccount: string | null): Verdict =>
  all(signedIn(actor), ownerAccount !== null && ownerAccount === actor.account ? yes : no('session.missing'))

/** The session whose token the request holds; null where there is none. */
export type HeldSession = { readonly account: string; readonly begun: Date } | null

/** By what one signs in is changed only soon after signing in: a browser left open is not enough. */
export const mayChangeWaysIn = (actor: Actor, held: HeldSession, now: Date): Verdict =>
  all(signedIn(actor), held !== null && held.account === actor.account && isFresh(held.begun, now) ? yes : no('session.stale'))

export const placeHasKeys = (place: Place | null): Verdict => (place === null ? no('passkey.no-name') : yes)

export type AnswerFacts = {
  readonly place: Place | null
  /** Null: the question was not asked by this hub, of this browser and for this purpose, or too long ago. */
  readonly question: unknown
  /** Null: what the device answered does not hold. */
  readonly proved: unknown
}

/** Whether the device answered the question that it was asked, in time. */
export const answerHolds = ({ place, question, proved }: AnswerFacts): Verdict =>
  all(placeHasKeys(place), question === null ? no('passkey.too-late') : yes, proved === null ? no('passkey.not-accepted') : yes)

/** `holder` is null where address and code do not belong together, or the code was used. */
export const codeOpens = (holder: unknown): Verdict => (holder === null ? no('recovery-code.wrong') : yes)

export const mayHoldMorePasskeys = (held: number): Verdict => (held < MOST_PASSKEYS ? yes : no('passkey.too-many'))

/** One's own only; another's is answered as one that does not exist. */
export const mayTouchPasskey = (actor: Actor, ownerAccount: string | null): Verdict =>
  all(signedIn(actor), ownerAccount !== null && ownerAccount === actor.account ? yes : no('passkey.missing'))
