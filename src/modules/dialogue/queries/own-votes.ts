import type { Reader } from '../../../platform/db.ts'
import type { RemovalReason, VoteValue } from '../tables.ts'
import { toldReason } from '../rules.ts'
import { heldBy } from './dialogue-facts.ts'

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

/** Who it is and what they have answered, in one read: all that the next statement depends on. Null: nobody who takes part. */
export async function answersOf(
  db: Reader,
  dialogueId: string,
  tags: readonly Buffer[],
): Promise<{ readonly participant: number; readonly removedFor: RemovalReason | null; readonly seen: readonly number[] } | null> {
  if (tags.length === 0) return null
  const rows = await db
    .selectFrom('participant')
    .leftJoin('vote', (join) =>
      join.onRef('vote.dialogue_id', '=', 'participant.dialogue_id').onRef('vote.participant', '=', 'participant.number'),
    )
    .select(['participant.number', 'participant.removed_for', 'vote.statement'])
    .where('participant.dialogue_id', '=', dialogueId)
    .where(heldBy(tags))
    .execute()
  const [first] = rows
  if (first === undefined) return null
  return { participant: first.number, removedFor: toldReason(first.removed_for), seen: rows.flatMap(({ statement }) => statement ?? []) }
}
