import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'

export const signedIn = (actor: Actor): Verdict => (actor.account === null ? noFromHub('sign-in.needed') : yes)

/** Letters are queued by the hub's clock and by nobody else. */
export const mayQueue = (actor: Actor, state: { readonly mailedUntil: Date } | null, since: Date): Verdict =>
  all(
    actor.account === null && actor.operator ? yes : no('letters.hub-only'),
    // Somebody was faster: this morning's letter is on its way.
    state !== null && state.mailedUntil.getTime() === since.getTime() ? yes : no('letters.queued'),
  )
