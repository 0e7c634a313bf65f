/** From vote events to the votes that count. */
import { IdIndex } from './id-index.ts'
import { columnIn, personIn, valueIn } from './vote-log.ts'
import type { VoteLog } from './vote-log.ts'

/**
 * The votes that count, in rows, one a participant: `participants` ascend. Row r's votes are at rowStart[r] up to rowStart[r + 1], at least one.
 * `columns` are places in the list of statements in ascending order of their ids; they ascend within a row.
 */
export type FinalVotes = { participants: Float64Array; rowStart: Int32Array; columns: Uint16Array; values: Int8Array }

/**
 * Of each participant on each of `statements` places the latest vote, of equally late ones the later in the file. The log is used up. The last in the file is
 * taken first; only where a file is not in the order of time, the times of those votes are looked at that were cast more than once.
 */
export function finalVotes(log: VoteLog, statements: number): FinalVotes {
  const repeated = log.instants.ascending ? null : new IdIndex()
  if (repeated === null) log.forgetInstants()
  const { ids: participants, rowOf } = log.people.sorted()
  const rows = { participants, rowStart: startsOf(log, rowOf), columns: new Uint16Array(log.length), values: new Int8Array(log.length) }
  dealOut(log, rowOf, rows, repeated === null)
  const end = settleRows(rows, statements, repeated)
  if (repeated !== null && repeated.size > 0) takeLatest(log, rowOf, rows, repeated)
  return { ...rows, columns: rows.columns.subarray(0, end), values: rows.values.subarray(0, end) }
}

/** Where each row's events are to begin. */
function startsOf(log: VoteLog, rowOf: Int32Array): Int32Array {
  const starts = new Int32Array(rowOf.length + 1)
  for (let person = 0; person < rowOf.length; person += 1) starts[(rowOf[person] as number) + 1] = log.countOf(person)
  for (let row = 0; row < rowOf.length; row += 1) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number)
  return starts
}

/** Every event into its row, there in the order of the file. */
function dealOut(log: VoteLog, rowOf: Int32Array, { rowStart, columns, values }: FinalVotes, giveUp: boolean): void {
  const next = rowStart.slice()
  for (const { low, high, count } of log.blocks({ giveUp })) {
    for (let event = 0; event < count; event += 1) {
      const packed = low[event] as number
      const row = rowOf[personIn(packed, high[event] as number)] as number
      const at = next[row] as number
      columns[at] = columnIn(packed)
      values[at] = valueIn(packed)
      next[row] = at + 1
    }
  }
}

const keyOf = (row: number, column: number): number => row * 65_536 + column

/** Sorts every row by column, where it lies, keeping the last vote on each; notes the others in `repeated`. Answers how many votes are left. */
function settleRows({ rowStart, columns, values }: FinalVotes, statements: number, repeated: IdIndex | null): number {
  // A bit a statement: going through the bits sorts, and needs no comparison.
  const bits = new Int32Array((statements + 31) >>> 5)
  const last = new Int8Array(statements)
  const rows = rowStart.length - 1
  let end = 0
  let from = 0
  for (let row = 0; row < rows; row += 1) {
    const to = rowStart[row + 1] as number
    let [lowest, highest] = [bits.length, -1]
    for (let at = from; at < to; at += 1) {
      const column = columns[at] as number
      const word = column >>> 5
      const bit = 1 << (column & 31)
      if (repeated !== null && ((bits[word] as number) & bit) !== 0) repeated.placeOf(keyOf(row, column))
      bits[word] = (bits[word] as number) | bit
      last[column] = values[at] as number
      if (word < lowest) lowest = word
      if (word > highest) highest = word
    }
    rowStart[row] = end
    for (let word = lowest; word <= highest; word += 1) {
      for (let rest = bits[word] as number; rest !== 0; rest &= rest - 1) {
        const column = 32 * word + 31 - Math.clz32(rest & -rest)
        columns[end] = column
        values[end] = last[column] as number
        end += 1
      }
      bits[word] = 0
    }
    from = to
  }
  rowStart[rows] = end
  return end
}

/** Puts right, of the votes that were cast more than once, those whose latest is not the last in the file. */
function takeLatest(log: VoteLog, rowOf: Int32Array, rows: FinalVotes, repeated: IdIndex): void {
  const keys = repeated.ids()
  const inRow = new Uint8Array(rowOf.length)
  for (const key of keys) inRow[Math.floor(key / 65_536)] = 1
  const times = new Float64Array(keys.length)
  const values = new Int8Array(keys.length)
  const nextTime = log.instants.reader()
  for (const { low, high, count } of log.blocks({ giveUp: true })) {
    for (let event = 0; event < count; event += 1) {
      const time = nextTime()
      const packed = low[event] as number
      const row = rowOf[personIn(packed, high[event] as number)] as number
      if (inRow[row] === 0) continue
      const place = repeated.find(keyOf(row, columnIn(packed)))
      if (place < 0 || time < (times[place] as number)) continue
      times[place] = time
      values[place] = valueIn(packed)
    }
  }
  for (const [place, key] of keys.entries()) rows.values[positionOf(rows, key)] = values[place] as number
}

/** Where the vote of a key lies. */
function positionOf({ rowStart, columns }: FinalVotes, key: number): number {
  const row = Math.floor(key / 65_536)
  const column = key % 65_536
  let low = rowStart[row] as number
  let high = rowStart[row + 1] as number
  while (low < high) {
    const middle = (low + high) >> 1
    if ((columns[middle] as number) < column) low = middle + 1
    else high = middle
  }
  return low
}
