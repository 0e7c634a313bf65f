import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Around } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { organisations } from '../../organisations/index.ts'
import type { Desk } from '../policy.ts'
import type { DeciderRole } from '../tables.ts'
import type { Ref } from './links.ts'
import { moderatesHub } from './moderators.ts'

type Asking = { readonly actor: Actor; readonly now: Date }

export async function deskOf(db: Reader, bodyId: string, { actor, now }: Asking): Promise<Desk> {
  const { moderator } = await organisations.standingOf(db, bodyId, actor.person)
  const ofHub = bodyId === THE_HUB && (await moderatesHub(db, actor, now))
  return { signedIn: actor.account !== null, operator: actor.operator, moderator, ofHub }
}

/** The bodies for which somebody decides, among them the hub where they are named for it; null: for all of them. */
export async function bodiesOf(db: Reader, { actor, now }: Asking): Promise<readonly string[] | null> {
  if (actor.operator) return null
  const bodies = (await organisations.bodiesWhere(db, actor.person, 'moderator', actor.locale)).map(({ id }) => id)
  return (await moderatesHub(db, actor, now)) ? [...bodies, THE_HUB] : bodies
}

/** What the queue as a whole asks: whether they decide for any of these (`bodiesOf`). */
export const anyDesk = ({ account, operator }: Actor, bodies: readonly string[] | null): Desk => ({
  ...{ signedIn: account !== null, operator, moderator: (bodies?.length ?? 0) > 0, ofHub: false },
})

/** Which office a decision is signed with; the name stays out of it. */
export const roleOf = ({ moderator, ofHub, operator }: Desk): DeciderRole =>
  moderator ? 'moderator' : ofHub && !operator ? 'hub-moderator' : 'operator'

/**
 * Rooms whose things belong to no body let only whoever runs the hub hide them. A moderator of the hub has been asked here already, and for the
 * one deed that carries the decision out the office stands for that. Nothing is read with it: what they see of a thing is what that room shows
 * to them.
 */
export const inOffice = (desk: Desk, around: Around): Around =>
  roleOf(desk) === 'hub-moderator' ? { ...around, actor: { ...around.actor, operator: true } } : around

/** Says whether the same account decides twice about one case, whatever name it acts under, and nothing about any other case. */
export const deciderTag = ({ keys }: Pick<Outside, 'keys'>, { scope, id }: Ref, actor: Actor): Buffer =>
  keys.tag('decider', scope, id, actor.account ?? '')

/** The same, for a tag that was written earlier, perhaps before the hub's secret was replaced. */
export const decidedBy = (
  { keys }: Pick<Outside, 'keys'>,
  { scope, id }: Ref,
  { actor, tag }: { readonly actor: Pick<Actor, 'account'>; readonly tag: Buffer | null },
): boolean => tag !== null && keys.tags('decider', scope, id, actor.account ?? '').some((known) => known.equals(tag))
