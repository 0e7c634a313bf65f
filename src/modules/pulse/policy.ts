import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'

/** A body or a community, and what the one who asks is there. */
export type Standing = {
  readonly member: boolean
  readonly leads: boolean
  /** Everybody may read what is said there, and it goes on. */ readonly open: boolean
  readonly running: boolean
}

const signedIn = (actor: Actor): Verdict => (actor.person !== null ? yes : noFromHub('sign-in.needed'))

/** Send a call and take it back: the same for a government as for everybody else. */
export const maySend = (actor: Actor, { leads, open }: Standing): Verdict =>
  all(signedIn(actor), leads ? yes : no('pulse.leads-only'), open ? yes : no('pulse.not-open'))
export const mayWithdraw = (actor: Actor, { leads }: Standing): Verdict => all(signedIn(actor), leads ? yes : no('pulse.leads-only'))

export const mayRead = (actor: Actor, { member }: Standing): Verdict => all(signedIn(actor), member ? yes : no('pulse.members-only'))
export const mayAsk = (actor: Actor, standing: Standing): Verdict =>
  all(mayRead(actor, standing), standing.leads ? yes : no('pulse.leads-only'), standing.running ? yes : no('pulse.not-open'))

export const mayModerate = (actor: Actor): Verdict => (actor.operator ? yes : no('pulse.moderators-only'))
