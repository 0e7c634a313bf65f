import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** All that this room holds of somebody: what is cut after its days is not among it any more. */
export async function heldOfFloor(db: Reader, { persons }: Own): Promise<HeldData> {
  const of = persons.length === 0 ? ['00000000-0000-4000-8000-000000000000'] : [...persons]
  const questions = await db
    .selectFrom('floor_question')
    .select(['session_id as session', 'id as question', 'person_id as identity', 'text', 'language', 'guiding', 'naming', 'pseudonym'])
    .select(['chair_only as forTheChair', 'state', 'declined_for as rule', 'note', 'answer', 'asked_at as at'])
    .where('person_id', 'in', of)
    .orderBy('asked_at')
    .execute()
  const voices = await db
    .selectFrom('floor_voice')
    .select(['session_id as session', 'question_id as question', 'person_id as identity', 'given_at as at'])
    .where('person_id', 'in', of)
    .orderBy('given_at')
    .execute()
  const hands = await db
    .selectFrom('floor_hand')
    .select(['session_id as session', 'person_id as identity', 'label', 'language', 'group_label as group', 'state', 'raised_at as at'])
    .where('person_id', 'in', of)
    .orderBy('raised_at')
    .execute()
  const answers = await db
    .selectFrom('floor_answer')
    .select(['session_id as session', 'poll_id as poll', 'person_id as identity', 'chosen', 'answered_at as at'])
    .where('person_id', 'in', of)
    .orderBy('answered_at')
    .execute()
  const turns = await db
    .selectFrom('floor_turn')
    .select(['session_id as session', 'person_id as identity', 'label', 'role', 'language', 'group_label as group'])
    .select(['began_at as from', 'ended_at as until'])
    .where('person_id', 'in', of)
    .orderBy('began_at')
    .execute()
  const tables = await db
    .selectFrom('floor_table')
    .select(['session_id as session', 'number', 'entered_by as identity', 'entered_at as at'])
    .where('entered_by', 'in', of)
    .orderBy('entered_at')
    .execute()
  const transcripts = await db
    .selectFrom('floor_transcript')
    .select(['session_id as session', 'id as transcript', 'entered_by as identity', 'entered_at as at'])
    .where('entered_by', 'in', of)
    .orderBy('entered_at')
    .execute()
  return { questions, voices, hands, pollAnswers: answers, turns, tables, transcripts }
}
