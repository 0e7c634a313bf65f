import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { MOST_TOKENS } from './rules.ts'

export const signedIn = (actor: Actor): Verdict => (actor.account === null ? noCore('sign-in.needed') : yes)

export type MakingFacts = {
  /** Has whoever asks signed in just now? */
  readonly fresh: Verdict
  /** Whether the identity that the token would act as is one of the account's own. */
  readonly own: boolean
  readonly held: number
}

export const mayMakeToken = (actor: Actor, { fresh, own, held }: MakingFacts): Verdict =>
  all(
    signedIn(actor),
    fresh,
    own ? yes : no('access-token.not-yours'),
    held < MOST_TOKENS ? yes : no('access-token.too-many', { most: MOST_TOKENS }),
  )

/** One's own only; another's is answered as one that does not exist. */
export const mayRevokeToken = (actor: Actor, owner: string | null): Verdict =>
  all(signedIn(actor), owner !== null && owner === actor.account ? yes : no('access-token.missing'))
