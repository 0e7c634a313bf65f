import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { mayAskAgainAt } from './rules.ts'

export const signedIn = ({ account }: Actor): Verdict => (account === null ? noFromHub('sign-in.needed') : yes)

export type RequestFacts = {
  /** Whether its holder has just shown who they are: a browser left open must not give everything away. */
  readonly fresh: Verdict
  readonly lastAskedAt: Date | null
}

export const mayRequestExport = (actor: Actor, { fresh, lastAskedAt }: RequestFacts, now: Date): Verdict =>
  all(signedIn(actor), fresh, lastAskedAt !== null && now < mayAskAgainAt(lastAskedAt) ? no('my-file.too-soon') : yes)

/** `owner` is null where there is no such file, or none any more; somebody else's is answered in the same way. */
export const mayHoldExport = (actor: Actor, owner: string | null): Verdict =>
  all(signedIn(actor), owner !== null && owner === actor.account ? yes : no('my-file.missing'))

/** Whoever runs the hub, signed in as a person: the hub's own jobs look nobody up. To everybody else there is no such page. */
export const mayLookUp = ({ account, person, operator }: Actor): Verdict =>
  operator && account !== null && person !== null ? yes : no('look-up.operators-only')
