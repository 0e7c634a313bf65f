import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'

export const mayKeepProviders = (actor: Actor): Verdict => (actor.operator ? yes : no('provider.operators-only'))

export const signedIn = (actor: Actor): Verdict => (actor.account === null ? noCore('sign-in.needed') : yes)

/** Off is off for everybody, also for who set out before. */
export const providerIsOn = (enabled: boolean): Verdict => (enabled ? yes : no('provider.off'))

export type AttachFacts = {
  readonly enabled: boolean
  /** Whose this subject is already. */
  readonly owner: string | null
  readonly holdsOne: boolean
  readonly fresh: Verdict
}

export const mayAttach = (actor: Actor, { enabled, owner, holdsOne, fresh }: AttachFacts): Verdict =>
  all(
    signedIn(actor),
    fresh,
    providerIsOn(enabled),
    owner !== null && owner !== actor.account ? no('provider.known-elsewhere') : yes,
    holdsOne ? no('provider.held') : yes,
  )

export type DetachFacts = { readonly held: boolean; readonly otherWays: number; readonly fresh: Verdict }

/** Nobody locks themselves out: the last way in stays. */
export const mayDetach = (actor: Actor, { held, otherWays, fresh }: DetachFacts): Verdict =>
  all(signedIn(actor), held ? yes : no('provider.not-held'), fresh, otherWays > 0 ? yes : no('provider.last-way'))
