import type { Reader } from '../../../platform/db.ts'
import { PIECE } from '../../../platform/pieces.ts'
import { gatherings } from '../../gatherings/index.ts'
import { endOf } from '../rules.ts'
import type {} from '../tables.ts'

/** Sessions whose networking is over and still lies here: by the clock, or since the session was called off or is no more. */
export async function endedSessions(db: Reader, now: Date): Promise<readonly string[]> {
  const held = await db
    .selectFrom('encounter_member')
    .select('session_id as id')
    .union(db.selectFrom('encounter_room').select('session_id as id'))
    .union(db.selectFrom('encounter_table_plan').select('session_id as id'))
    .execute()
  const cards = await gatherings.sessionsByIds(
    db,
    held.map(({ id }) => id),
    '',
  )
  return held.flatMap(({ id }) => {
    const card = cards.get(id)
    return card === undefined || card.phase === 'called-off' || endOf(card) <= now ? [id] : []
  })
}

/** Whoever is named by something here, in one order, piece by piece. */
export async function personsAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const least = after ?? '00000000-0000-0000-0000-000000000000'
  const rows = await db
    .selectFrom('encounter_entry')
    .select('person_id as id')
    .where('person_id', '>', least)
    .union(db.selectFrom('kept_contact').select('one_person as id').where('one_person', '>', least))
    .union(db.selectFrom('kept_contact').select('other_person as id').where('other_person', '>', least))
    .union(
      db
        .selectFrom('encounter_handed')
        .select((eb) => eb.ref('handed_by').$notNull().as('id'))
        .where('handed_by', '>', least),
    )
    .orderBy('id')
    .limit(PIECE)
    .execute()
  return rows.map(({ id }) => id)
}

/** The two of a conversation: whose open pages hear of it. */
export async function membersOfPair(db: Reader, session: string, pair: string): Promise<readonly string[]> {
  const row = await db
    .selectFrom('encounter_pair')
    .select(['first_id', 'second_id'])
    .where('session_id', '=', session)
    .where('id', '=', pair)
    .executeTakeFirst()
  return row === undefined ? [] : [row.first_id, row.second_id]
}
