/** From vote events, as files hold them, to the rows of final votes; and the first difference between two sets of rows. */
import type { VoteRows } from './conversation.ts'

/** Parallel columns. `at`: when (any unit, 0 where nobody knows). The latest vote of a participant on a statement counts; of equally late ones the later in the list. */
export type EventColumns = { at: Float64Array; statements: Int32Array; participants: Float64Array; values: Int8Array }

/** Rows keep columns in 16 bits. */
const mostStatements = 65_536

/** `statements`: all ids in ascending order, at most 65,536. Throws a RangeError for more, and for a vote on another one. */
export function rowsOfEvents(events: EventColumns, statements: readonly number[]): VoteRows {
  if (statements.length > mostStatements) throw new RangeError(`there are more than ${mostStatements} statements`)
  const columnOf = new Map(statements.map((id, column) => [id, column]))
  const participants = Float64Array.from(new Set(events.participants)).sort()
  const rowOf = new Map(Array.from(participants, (id, row) => [id, row]))
  const { order, starts } = byRow(events, rowOf)
  const latest = new Int32Array(statements.length).fill(-1)
  const rowStart = new Int32Array(participants.length + 1)
  const [columns, values] = [new Uint16Array(order.length), new Int8Array(order.length)]
  let next = 0
  for (let row = 0; row < participants.length; row += 1) {
    const own: number[] = []
    for (const event of order.subarray(starts[row], starts[row + 1])) {
      const column = columnOf.get(events.statements[event] as number)
      if (column === undefined) throw new RangeError(`there is a vote on statement ${events.statements[event]}, which is not listed`)
      const before = latest[column] as number
      if (before < 0) own.push(column)
      else if ((events.at[before] as number) > (events.at[event] as number)) continue
      latest[column] = event
    }
    for (const column of own.sort((a, b) => a - b)) {
      columns[next] = column
      values[next] = events.values[latest[column] as number] as number
      latest[column] = -1
      next += 1
    }
    rowStart[row + 1] = next
  }
  return { participants, rowStart, columns: columns.slice(0, next), values: values.slice(0, next) }
}

/** Event numbers row by row, those of a row in the order of the list. */
function byRow({ participants }: EventColumns, rowOf: ReadonlyMap<number, number>): { order: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(rowOf.size + 1)
  const rows = Uint32Array.from(participants, (id) => rowOf.get(id) as number)
  for (const row of rows) starts[row + 1] = (starts[row + 1] as number) + 1
  for (let row = 0; row < rowOf.size; row += 1) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number)
  const next = starts.slice()
  const order = new Uint32Array(rows.length)
  for (let event = 0; event < rows.length; event += 1) {
    const row = rows[event] as number
    order[next[row] as number] = event
    next[row] = (next[row] as number) + 1
  }
  return { order, starts }
}

/** Where two sets of rows over the same statements part; `one` and `other` are null where there is no such vote. Null: they are the same. */
export type RowDifference = { participant: number; statement: number; one: number | null; other: number | null }

export function firstRowDifference(one: VoteRows, other: VoteRows, statements: readonly number[]): RowDifference | null {
  const rows = Math.max(one.participants.length, other.participants.length)
  for (let row = 0; row < rows; row += 1) {
    const [left, right] = [one.participants[row] ?? Infinity, other.participants[row] ?? Infinity]
    const participant = Math.min(left, right)
    const a = votesOf(one, left === participant ? row : -1)
    const b = votesOf(other, right === participant ? row : -1)
    if (sameVotes(a, b)) continue
    for (const [column, statement] of statements.entries()) {
      const [first, second] = [a.get(column) ?? null, b.get(column) ?? null]
      if (first !== second) return { participant, statement, one: first, other: second }
    }
  }
  return null
}

function votesOf({ rowStart, columns, values }: VoteRows, row: number): ReadonlyMap<number, number> {
  const votes = new Map<number, number>()
  if (row < 0) return votes
  for (let at = rowStart[row] as number; at < (rowStart[row + 1] as number); at += 1) votes.set(columns[at] as number, values[at] as number)
  return votes
}

function sameVotes(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  return a.size === b.size && [...a].every(([column, value]) => b.get(column) === value)
}
