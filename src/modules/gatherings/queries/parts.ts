import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import type { Part } from '../rules.ts'
import type {} from '../tables.ts'

/** The bodies in whose name an edition is held: that of its summit first, then those that were asked and have confirmed. */
export async function hostsOf(db: Reader, editionId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('edition')
    .innerJoin('summit', 'summit.id', 'edition.summit_id')
    .leftJoin('edition_host', (join) =>
      join.onRef('edition_host.edition_id', '=', 'edition.id').on('edition_host.confirmed_at', 'is not', null),
    )
    .select(['summit.body_id as first', 'edition_host.body_id as other'])
    .where('edition.id', '=', editionId)
    .orderBy('edition_host.confirmed_at')
    .orderBy('edition_host.body_id')
    .execute()
  return [...new Set(rows.flatMap(({ first, other }) => (other === null ? [first] : [first, other])))]
}

/** Whether this actor organises for one of these bodies: whoever runs the hub does so for each, as they may convene for each. */
export async function organisesFor(db: Reader, bodyIds: readonly string[], actor: Organiser): Promise<boolean> {
  if (actor.operator) return true
  for (const bodyId of bodyIds) if ((await organisations.standingOf(db, bodyId, actor.person)).convener) return true
  return false
}

type Organiser = { readonly operator: boolean; readonly person: string | null }

/** What this actor is in the sessions of an edition by an office alone. */
export const organisesEdition = async (db: Reader, editionId: string, actor: Actor): Promise<boolean> =>
  actor.operator || (actor.person !== null && (await organisesFor(db, await hostsOf(db, editionId), actor)))

/** What this actor is in any session of an edition by a role, read at once for all of them. */
export async function rolesInEdition(db: Reader, editionId: string, actor: Actor): Promise<ReadonlySet<Part>> {
  if (actor.person === null) return new Set()
  const rows = await db
    .selectFrom('session_role')
    .innerJoin('summit_session', 'summit_session.id', 'session_role.session_id')
    .select('session_role.role')
    .where('summit_session.edition_id', '=', editionId)
    .where('session_role.person_id', '=', actor.person)
    .execute()
  return new Set(rows.map(({ role }) => role))
}

/** All that this actor is in a session. */
export async function partsIn(
  db: Reader,
  session: { readonly id: string; readonly editionId: string },
  actor: Actor,
): Promise<ReadonlySet<Part>> {
  const organiser: readonly Part[] = (await organisesEdition(db, session.editionId, actor)) ? ['organiser'] : []
  if (actor.person === null) return new Set(organiser)
  const rows = await db
    .selectFrom('session_role')
    .select('role')
    .where('session_id', '=', session.id)
    .where('person_id', '=', actor.person)
    .execute()
  return new Set<Part>([...organiser, ...rows.map(({ role }) => role)])
}
