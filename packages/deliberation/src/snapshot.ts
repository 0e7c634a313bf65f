/** The very votes that a result was made of, in few bytes, so that an export always equals its certificate. */
import type { StatementInput, VoteRows } from './conversation.ts'
import type { Matrix } from './matrix.ts'
import { placesInList } from './merkle.ts'

/** `labels`: each row's place among the groups of the result; -1 for none. */
export type Snapshot = { rows: VoteRows; labels: Int8Array }

/** The votes of an analysed matrix. `list` are all statements in ascending id order, `labels` those of the placements. */
export function snapshotOf(matrix: Matrix, list: readonly StatementInput[], labels: Int8Array): Snapshot {
  const places = placesInList(matrix, list)
  const columns = matrix.statements.length === list.length ? matrix.columns : matrix.columns.map((column) => places[column] as number)
  return { rows: { participants: matrix.participants, rowStart: matrix.rowStart, columns, values: matrix.values }, labels }
}

const mark = 0x31305650
const headBytes = 16

/**
 * Little-endian: the letters "PV01", numbers of participants and of votes (4 bytes each), 4 bytes of nothing; per participant the id (double) and
 * the number of votes (4 bytes); per vote the place of its statement (2 bytes); per vote its value (1 byte); per participant the label (1 byte).
 */
export function packSnapshot({ rows, labels }: Snapshot): Uint8Array {
  const { participants, rowStart, columns, values } = rows
  const [people, votes] = [participants.length, values.length]
  const parts = partsOf(new Uint8Array(headBytes + 13 * people + 3 * votes), people, votes)
  parts.head.set([mark, people, votes, 0])
  parts.participants.set(participants)
  for (let row = 0; row < people; row += 1) parts.lengths[row] = (rowStart[row + 1] as number) - (rowStart[row] as number)
  parts.columns.set(columns)
  parts.values.set(values)
  parts.labels.set(labels)
  return parts.bytes
}

/** Throws a RangeError where the bytes are not what `packSnapshot` wrote. */
export function unpackSnapshot(packed: Uint8Array): Snapshot {
  // Columns of several bytes must lie at even places, which a part of a larger buffer need not do.
  const bytes = new Uint8Array(packed)
  const [letters = 0, people = 0, votes = 0] = bytes.length < headBytes ? [] : new Uint32Array(bytes.buffer, 0, 4)
  if (letters !== mark || bytes.length !== headBytes + 13 * people + 3 * votes) throw new RangeError('these bytes hold no votes')
  const { participants, lengths, columns, values, labels } = partsOf(bytes, people, votes)
  const rowStart = new Int32Array(people + 1)
  for (let row = 0; row < people; row += 1) rowStart[row + 1] = (rowStart[row] as number) + (lengths[row] as number)
  return { rows: { participants, rowStart, columns, values }, labels }
}

function partsOf(bytes: Uint8Array<ArrayBuffer>, people: number, votes: number) {
  const { buffer } = bytes
  const columnsAt = headBytes + 12 * people
  return {
    bytes,
    head: new Uint32Array(buffer, 0, 4),
    participants: new Float64Array(buffer, headBytes, people),
    lengths: new Uint32Array(buffer, headBytes + 8 * people, people),
    columns: new Uint16Array(buffer, columnsAt, votes),
    values: new Int8Array(buffer, columnsAt + 2 * votes, votes),
    labels: new Int8Array(buffer, columnsAt + 3 * votes, people),
  }
}

type Listed = { readonly rows: VoteRows; readonly statements: readonly number[] }

/**
 * How many people voted otherwise in the newer votes than in the older: another vote, a vote more or less, there or not there. This is
 * what two downloads show, so it decides whether a newer step may be given out. `statements`: ids in ascending order.
 */
export function peopleBetween(older: Listed, newer: Listed): number {
  const [one, other] = [older.rows.participants, newer.rows.participants]
  let [left, right, people] = [0, 0, 0]
  while (left < one.length || right < other.length) {
    const [first, second] = [one[left] ?? Infinity, other[right] ?? Infinity]
    if (first !== second || !sameRow(older, left, newer, right)) people += 1
    if (first <= second) left += 1
    if (second <= first) right += 1
  }
  return people
}

function sameRow(older: Listed, left: number, newer: Listed, right: number): boolean {
  const [from, start] = [older.rows.rowStart[left] as number, newer.rows.rowStart[right] as number]
  const length = (older.rows.rowStart[left + 1] as number) - from
  if (length !== (newer.rows.rowStart[right + 1] as number) - start) return false
  for (let next = 0; next < length; next += 1) {
    if (older.rows.values[from + next] !== newer.rows.values[start + next]) return false
    const statement = older.statements[older.rows.columns[from + next] as number]
    if (statement !== newer.statements[newer.rows.columns[start + next] as number]) return false
  }
  return true
}

/** The same votes without those of some people. */
export function withoutPeople({ rows, labels }: Snapshot, gone: ReadonlySet<number>): Snapshot {
  const keptRows = Array.from(rows.participants.keys()).filter((row) => !gone.has(rows.participants[row] as number))
  const rowStart = new Int32Array(keptRows.length + 1)
  const total = keptRows.reduce((sum, row) => sum + (rows.rowStart[row + 1] as number) - (rows.rowStart[row] as number), 0)
  const [columns, values] = [new Uint16Array(total), new Int8Array(total)]
  for (const [place, row] of keptRows.entries()) {
    const [from, to] = [rows.rowStart[row] as number, rows.rowStart[row + 1] as number]
    const at = rowStart[place] as number
    columns.set(rows.columns.subarray(from, to), at)
    values.set(rows.values.subarray(from, to), at)
    rowStart[place + 1] = at + to - from
  }
  const participants = Float64Array.from(keptRows, (row) => rows.participants[row] as number)
  return { rows: { participants, rowStart, columns, values }, labels: Int8Array.from(keptRows, (row) => labels[row] as number) }
}
