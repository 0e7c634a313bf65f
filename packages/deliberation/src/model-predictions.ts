/** What the fitted factor model expects of people: their votes on statements that they have not seen, and approvals completed with them. */
import { byHash, liveVotesOf, type LiveHashes } from './model-sample.ts'
import { lensOf, personFields, solvePerson, type Lens, type Model } from './model-sweep.ts'
import type { Matrix } from './matrix.ts'

/**
 * An unseen statement counts as approved when the expected vote is above this. On held-out votes of open conversations the share of
 * approvals is then nearest to the share of agrees, and the guesses are right as often as they can be; at 0 every fifth approval would be made up of passes.
 */
const approvalThreshold = 0.25
const mostRows = 2048
/** With very many statements fewer people are taken, so that the table stays below 16 MB. */
const mostCells = 0x1000000

/** People by live statements, rows one after the other; a cell is 1 where the person approves. */
export type CompletedApprovals = {
  /** Rows of the matrix, ascending, and ids of the live statements, ascending. */
  readonly rows: Int32Array
  readonly statements: Int32Array
  readonly cells: Uint8Array
}

/** The expected vote on a column, from -1 to 1. `person` is what `solvePerson` wrote; zeros stand for somebody unknown. */
export function expectedVote({ mean, intercepts, firsts, seconds }: Model, person: Float64Array, column: number): number {
  const own = mean + (intercepts[column] as number) + (person[0] as number)
  return cut(own + (firsts[column] as number) * (person[1] as number) + (seconds[column] as number) * (person[2] as number))
}

/**
 * Approvals of at most 2,048 people with at least `fewest` votes on live statements, chosen by a hash of their votes. A seen statement is approved
 * by an agree alone, an unseen one when the expected vote is above a quarter. `parts` are the answers of `liveHashes` for all spans in order.
 */
export function completedApprovals(matrix: Matrix, model: Model, parts: readonly LiveHashes[], fewest: number): CompletedApprovals {
  const places = [...model.live.keys()].filter((column) => model.live[column] === 1)
  const most = places.length === 0 ? 0 : Math.min(mostRows, Math.floor(mostCells / places.length))
  const votes = liveVotesOf(parts)
  const rows = byHash(matrix, parts)
    .filter((row) => (votes[row] as number) >= fewest)
    .slice(0, most)
    .sort()
  const cells = new Uint8Array(rows.length * places.length)
  const desk = { lens: lensOf(model), person: new Float64Array(personFields), approves: new Uint8Array(model.live.length) }
  for (const [at, row] of rows.entries()) {
    completeRow(matrix, row, model, desk)
    for (const [rank, column] of places.entries()) cells[at * places.length + rank] = desk.approves[column] as number
  }
  return { rows, statements: Int32Array.from(places, (column) => matrix.statements[column] as number), cells }
}

type Desk = { readonly lens: Lens; readonly person: Float64Array; readonly approves: Uint8Array }

function completeRow(matrix: Matrix, row: number, model: Model, { lens, person, approves }: Desk): void {
  solvePerson(matrix, row, lens, person)
  for (let column = 0; column < approves.length; column += 1) {
    approves[column] = expectedVote(model, person, column) > approvalThreshold ? 1 : 0
  }
  const end = matrix.rowStart[row + 1] as number
  for (let at = matrix.rowStart[row] as number; at < end; at += 1) approves[matrix.columns[at] as number] = matrix.values[at] === 1 ? 1 : 0
}

/** To the range of votes. */
export function cut(vote: number): number {
  return Math.max(-1, Math.min(1, vote))
}
