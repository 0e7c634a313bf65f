import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'

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
