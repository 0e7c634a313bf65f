import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { organisations } from '../../organisations/index.ts'
import type { Desk } from '../policy.ts'
import type { DeciderRole } from '../tables.ts'
import type { Ref } from './links.ts'

export async function deskOf(db: Reader, bodyId: string, actor: Actor): Promise<Desk> {
  const { moderator } = await organisations.standingOf(db, bodyId, actor.person)
  return { signedIn: actor.account !== null, operator: actor.operator, moderator }
}

/** The bodies for which somebody decides; null: for all of them. */
export async function bodiesOf(db: Reader, actor: Actor): Promise<readonly string[] | null> {
  if (actor.operator) return null
  return (await organisations.bodiesWhere(db, actor.person, 'moderator', actor.locale)).map(({ id }) => id)
}

/** Which office a decision is signed with; the name stays out of it. */
export const roleOf = ({ moderator }: Desk): DeciderRole => (moderator ? 'moderator' : 'operator')

/** Says whether the same account decides twice about one case, whatever name it acts under, and nothing about any other case. */
export const deciderTag = ({ keys }: Pick<Outside, 'keys'>, { scope, id }: Ref, actor: Actor): Buffer =>
  keys.tag('decider', scope, id, actor.account ?? '')

/** The same, for a tag that was written earlier, perhaps before the hub's secret was replaced. */
export const decidedBy = (
  { keys }: Pick<Outside, 'keys'>,
  { scope, id }: Ref,
  { actor, tag }: { readonly actor: Pick<Actor, 'account'>; readonly tag: Buffer | null },
): boolean => tag !== null && keys.tags('decider', scope, id, actor.account ?? '').some((known) => known.equals(tag))
