import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import type {} from '../tables.ts'

/** All that this room holds of somebody's identities, for the file that they take along. Nobody else is named in it. */
export async function heldOfGatherings(db: Reader, { persons }: Own): Promise<HeldData> {
  if (persons.length === 0) return {}
  const ids = [...persons]
  const made = await db
    .selectFrom('summit')
    .select(['created_by as identity', 'slug', 'created_at as made'])
    .where('created_by', 'in', ids)
    .execute()
  const editions = await db
    .selectFrom('edition')
    .select(['created_by as identity', 'slug', 'created_at as made'])
    .where('created_by', 'in', ids)
    .execute()
  const sessions = await db
    .selectFrom('summit_session')
    .select(['created_by as identity', 'number', 'created_at as made'])
    .where('created_by', 'in', ids)
    .execute()
  const asked = await db
    .selectFrom('edition_host')
    .innerJoin('edition', 'edition.id', 'edition_host.edition_id')
    .select(['asked_by as identity', 'edition.slug as edition', 'asked_at as asked', 'confirmed_at as confirmed'])
    .where('asked_by', 'in', ids)
    .execute()
  const roles = await db
    .selectFrom('session_role')
    .select(['person_id as identity', 'session_id as session', 'role', 'since'])
    .where('person_id', 'in', ids)
    .execute()
  const speaking = await db
    .selectFrom('speaker')
    .select(['person_id as identity', 'session_id as session', 'name', 'line', 'language', 'languages'])
    .where('person_id', 'in', ids)
    .execute()
  const invitations = await db
    .selectFrom('session_invitation')
    .select(['made_by as identity', 'session_id as session', 'role', 'made_at as made', 'expires_at as ends', 'accepted_at as accepted'])
    .where('made_by', 'in', ids)
    .execute()
  const applications = await db
    .selectFrom('application')
    .select([
      'person_id as identity',
      'session_id as session',
      'speaker',
      'language',
      'title',
      'text',
      'sent_at as sent',
      'state',
      'answer',
    ])
    .where('person_id', 'in', ids)
    .execute()
  return { summits: made, editions, sessions, hosts: asked, roles, speaking, invitations, applications }
}

const AT_ONCE = 1000

/** Identities that have a part in a session though they are gone: by a deed that was on its way while they were erased. */
export const leftBehind = (db: Reader): Promise<readonly string[]> => people.goneAmong(db, (after) => heldAfter(db, after))

/** In the order of their random ids. */
async function heldAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  let select = db
    .selectFrom((eb) =>
      eb
        .selectFrom('speaker')
        .select('person_id')
        .union(eb.selectFrom('application').select('person_id'))
        .union(eb.selectFrom('session_role').select((role) => role.ref('person_id').$castTo<string | null>().as('person_id')))
        .as('held'),
    )
    .select('person_id')
    .where('person_id', 'is not', null)
    .orderBy('person_id')
    .limit(AT_ONCE)
  if (after !== null) select = select.where('person_id', '>', after)
  return (await select.execute()).flatMap(({ person_id: person }) => (person === null ? [] : [person]))
}
