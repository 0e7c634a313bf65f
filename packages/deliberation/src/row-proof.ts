/** The votes of one participant with what ties them to the root of all votes, so that they can be shown without those of others. */
import type { StatementInput, VoteRows } from './conversation.ts'
import { digestBytes, hexOf, leaves, levelAbove, lowestLevel, statementsLeaf } from './merkle.ts'

/** A vote as the tree has it: the place of its statement in the list of all in ascending id order, and 1, 0 or -1. */
export type PlacedVote = readonly [place: number, value: number]

export type RowProof = {
  readonly votes: readonly PlacedVote[]
  /** Which of the `size` leaves is theirs; the first is the one of the statements. */
  readonly index: number
  readonly size: number
  /** From the leaf's neighbour up, as in RFC 6962 (2.1.1); each 64 hex digits. It holds digests of the rows of others, from which short rows can be guessed. */
  readonly path: readonly string[]
}

/** The leaf of one participant. Their votes in ascending order of places. */
export function rowLeaf(participant: number, votes: readonly PlacedVote[]): Uint8Array {
  const rows = {
    participants: Float64Array.of(participant),
    rowStart: Int32Array.of(0, votes.length),
    columns: Uint16Array.from(votes, ([place]) => place),
    values: Int8Array.from(votes, ([, value]) => value),
  }
  return leaves(rows, { from: 0, to: 1 }, placesTo(1 + Math.max(-1, ...rows.columns)))
}

/** Null where the participant has no row. `list`: all statements in ascending id order; the columns of `rows` are places in it. */
export function proveRow(rows: VoteRows, list: readonly StatementInput[], participant: number): RowProof | null {
  const row = rows.participants.indexOf(participant)
  if (row < 0) return null
  const [from, to] = [rows.rowStart[row] as number, rows.rowStart[row + 1] as number]
  const all = leaves(rows, { from: 0, to: rows.participants.length }, placesTo(list.length))
  const path: string[] = []
  let level = lowestLevel(statementsLeaf(list), all)
  for (let place = row + 1; level.length > digestBytes; place = Math.floor(place / 2)) {
    const neighbour = digestBytes * (place % 2 === 0 ? place + 1 : place - 1)
    // The last of an odd number goes up alone.
    if (neighbour < level.length) path.push(hexOf(level.subarray(neighbour, neighbour + digestBytes)))
    level = levelAbove(level)
  }
  const votes = Array.from({ length: to - from }, (_, at): PlacedVote => [
    rows.columns[from + at] as number,
    rows.values[from + at] as number,
  ])
  return { votes, index: row + 1, size: rows.participants.length + 1, path }
}

const placesTo = (count: number): Uint16Array => Uint16Array.from({ length: count }, (_, place) => place)
