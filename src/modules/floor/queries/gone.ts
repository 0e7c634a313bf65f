import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import type {} from '../tables.ts'

const AT_ONCE = 1000

/** Identities that this room still knows though they are gone: by a deed that was on its way while they were erased. */
export const leftBehind = (db: Reader): Promise<readonly string[]> => people.goneAmong(db, (after) => heldAfter(db, after))

/** In the order of their random ids. */
async function heldAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const least = after ?? '00000000-0000-0000-0000-000000000000'
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('floor_question')
        .select('person_id as person')
        .where('person_id', '>', least)
        .union(eb.selectFrom('floor_voice').select('person_id as person').where('person_id', '>', least))
        .union(eb.selectFrom('floor_hand').select('person_id as person').where('person_id', '>', least))
        .union(eb.selectFrom('floor_answer').select('person_id as person').where('person_id', '>', least))
        .union(eb.selectFrom('floor_turn').select('person_id as person').where('person_id', '>', least))
        .union(eb.selectFrom('floor_table').select('entered_by as person').where('entered_by', '>', least))
        .union(eb.selectFrom('floor_transcript').select('entered_by as person').where('entered_by', '>', least))
        .as('held'),
    )
    .select('person')
    .orderBy('person')
    .limit(AT_ONCE)
    .execute()
  return rows.flatMap(({ person }) => (person === null ? [] : [person]))
}
