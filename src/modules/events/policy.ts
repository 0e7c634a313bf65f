import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { closesAt } from './rules.ts'
import type { EventState, Visibility } from './tables.ts'

/** What somebody is to whoever holds an event. */
export type Standing = { readonly team: boolean; readonly member: boolean; readonly hidden: boolean; readonly ended: boolean }
type Plan = { readonly state: EventState; readonly visibility: Visibility; readonly hidden_for: string | null }

export const signedIn = (actor: Pick<Actor, 'person'>): Verdict => (actor.person === null ? noFromHub('sign-in.needed') : yes)

/** Whether somebody may know of it. What a hidden community holds is for its members, whatever the event says. */
export function maySee({ state, visibility, hidden_for: taken }: Plan, host: Standing | null): boolean {
  if (host === null) return false
  if (state === 'draft' || taken !== null) return host.team
  return visibility === 'members' || host.hidden ? host.member || host.team : true
}

/** Whether everybody may read it, without an account. */
export const isOpen = ({ state, visibility, hidden_for: taken }: Plan, host: Pick<Standing, 'hidden'>): boolean =>
  state !== 'draft' && taken === null && visibility === 'everybody' && !host.hidden

export const mayHold = (actor: Actor, host: Standing): Verdict =>
  all(signedIn(actor), host.team ? yes : no('event.team-only'), host.ended ? no('event.host-ended') : yes)

/** Whoever belongs there proposes: those who lead read it. */
export const mayPropose = (actor: Actor, host: Standing): Verdict =>
  all(signedIn(actor), host.member || host.team ? yes : no('event.members-only'), host.ended ? no('event.host-ended') : yes)

/** A draft that nobody answers for yet: a member proposed it, or whoever wrote it has left. */
export const isProposal = ({ state, owner_ref: owner }: Pick<Plan, 'state'> & { readonly owner_ref: string | null }): boolean =>
  state === 'draft' && owner === null

type Dated = { readonly state: 'on' | 'called-off'; readonly starts_at: Date; readonly ends_at: Date }

export const takesPlace = (plan: Pick<Plan, 'state'>, date: Pick<Dated, 'state'>): Verdict =>
  all(
    plan.state === 'draft' ? no('event.not-published') : yes,
    plan.state === 'called-off' || date.state === 'called-off' ? no('event.called-off') : yes,
  )

/** Anybody who may see it, until the hour that its host named. */
export const mayAnswer = (plan: Pick<Plan, 'state'> & { readonly closes_hours: number }, date: Dated, now: Date): Verdict =>
  all(
    takesPlace(plan, date),
    date.ends_at <= now ? no('event.over') : yes,
    closesAt(date.starts_at, plan.closes_hours) <= now ? no('event.closed') : yes,
  )

/** Any member, alike: no office and no state goes before another. */
export const maySpeak = (
  actor: Actor,
  host: Standing,
  at: { readonly plan: Pick<Plan, 'state'>; readonly date: Dated },
  now: Date,
): Verdict =>
  all(
    signedIn(actor),
    host.member || host.team ? yes : no('event.members-only'),
    takesPlace(at.plan, at.date),
    at.date.starts_at <= now ? no('event.over') : yes,
  )
