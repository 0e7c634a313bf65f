import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { isFresh, MOST_IDENTITIES, MOST_PASSKEYS, sameName, type Place } from './rules.ts'

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

/** `operates`: one of the account's identities runs the hub; `others`: how many identities of other accounts do. */
export type Operating = { readonly operates: boolean; readonly others: number }

/** Someone must keep the keys of the hub: the last operator names another one first. */
const hubKeepsOperator = ({ operates, others }: Operating): Verdict => (operates && others === 0 ? no('account.last-operator') : yes)

export const mayLeave = (actor: Actor, operating: Operating): Verdict => all(signedIn(actor), hubKeepsOperator(operating))

export const mayKeepAccount = (actor: Actor): Verdict =>
  all(signedIn(actor), actor.leavingAt === undefined ? no('account.not-leaving') : yes)

/** What the clock does and nobody asks for. */
export const theClockMay = (actor: Actor): Verdict => (actor.operator && actor.account === null ? yes : no('account.operators-only'))

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

/** What is known of the identities of the one who asks, and of one of them. */
export type IdentityFacts = {
  readonly all: readonly { readonly person: string; readonly name: string }[]
  /** Null where it is not theirs: answered as one that does not exist. */
  readonly one: { readonly person: string; readonly operator: boolean } | null
}

export const mayTouchIdentity = (actor: Actor, { one }: IdentityFacts): Verdict =>
  all(signedIn(actor), one === null ? no('identity.missing') : yes)

/** Two people may have one name; two identities of one account that share one would be taken for each other by their owner. */
export const nameIsFree = (name: string, { all: mine, one }: IdentityFacts): Verdict =>
  mine.some((other) => other.person !== one?.person && sameName(other.name, name)) ? no('identity.name-taken') : yes

export const mayMakeIdentity = (actor: Actor, name: string, facts: IdentityFacts): Verdict =>
  all(signedIn(actor), facts.all.length < MOST_IDENTITIES ? yes : no('identity.too-many'), nameIsFree(name, facts))

type Removal = IdentityFacts & { readonly operators: number; readonly needed: boolean }

/** `operators`: how many run the hub; `needed`: a body would be without whoever leads it. */
export const mayRemoveIdentity = (actor: Actor, facts: Removal): Verdict =>
  all(
    mayTouchIdentity(actor, facts),
    facts.all.length > 1 ? yes : no('identity.last'),
    facts.one?.person === actor.person ? no('identity.acting') : yes,
    facts.one?.operator === true && facts.operators <= 1 ? no('account.last-operator') : yes,
    facts.needed ? no('identity.needed') : yes,
  )

/** More rights need a fresh sign-in; any other identity is a matter of choosing. */
export function mayActAs(actor: Actor, facts: IdentityFacts, held: HeldSession, now: Date): Verdict {
  const known = all(mayTouchIdentity(actor, facts), held !== null && held.account === actor.account ? yes : no('session.missing'))
  return facts.one?.operator === true ? all(known, mayChangeWaysIn(actor, held, now)) : known
}

const operates = (actor: Actor): Verdict => (actor.operator ? yes : no('account.operators-only'))

/** Who runs the hub is changed soon after signing in alone, as is by what one signs in. */
export const mayInviteOperator = (actor: Actor, held: HeldSession, now: Date): Verdict =>
  all(signedIn(actor), operates(actor), mayChangeWaysIn(actor, held, now))

export type InvitationFacts = { readonly usedAt: Date | null; readonly expiresAt: Date } | null

/** Null: not ours, or taken back. */
export function invitationHolds(invitation: InvitationFacts, now: Date): Verdict {
  if (invitation === null) return no('operator-invitation.broken')
  return invitation.usedAt === null && now < invitation.expiresAt ? yes : no('operator-invitation.spent')
}

export const mayBecomeOperator = (actor: Actor, invitation: InvitationFacts, held: HeldSession, now: Date): Verdict =>
  all(signedIn(actor), invitationHolds(invitation, now), actor.operator ? no('operator.already') : yes, mayChangeWaysIn(actor, held, now))

type Withdrawal = { readonly isOperator: boolean; readonly operators: number; readonly held: HeldSession }

export const mayWithdrawOperator = (actor: Actor, { isOperator, operators, held }: Withdrawal, now: Date): Verdict =>
  all(mayInviteOperator(actor, held, now), isOperator ? yes : no('operator.missing'), operators > 1 ? yes : no('account.last-operator'))

/** Without an address the last passkey stays: what other rooms know of further ways in is not known here. */
export const leavesAWayIn = (ways: number): Verdict => (ways > 1 ? yes : no('passkey.last'))
