import type { Reader } from '../../../platform/db.ts'
import type { VoteValue } from '../tables.ts'

export type OwnVote = { readonly statement: number; readonly value: VoteValue; readonly important: boolean }

/** What a participant answered, the last first. */
export async function ownVotes(db: Reader, dialogueId: string, participant: number): Promise<readonly OwnVote[]> {
  return db
    .selectFrom('vote')
    .select(['statement', 'value', 'important'])
    .where('dialogue_id', '=', dialogueId)
    .where('participant', '=', participant)
    .orderBy('cast_at', 'desc')
    .orderBy('statement')
    .execute()
}
