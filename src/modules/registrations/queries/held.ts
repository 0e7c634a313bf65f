import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import type {} from '../tables.ts'
import { openReason, openTold } from './own.ts'

/** All that this room holds of somebody’s identities, for the file that they take along. Codes of tickets open a door, so they are not in it. */
export async function heldOfRegistrations(db: Reader, keys: Keys, { persons }: Own): Promise<HeldData> {
  if (persons.length === 0) return {}
  const ids = [...persons]
  const rows = await db
    .selectFrom('registration')
    .leftJoin('registration_answer', (join) =>
      join
        .onRef('registration_answer.edition_id', '=', 'registration.edition_id')
        .onRef('registration_answer.registration_id', '=', 'registration.id'),
    )
    .leftJoin('check_in', (join) =>
      join.onRef('check_in.edition_id', '=', 'registration.edition_id').onRef('check_in.registration_id', '=', 'registration.id'),
    )
    .select(['registration.edition_id as edition', 'person_id as identity', 'state', 'mode', 'quiet', 'letter'])
    .select(['asked_at as asked', 'decided_at as decided', 'sealed', 'check_in.at as checkedIn', 'reason_sealed'])
    .where('person_id', 'in', ids)
    .orderBy('asked_at')
    .execute()
  const readings = await db
    .selectFrom('registration_reading')
    .innerJoin('registration', (join) =>
      join
        .onRef('registration.edition_id', '=', 'registration_reading.edition_id')
        .onRef('registration.id', '=', 'registration_reading.registration_id'),
    )
    .select(['registration.edition_id as edition', 'person_id as identity', 'read_at as read'])
    .where('person_id', 'in', ids)
    .orderBy('read_at')
    .execute()
  const agenda = await db
    .selectFrom('agenda_star')
    .select(['edition_id as edition', 'person_id as identity', 'session_id as session'])
    .where('person_id', 'in', ids)
    .orderBy('session_id')
    .execute()
  const feeds = await db
    .selectFrom('agenda_feed')
    .select(['edition_id as edition', 'person_id as identity'])
    .where('person_id', 'in', ids)
    .execute()
  const links = await db
    .selectFrom('check_in_link')
    .select(['edition_id as edition', 'made_by as identity', 'expires_at as ends'])
    .where('made_by', 'in', ids)
    .execute()
  const places = rows.map(({ sealed, reason_sealed: reason, ...row }) => ({
    ...row,
    said: sealed === null ? null : openTold(keys, sealed),
    declinedBecause: openReason(keys, reason)?.text ?? null,
  }))
  return { places, readings, agenda, feeds, links }
}

const AT_ONCE = 1000

/** Identities that have a row here though they are gone: by a deed that was on its way while they were erased. */
export const leftBehind = (db: Reader): Promise<readonly string[]> =>
  people.goneAmong(db, async (after) => {
    let select = db
      .selectFrom((eb) =>
        eb
          .selectFrom('registration')
          .select('person_id')
          .union(eb.selectFrom('agenda_star').select('person_id'))
          .union(eb.selectFrom('agenda_feed').select('person_id'))
          .as('held'),
      )
      .select('person_id')
      .orderBy('person_id')
      .limit(AT_ONCE)
    if (after !== null) select = select.where('person_id', '>', after)
    return (await select.execute()).map(({ person_id: person }) => person)
  })
