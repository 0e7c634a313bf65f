import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type { Asking } from './here.ts'
import { pairFacts } from './pair-facts.ts'

type Ref = { readonly session: string; readonly meeting: string }

/** A meeting as one of the two comes to it. */
export async function meetingFacts(db: Reader, { session, meeting: id }: Ref, asking: Asking, lock = true) {
  const found = await db
    .selectFrom('encounter_meeting')
    .select('pair_id as pair')
    .where('session_id', '=', session)
    .where('id', '=', id)
    .executeTakeFirst()
  const facts = await pairFacts(db, { session, pair: found?.pair ?? id }, asking, lock)
  // Read again, now that the conversation is held.
  const meeting = await db
    .selectFrom('encounter_meeting')
    .selectAll()
    .where('session_id', '=', session)
    .where('id', '=', id)
    .executeTakeFirst()
  return { ...facts, meeting: meeting ?? refuse(no('encounter.missing')) }
}
