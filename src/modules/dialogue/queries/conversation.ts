import { sql } from 'kysely'
import type { Change, Conversation, StatementInput, StatementState, VoteRows } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'
import type { StatementStatus } from '../tables.ts'
import { countedVotes } from './counted-votes.ts'

/**
 * Which transactions a reading saw, for a clock cannot say it: a deed takes its time before it commits, and two processes have two clocks. In the
 * server's own words: all below the first number had ended, none from the second on, and those in between but for the listed ones.
 */
export async function readMoment(db: Reader): Promise<string> {
  // Without a table: another server may have the rows, and it counts its own transactions.
  const { seen } = await db.selectNoFrom(sql<string>`pg_current_snapshot()::text`.as('seen')).executeTakeFirstOrThrow()
  return seen
}

/**
 * What a change of a vote, a statement, a dialogue, or of who counts among the participants, writes beside itself. The server's own number says what
 * a reading saw; no trigger writes it, since a distributed database has none on tables that grow.
 */
export const writtenNow = { written: sql<number>`pg_current_xact_id()::text::bigint` }

/** The first and the second number of a moment. */
export function boundsOf(seen: string): readonly [number, number] {
  const [first, second] = seen.split(':').map(Number)
  return [first ?? 0, second ?? 0]
}

/**
 * What the engine is given: statements with their state, and the final votes. Nothing else may change a result. What waits for
 * a decision is not there yet, nor in an export: whoever computes again from the files has the same input.
 */
export async function readConversation(db: Reader, dialogueId: string): Promise<Conversation> {
  const statements = await readInput(db, dialogueId)
  const placeOf = new Map(statements.map(({ id }, place) => [id, place]))
  const parts: VoteRows[] = []
  for (let after = -1; ;) {
    const batch = await readBatch(db, dialogueId, after)
    parts.push(unpacked(batch, placeOf))
    if (batch.length < BATCH) return { statements, votes: joined(parts) }
    after = batch.at(-1)?.participant ?? after
  }
}

/** So many people at a time: a server that answers pages must not stand still for the votes of all. */
const BATCH = 1000

/** One row a participant, its columns in bytes: an object a vote would take a hundred times their room. */
type Packed = { readonly participant: number; readonly statements: Buffer; readonly values: Buffer }

const readBatch = (db: Reader, dialogueId: string, after: number): Promise<Packed[]> =>
  countedVotes(db, dialogueId)
    .where('participant', '>', after)
    .select([
      'participant',
      sql<Buffer>`string_agg(int4send(statement), ''::bytea order by statement)`.as('statements'),
      sql<Buffer>`string_agg(int2send(value), ''::bytea order by statement)`.as('values'),
    ])
    .groupBy('participant')
    .orderBy('participant')
    .limit(BATCH)
    .execute()

function unpacked(rows: readonly Packed[], placeOf: ReadonlyMap<number, number>): VoteRows {
  const rowStart = new Int32Array(rows.length + 1)
  for (const [row, { values }] of rows.entries()) rowStart[row + 1] = (rowStart[row] ?? 0) + values.length / 2
  const total = rowStart[rows.length] ?? 0
  const votes = { participants: Float64Array.from(rows, ({ participant }) => participant), rowStart }
  const [columns, values] = [new Uint16Array(total), new Int8Array(total)]
  let next = 0
  for (const row of rows) {
    for (let vote = 0; 2 * vote < row.values.length; vote += 1) {
      const statement = row.statements.readInt32BE(4 * vote)
      const place = placeOf.get(statement)
      if (place === undefined) throw new RangeError(`there is a vote on statement ${statement}, which is not listed`)
      columns[next] = place
      values[next] = row.values.readInt16BE(2 * vote)
      next += 1
    }
  }
  return { ...votes, columns, values }
}

function joined(parts: readonly VoteRows[]): VoteRows {
  const people = parts.reduce((sum, { participants }) => sum + participants.length, 0)
  const total = parts.reduce((sum, { values }) => sum + values.length, 0)
  const all = {
    participants: new Float64Array(people),
    rowStart: new Int32Array(people + 1),
    columns: new Uint16Array(total),
    values: new Int8Array(total),
  }
  let [row, next] = [0, 0]
  for (const { participants, rowStart, columns, values } of parts) {
    all.participants.set(participants, row)
    for (const [at, start] of rowStart.entries()) all.rowStart[row + at] = next + start
    all.columns.set(columns, next)
    all.values.set(values, next)
    row += participants.length
    next += values.length
  }
  return all
}

/** All votes that an earlier reading did not see, and no others: a number that is yet to come is of another server, from which the database was brought. */
export async function readChanges(db: Reader, dialogueId: string, since: string, now: string): Promise<Change[]> {
  return countedVotes(db, dialogueId)
    .select(['participant', 'statement', 'value'])
    .where('written', '>=', boundsOf(since)[0])
    .where('written', '<', boundsOf(now)[1])
    .where(sql<boolean>`not pg_visible_in_snapshot(written::text::xid8, ${since}::pg_snapshot)`)
    .execute()
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

/** The participants who are taken out of the result, by their numbers. Where others are, the votes have to be read anew. */
export async function removedParticipants(db: Reader, dialogueId: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('participant')
    .select('number')
    .where('dialogue_id', '=', dialogueId)
    .where('removed_at', 'is not', null)
    .orderBy('number')
    .execute()
  return rows.map(({ number }) => number)
}

export function stateOf({ status, meta }: { status: StatementStatus; meta: boolean }): StatementState {
  if (status === 'declined') return 'moderated-out'
  return meta ? 'meta' : 'live'
}
