/** Who approves what: an approval is an agree vote. A pass, a disagree and an unseen statement all count as not approved. */
import { liveColumns, type Matrix } from './matrix.ts'
import type { Span } from './spans.ts'

/** The part of the matrix that the kernels below read; approvals from elsewhere are brought into the same form. */
export type Ballots = Pick<Matrix, 'rowStart' | 'columns' | 'values'>

export type Approvals = {
  readonly ballots: Ballots
  /** Per column: the statement's id, ascending. */
  readonly statements: Int32Array
  /** Per column: 1 where the statement is live. */
  readonly live: Uint8Array
  /** Per column: 1 where the statement may be chosen, which takes that it is live and that somebody approves it. */
  readonly candidates: Uint8Array
  /** Per column: how many approve it. */
  readonly agrees: Int32Array
  /** How many people the slate has to stand for, those who approve of nothing included. */
  readonly voters: number
}

/**
 * How deeply the approvers of each statement are represented already: `counts[depth * columns + column]` people approve the
 * column and `depth` of the chosen ones. The last level also holds whoever is deeper still.
 */
export type Depths = { readonly counts: Int32Array; readonly columns: number; readonly levels: number }

/** Columns, not ids. */
export type Chosen = { readonly chosen: Uint16Array; readonly width: number; readonly levels: number }

/** Approvals as they were voted. Voters are those with at least one vote on a live statement. */
export function voteApprovals(matrix: Matrix): Approvals {
  const { statements, agrees } = matrix
  const voters = votersOnLive(matrix, { from: 0, to: matrix.participants.length })[0] as number
  const live = liveColumns(matrix)
  const candidates = live.map((one, column) => ((agrees[column] as number) > 0 ? one : 0))
  return { ballots: matrix, statements, live, candidates, agrees, voters }
}

/**
 * Approvals from a dense table, as a model that fills the gaps gives them: `cells[row * statements.length + column]` is 1 where the
 * row approves. Every row is a voter. Throws a RangeError when the cells do not fill the table or the ids do not ascend.
 */
export function denseApprovals(statements: readonly number[], cells: Uint8Array): Approvals {
  const width = statements.length
  if (width === 0 || width > 65_536 || cells.length % width !== 0)
    throw new RangeError(`${cells.length} cells do not make whole rows of 1 to 65536 statements (there are ${width})`)
  if (statements.some((id, at) => at > 0 && id <= (statements[at - 1] as number))) throw new RangeError('statement ids do not ascend')
  const voters = cells.length / width
  const approvals = cells.reduce((sum, cell) => sum + (cell === 1 ? 1 : 0), 0)
  const rowStart = new Int32Array(voters + 1)
  const columns = new Uint16Array(approvals)
  const agrees = new Int32Array(width)
  let end = 0
  for (let row = 0; row < voters; row += 1) {
    for (let column = 0; column < width; column += 1) {
      if (cells[row * width + column] !== 1) continue
      columns[end] = column
      end += 1
      agrees[column] = (agrees[column] as number) + 1
    }
    rowStart[row + 1] = end
  }
  const ballots = { rowStart, columns, values: new Int8Array(approvals).fill(1) }
  return {
    ballots,
    statements: Int32Array.from(statements),
    live: new Uint8Array(width).fill(1),
    candidates: Uint8Array.from(agrees, (people) => (people > 0 ? 1 : 0)),
    agrees,
    voters,
  }
}

/** Kernel: one number, how many of the span's participants have a vote on a live statement. */
export function votersOnLive(matrix: Matrix, span: Span): Int32Array {
  const { rowStart, columns } = matrix
  const live = liveColumns(matrix)
  let voters = 0
  for (let row = span.from; row < span.to; row += 1) {
    const to = rowStart[row + 1] as number
    let at = rowStart[row] as number
    while (at < to && live[columns[at] as number] === 0) at += 1
    if (at < to) voters += 1
  }
  return Int32Array.of(voters)
}

/** Kernel: the `counts` of `Depths` for any chosen columns, by reading every vote of the span twice. */
export function depthCounts({ rowStart, columns, values }: Ballots, span: Span, { chosen, width, levels }: Chosen): Int32Array {
  const counts = new Int32Array(width * levels)
  const isChosen = new Uint8Array(width)
  for (const column of chosen) isChosen[column] = 1
  for (let row = span.from; row < span.to; row += 1) {
    const from = rowStart[row] as number
    const to = rowStart[row + 1] as number
    let depth = 0
    for (let at = from; at < to; at += 1) {
      if (values[at] === 1) depth += isChosen[columns[at] as number] as number
    }
    const level = Math.min(depth, levels - 1) * width
    for (let at = from; at < to; at += 1) addApproval(counts, level + (columns[at] as number), values[at] as number)
  }
  return counts
}

/**
 * Kernel: what one more column changes. `[depth * width + column]` people approve both `added` and the column, and go from `depth` to
 * `depth + 1`. Only the votes of those who approve `added` are read, whence a slate costs far less than one pass over all votes per place.
 */
export function depthMoves(ballots: Ballots, span: Span, step: Chosen & { readonly added: number }): Int32Array {
  const { rowStart, columns, values } = ballots
  const { chosen, added, width } = step
  const moves = new Int32Array(width * (chosen.length + 1))
  for (let row = span.from; row < span.to; row += 1) {
    const from = rowStart[row] as number
    const to = rowStart[row + 1] as number
    if (approvalAt(columns, values, from, to, added) === 0) continue
    let depth = 0
    for (let at = 0; at < chosen.length; at += 1) depth += approvalAt(columns, values, from, to, chosen[at] as number)
    const level = depth * width
    for (let at = from; at < to; at += 1) addApproval(moves, level + (columns[at] as number), values[at] as number)
  }
  return moves
}

/**
 * Kernel: at 0 how many of the span approve at least one of the chosen columns, then for each group the number of approvals that its
 * members give to them. `groupOf` holds the group of each row, or -1.
 */
export function approvedByGroup(
  { rowStart, columns, values }: Ballots,
  span: Span,
  { chosen, groupOf, groups }: { readonly chosen: Uint16Array; readonly groupOf: Int32Array; readonly groups: number },
): Float64Array {
  const sums = new Float64Array(groups + 1)
  for (let row = span.from; row < span.to; row += 1) {
    const from = rowStart[row] as number
    const to = rowStart[row + 1] as number
    let depth = 0
    for (let at = 0; at < chosen.length; at += 1) depth += approvalAt(columns, values, from, to, chosen[at] as number)
    if (depth === 0) continue
    sums[0] = (sums[0] as number) + 1
    const place = (groupOf[row] as number) + 1
    if (place > 0) sums[place] = (sums[place] as number) + depth
  }
  return sums
}

/** Adds 1 for an agree and 0 for a pass or a disagree, without a branch: agrees and others follow one another at random. */
function addApproval(counts: Int32Array, place: number, value: number): void {
  counts[place] = (counts[place] as number) + ((value + 1) >> 1)
}

/** 1 when the row whose votes are at `from` up to `to` has an agree on the column. A row's columns ascend. */
function approvalAt(columns: Uint16Array, values: Int8Array, from: number, to: number, column: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((columns[middle] as number) < column) low = middle + 1
    else high = middle
  }
  return low < to && columns[low] === column && values[low] === 1 ? 1 : 0
}
