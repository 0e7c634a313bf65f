import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'

export type Here = {
  readonly actor: Actor
  /** The networking of the session has begun and not ended. */
  readonly open: boolean
  readonly attending: boolean
  /** Said under any of their names that they are under 18: those on the list are grown up, and nobody knows them. */
  readonly young: boolean
  /** The identity that acts is on the list. */
  readonly listed: boolean
}

/** Those who attend, by the identity with which they registered. */
export const mayEnter = ({ actor, open, attending, young }: Omit<Here, 'listed'>): Verdict =>
  all(
    actor.person === null ? noFromHub('sign-in.needed') : yes,
    attending ? yes : no('encounter.attending-only'),
    open ? yes : no('encounter.not-open'),
    young ? no('encounter.young') : yes,
  )

/** Everything else is for those who are on the list themselves. */
export const mayMeet = (here: Here): Verdict => all(mayEnter(here), here.listed ? yes : no('encounter.not-in'))

/** Leaving is possible at any time, also for somebody who does not attend any more. */
export const mayLeave = ({ actor, listed }: Pick<Here, 'actor' | 'listed'>): Verdict =>
  all(actor.person === null ? noFromHub('sign-in.needed') : yes, listed ? yes : no('encounter.not-in'))

export const mayModerate = ({ moderator, actor }: { readonly moderator: boolean; readonly actor: Actor }): Verdict =>
  all(
    actor.operator || actor.person !== null ? yes : noFromHub('sign-in.needed'),
    moderator || actor.operator ? yes : no('encounter.moderators-only'),
  )

type Leading = { readonly actor: Actor; readonly leads: boolean; readonly open: boolean }

/** Rooms and tables are the organisers' and the chair's. */
export const mayLead = ({ actor, leads, open }: Leading): Verdict =>
  all(
    actor.operator || actor.person !== null ? yes : noFromHub('sign-in.needed'),
    leads ? yes : no('encounter.organisers-only'),
    open ? yes : no('encounter.not-open'),
  )
