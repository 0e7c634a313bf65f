import type { Conversation, StatementState } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'
import type { StatementStatus } from '../tables.ts'

/**
 * What the engine is given: statements with their state, and the final votes. Nothing else may change a result. What waits for
 * a decision is not there yet, nor in an export: whoever computes again from the files has the same input.
 */
export async function readConversation(db: Reader, dialogueId: string): Promise<Conversation> {
  const statements = await db
    .selectFrom('statement')
    .select(['number', 'status', 'meta'])
    .where('dialogue_id', '=', dialogueId)
    .where('status', '!=', 'waiting')
    .orderBy('number')
    .execute()
  const votes = await db.selectFrom('vote').select(['participant', 'statement', 'value']).where('dialogue_id', '=', dialogueId).execute()
  const columns = {
    participants: new Float64Array(votes.length),
    statements: new Int32Array(votes.length),
    values: new Int8Array(votes.length),
  }
  for (const [at, vote] of votes.entries()) {
    columns.participants[at] = vote.participant
    columns.statements[at] = vote.statement
    columns.values[at] = vote.value
  }
  return { statements: statements.map((row) => ({ id: row.number, state: stateOf(row) })), votes: columns }
}

export function stateOf({ status, meta }: { status: StatementStatus; meta: boolean }): StatementState {
  if (status === 'declined') return 'moderated-out'
  return meta ? 'meta' : 'live'
}
