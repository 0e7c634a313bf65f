/** The vote matrix: rows are participants, columns are statements that have votes, both in ascending id order whatever the order of the input. */
import {
  checkParticipant,
  checkStatement,
  checkValue,
  type Conversation,
  type StatementInput,
  type StatementState,
  type VoteRows,
  type Votes,
} from './conversation.ts'

/** Columns, and places in the list of statements, are kept in 16 bits: a hundred million votes fit into 300 MB. */
const mostStatements = 65_536

export type Matrix = {
  participants: Float64Array
  /** Ids and states of the statements that have votes. */
  statements: Int32Array
  states: StatementState[]
  /** Row r's votes are at rowStart[r] up to rowStart[r + 1], in ascending column order. */
  rowStart: Int32Array
  columns: Uint16Array
  values: Int8Array
  /** Per column: number of votes, of agrees, of disagrees. */
  seen: Int32Array
  agrees: Int32Array
  disagrees: Int32Array
}

/**
 * Sorts the final votes into rows (two counting sorts, so the order of the input cannot be seen afterwards).
 * Throws a RangeError when columns differ in length, an id is no non-negative integer, a statement is unknown or listed
 * twice, more than 65,536 are listed, a value is not -1, 0 or 1, or a participant has two votes on one statement.
 */
export function voteMatrix(conversation: Conversation): Matrix {
  const states = statesById(conversation.statements)
  const { votes } = conversation
  if ('rowStart' in votes) {
    checkRows(votes, conversation.statements.length)
    return matrixOfRows(conversation.statements, votes)
  }
  checkVotes(votes, states)
  const participants = ascending(Float64Array.from(new Set<number>(votes.participants)))
  const statements = Int32Array.from(ascending(Float64Array.from(new Set<number>(votes.statements))))
  const rowOf = rankOf(participants)
  const columnOf = rankOf(statements)
  const rows = Int32Array.from(votes.participants, (id) => rowOf.get(id) as number)
  const columns = Int32Array.from(votes.statements, (id) => columnOf.get(id) as number)
  const byColumn = countingSort(columns, statements.length, identity(rows.length))
  const order = countingSort(rows, participants.length, byColumn.order)
  const matrix: Matrix = {
    participants,
    statements,
    states: Array.from(statements, (id) => states.get(id) as StatementState),
    rowStart: order.starts,
    columns: Uint16Array.from(order.order, (at) => columns[at] as number),
    values: Int8Array.from(order.order, (at) => votes.values[at] as number),
    seen: new Int32Array(statements.length),
    agrees: new Int32Array(statements.length),
    disagrees: new Int32Array(statements.length),
  }
  refuseDoubleVotes(matrix)
  countColumns(matrix)
  return matrix
}

/** The votes are sorted already, and known to be whole: they are taken as they are; only where some statement has no vote are columns numbered anew. */
export function matrixOfRows(list: readonly StatementInput[], rows: VoteRows): Matrix {
  const sorted = sortedStatements(list)
  const seenAt = new Uint8Array(sorted.length)
  for (const column of rows.columns) seenAt[column] = 1
  const voted = sorted.filter((_, place) => seenAt[place] === 1)
  const matrix: Matrix = {
    participants: rows.participants,
    statements: Int32Array.from(voted, ({ id }) => id),
    states: voted.map(({ state }) => state),
    rowStart: rows.rowStart,
    columns: voted.length === sorted.length ? rows.columns : renumbered(rows.columns, seenAt),
    values: rows.values,
    seen: new Int32Array(voted.length),
    agrees: new Int32Array(voted.length),
    disagrees: new Int32Array(voted.length),
  }
  countColumns(matrix)
  return matrix
}

function checkRows({ participants, rowStart, columns, values }: VoteRows, statements: number): void {
  const rows = participants.length
  if (rowStart.length !== rows + 1 || rowStart[0] !== 0 || rowStart[rows] !== columns.length || columns.length !== values.length)
    throw new RangeError('the rows of votes do not fit their columns')
  for (let row = 0; row < rows; row += 1) {
    const id = participants[row] as number
    checkParticipant(id)
    if (row > 0 && !((participants[row - 1] as number) < id)) throw new RangeError(`participant ${id} does not stand in ascending order`)
    const end = rowStart[row + 1] as number
    if (!((rowStart[row] as number) < end)) throw new RangeError(`participant ${id} has no vote`)
    let last = -1
    for (let at = rowStart[row] as number; at < end; at += 1) {
      const column = columns[at] as number
      const value = values[at] as number
      if (column >= statements) throw new RangeError(`there is a vote on statement ${column} of the list, which holds ${statements}`)
      if (column === last) throw new RangeError(`participant ${id} has two final votes on statement ${column} of the list`)
      if (column < last) throw new RangeError(`the votes of participant ${id} do not stand in ascending order`)
      checkValue(value)
      last = column
    }
  }
}

function renumbered(columns: Uint16Array, seenAt: Uint8Array): Uint16Array {
  const places = new Uint16Array(seenAt.length)
  let next = 0
  for (const [place, seen] of seenAt.entries()) {
    places[place] = next
    next += seen
  }
  return columns.map((column) => places[column] as number)
}

/** 1 for columns that shape results, 0 for what is moderated out or meta. */
export function liveColumns({ states }: Pick<Matrix, 'states'>): Uint8Array {
  return Uint8Array.from(states, (state) => (state === 'live' ? 1 : 0))
}

/** The statements in ascending id order. Throws a RangeError as `voteMatrix` does. */
export function sortedStatements(statements: readonly StatementInput[]): StatementInput[] {
  statesById(statements)
  return [...statements].sort((a, b) => a.id - b.id)
}

function statesById(statements: readonly StatementInput[]): Map<number, StatementState> {
  if (statements.length > mostStatements)
    throw new RangeError(`${statements.length} statements are listed; at most ${mostStatements} can be analysed together`)
  const states = new Map<number, StatementState>()
  for (const { id, state } of statements) {
    checkStatement(id)
    if (states.has(id)) throw new RangeError(`statement ${id} is listed twice`)
    if (state !== 'live' && state !== 'moderated-out' && state !== 'meta') throw new RangeError(`statement ${id} has no known state`)
    states.set(id, state)
  }
  return states
}

function checkVotes(votes: Votes, states: ReadonlyMap<number, StatementState>): void {
  const total = votes.participants.length
  if (votes.statements.length !== total || votes.values.length !== total) throw new RangeError('the columns of votes differ in length')
  for (let at = 0; at < total; at += 1) {
    const statement = votes.statements[at] as number
    checkParticipant(votes.participants[at] as number)
    if (!states.has(statement)) throw new RangeError(`there is a vote on statement ${statement}, which is not listed`)
    checkValue(votes.values[at] as number)
  }
}

function refuseDoubleVotes({ rowStart, columns, participants, statements }: Matrix): void {
  for (let row = 0; row < participants.length; row += 1) {
    for (let at = (rowStart[row] as number) + 1; at < (rowStart[row + 1] as number); at += 1) {
      if (columns[at] !== columns[at - 1]) continue
      throw new RangeError(`participant ${participants[row]} has two final votes on statement ${statements[columns[at] as number]}`)
    }
  }
}

function countColumns({ columns, values, seen, agrees, disagrees }: Matrix): void {
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at] as number
    const value = values[at] as number
    seen[column] = (seen[column] as number) + 1
    if (value === 1) agrees[column] = (agrees[column] as number) + 1
    if (value === -1) disagrees[column] = (disagrees[column] as number) + 1
  }
}

function ascending(ids: Float64Array): Float64Array {
  return ids.sort()
}

function rankOf(ids: Float64Array | Int32Array): Map<number, number> {
  const ranks = new Map<number, number>()
  for (const [rank, id] of ids.entries()) ranks.set(id, rank)
  return ranks
}

function identity(length: number): Int32Array {
  return Int32Array.from({ length }, (_, at) => at)
}

/** Stable: among equal keys the order of `from` stays. `starts` has one entry per key and one for the end. */
function countingSort(keys: Int32Array, keyCount: number, from: Int32Array): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(keyCount + 1)
  for (const key of keys) starts[key + 1] = (starts[key + 1] as number) + 1
  for (let key = 0; key < keyCount; key += 1) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number)
  const next = starts.slice()
  const order = new Int32Array(from.length)
  for (const at of from) {
    const key = keys[at] as number
    const place = next[key] as number
    order[place] = at
    next[key] = place + 1
  }
  return { order, starts }
}
