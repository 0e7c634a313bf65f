/** One digest over all votes, as a tree, so that a few changed rows cost a few hashes and one row can be proved without the others. */
import { canonicalJson } from './canonical.ts'
import type { StatementInput, VoteRows } from './conversation.ts'
import type { Matrix } from './matrix.ts'
import { sha256, sha256Into } from './sha256.ts'
import type { Span } from './spans.ts'

export const digestBytes = 32
const LEAF = Uint8Array.of(0)

/** Per column of the matrix: its place in the list of all statements, in ascending id order. */
export function placesInList({ statements }: Matrix, list: readonly StatementInput[]): Uint16Array {
  const places = new Uint16Array(statements.length)
  let next = 0
  for (const [place, { id }] of list.entries()) {
    if (statements[next] !== id) continue
    places[next] = place
    next += 1
  }
  return places
}

/** The first leaf: SHA-256 over a zero byte and the canonical JSON [[id,"state"],...] in ascending id order. */
export function statementsLeaf(list: readonly StatementInput[]): Uint8Array {
  const digest = sha256()
  digest.bytes(LEAF)
  digest.update(canonicalJson(list.map(({ id, state }) => [id, state])))
  return digest.end()
}

/**
 * Kernel. The leaves of the rows of a span, 32 bytes each: SHA-256 over a zero byte, the participant's id (8 bytes), then for each vote, in ascending
 * order, the statement's place in the list (2 bytes) and the vote (1 byte: 1 agree, 0 pass, 255 disagree). Big-endian throughout.
 */
export function leaves(rows: VoteRows, { from, to }: Span, places: Uint16Array): Uint8Array {
  const { participants, rowStart, columns, values } = rows
  const all = new Uint8Array(digestBytes * (to - from))
  const data = new Uint8Array(9 + 3 * longestRow(rows, from, to))
  for (let row = from; row < to; row += 1) {
    const end = rowStart[row + 1] as number
    writeId(data, participants[row] as number)
    let next = 9
    for (let at = rowStart[row] as number; at < end; at += 1) {
      const place = places[columns[at] as number] as number
      data[next] = place >>> 8
      data[next + 1] = place
      data[next + 2] = values[at] as number
      next += 3
    }
    sha256Into(all, digestBytes * (row - from), data, next)
  }
  return all
}

/** Eight bytes after the first. */
function writeId(data: Uint8Array, id: number): void {
  let rest = id
  for (let at = 8; at >= 1; at -= 1) {
    const above = Math.floor(rest / 256)
    data[at] = rest - 256 * above
    rest = above
  }
}

function longestRow({ rowStart }: VoteRows, from: number, to: number): number {
  let longest = 0
  for (let row = from; row < to; row += 1) longest = Math.max(longest, (rowStart[row + 1] as number) - (rowStart[row] as number))
  return longest
}

/**
 * The root of the tree over the statements' leaf and the rows' leaves in ascending order of participants, as RFC 6962 (section 2.1) builds it: a node
 * is SHA-256 over a one byte and its two children, and the left subtree is the largest full one. 64 lower-case hex digits.
 */
export function merkleRoot(first: Uint8Array, rows: Uint8Array): string {
  let level = lowestLevel(first, rows)
  while (level.length > digestBytes) level = levelAbove(level)
  return hexOf(level)
}

export function lowestLevel(first: Uint8Array, rows: Uint8Array): Uint8Array {
  const level = new Uint8Array(first.length + rows.length)
  level.set(first)
  level.set(rows, first.length)
  return level
}

/** Joining neighbours level by level, an odd one going up alone, gives the same tree. */
export function levelAbove(level: Uint8Array): Uint8Array {
  const above = new Uint8Array(digestBytes * Math.floor((level.length / digestBytes + 1) / 2))
  const node = new Uint8Array(1 + 2 * digestBytes)
  node[0] = 1
  for (let from = 0; from < level.length; from += 2 * digestBytes) {
    const pair = level.subarray(from, from + 2 * digestBytes)
    if (pair.length === digestBytes) above.set(pair, from / 2)
    else {
      node.set(pair, 1)
      sha256Into(above, from / 2, node, node.length)
    }
  }
  return above
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
