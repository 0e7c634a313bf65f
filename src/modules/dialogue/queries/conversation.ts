import type { Change, Conversation, StatementInput, StatementState } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'
import type { StatementStatus } from '../tables.ts'
import { countedVotes } from './counted-votes.ts'

/**
 * What the engine is given: statements with their state, and the final votes. Nothing else may change a result. What waits for
 * a decision is not there yet, nor in an export: whoever computes again from the files has the same input.
 */
export async function readConversation(db: Reader, dialogueId: string): Promise<Conversation> {
  const statements = await readInput(db, dialogueId)
  const votes = await countedVotes(db, dialogueId).select(['participant', 'statement', 'value']).execute()
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
  return { statements, votes: columns }
}

/** Votes that were cast or changed after a moment; some that were known already may be among them. */
export async function readChanges(db: Reader, dialogueId: string, after: Date): Promise<Change[]> {
  return countedVotes(db, dialogueId).select(['participant', 'statement', 'value']).where('cast_at', '>', after).execute()
}

/** The statements as the engine knows them, those that wait left out. */
export async function readInput(db: Reader, dialogueId: string): Promise<StatementInput[]> {
  const rows = await db
    .selectFrom('statement')
    .select(['number', 'status', 'meta'])
    .where('dialogue_id', '=', dialogueId)
    .where('status', '!=', 'waiting')
    .orderBy('number')
    .execute()
  return rows.map((row) => ({ id: row.number, state: stateOf(row) }))
}

/** Changes whenever participants are taken out of the result or put back: the votes have to be read anew then. */
export async function removalMark(db: Reader, dialogueId: string): Promise<string> {
  const { removed, latest } = await db
    .selectFrom('participant')
    .select((eb) => [eb.fn.countAll<number>().as('removed'), eb.fn.max('removed_at').as('latest')])
    .where('dialogue_id', '=', dialogueId)
    .where('removed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return `${removed}/${latest?.getTime() ?? 0}`
}

export function stateOf({ status, meta }: { status: StatementStatus; meta: boolean }): StatementState {
  if (status === 'declined') return 'moderated-out'
  return meta ? 'meta' : 'live'
}
