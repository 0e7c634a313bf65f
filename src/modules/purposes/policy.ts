import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'

export type Asking = {
  readonly actor: Pick<Actor, 'person'>
  readonly role: 'member' | 'facilitator' | 'steward' | null
  /** The community has ended: it is read, and nothing is written. */
  readonly ended: boolean
}

const inside = ({ actor, role, ended }: Asking): Verdict =>
  all(
    actor.person === null ? noFromHub('sign-in.needed') : yes,
    role === null ? no('purpose.members-only') : yes,
    ended ? no('purpose.community-ended') : yes,
  )

/** Begin one and close it: the stewards. */
export const mayDecide = (asking: Asking): Verdict => all(inside(asking), asking.role === 'steward' ? yes : no('purpose.stewards-only'))

/** Write down what was reached, what help is wanted, and that one has looked: whoever looks after the community. */
export const mayTend = (asking: Asking, closed: boolean): Verdict =>
  all(inside(asking), asking.role === 'member' ? no('purpose.leads-only') : yes, closed ? no('purpose.closed') : yes)

export const mayClose = (asking: Asking, closed: boolean): Verdict => all(mayDecide(asking), closed ? no('purpose.closed') : yes)

export const mayModerate = (actor: Actor, moderator: boolean): Verdict =>
  all(actor.operator || actor.person !== null ? yes : noFromHub('sign-in.needed'), moderator ? yes : no('purpose.moderators-only'))
