import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'

type Role = 'member' | 'facilitator' | 'steward' | null
export type Asking = { readonly actor: Pick<Actor, 'person'>; readonly role: Role; readonly ended: boolean }

export const signedIn = ({ person }: Pick<Actor, 'person'>): Verdict => (person === null ? noFromHub('sign-in.needed') : yes)

/** Whoever decides in a community decides what it is to others. */
export const mayDecide = ({ actor, role, ended }: Asking): Verdict =>
  all(signedIn(actor), role === 'steward' ? yes : no('tie.stewards-only'), ended ? no('tie.community-ended') : yes)

/** Also of a community that has ended: what two are to one another can always be ended by either. */
export const mayEnd = ({ actor, role }: Asking): Verdict => all(signedIn(actor), role === 'steward' ? yes : no('tie.stewards-only'))

export const mayObject = ({ actor, role }: Asking): Verdict => all(signedIn(actor), role === null ? no('tie.members-only') : yes)

/** About what was reported of them decide moderators of the body behind the community, and of the hub. */
export const mayModerate = (actor: Actor, moderator: boolean): Verdict =>
  all(actor.operator || actor.person !== null ? yes : noFromHub('sign-in.needed'), moderator ? yes : no('words.moderators-only'))
