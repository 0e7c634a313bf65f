/** A conversation that goes on: its sums are kept, and a new, changed or withdrawn vote updates them exactly. */
import { analysisPlan, type KeptSums, type Subject } from './analyse.ts'
import type { Analysis } from './analysis.ts'
import { byParticipant, mergedRows, type Change, type MergedRows } from './changed-rows.ts'
import { pathOf } from './components.ts'
import type { Conversation, Options, StatementInput } from './conversation.ts'
import { carriedOut, type Plan } from './kernels.ts'
import { matrixOfRows, sortedStatements, voteMatrix, type Matrix } from './matrix.ts'
import { digestBytes, leaves, placesInList } from './merkle.ts'
import { changeRow, pairSums, relaid, type PairSums, type RowVotes } from './pairs.ts'
import { spansOf } from './spans.ts'

/**
 * The state of a running conversation. It holds nothing that the votes do not say: one that was opened anew on the same final votes gives the same
 * analysis, byte for byte.
 */
export type Running = {
  readonly matrix: Matrix
  readonly statements: readonly StatementInput[]
  readonly kept: KeptSums
}

/** Opens the state on final votes; costs what a full analysis costs. Throws a RangeError as `analyse` does. */
export function openRunning(conversation: Conversation): Running {
  const matrix = voteMatrix(conversation)
  const statements = sortedStatements(conversation.statements)
  const span = { from: 0, to: matrix.participants.length }
  const pairs = pathOf(matrix) === 'pairs' ? pairSums(matrix, span) : null
  return { matrix, statements, kept: { pairs, leaves: leaves(matrix, span, placesInList(matrix, statements)) } }
}

/** The analysis of the state, equal to `analyse` of its final votes. */
export function analyseRunning(running: Running, options: Options = {}): Analysis {
  return carriedOut(runningPlan(running, options), running.matrix, spansOf(running.matrix, 1))
}

/** The same as a plan. */
export function runningPlan({ matrix, statements, kept }: Running, options: Options = {}): Plan<Analysis> {
  const subject: Subject = { matrix, statements, kept }
  return analysisPlan(subject, options)
}

/**
 * The state after some changes; the old one must not be used any more, for its sums are reused. `statements` is the whole list as it is now. Costs one copy of the votes,
 * and work for the rows that changed. Throws a RangeError for a vote on a statement that is not listed, for one that was listed and no longer is, and as `analyse`
 * does; then the old state is as it was.
 */
export function changed(running: Running, changes: Iterable<Change>, statements: readonly StatementInput[] = running.statements): Running {
  const list = sortedStatements(statements)
  const rows = mergedRows(running, byParticipant(changes), list)
  const matrix = matrixOfRows(list, rows.votes)
  return {
    matrix,
    statements: list,
    kept: { pairs: pairsAfter(running, matrix, rows), leaves: leavesAfter(running, { matrix, list, rows }) },
  }
}

function pairsAfter({ matrix: before, kept: { pairs } }: Running, matrix: Matrix, { from, gone }: MergedRows): PairSums | null {
  if (pathOf(matrix) !== 'pairs') return null
  // A path that comes back has to be counted from the start.
  if (pairs === null) return pairSums(matrix, { from: 0, to: matrix.participants.length })
  const sums = samePlaces(before, matrix) ? pairs : movedTo(pairs, before, matrix)
  const columnOf = new Map(Array.from(matrix.statements, (id, column) => [id, column]))
  const fresh = new Map<number, number>()
  for (let row = 0; row < from.length; row += 1) if ((from[row] as number) < 0) fresh.set(matrix.participants[row] as number, row)
  for (const old of gone) {
    const participant = before.participants[old] as number
    const row = fresh.get(participant)
    fresh.delete(participant)
    changeRow(sums, renumbered(votesOf(before, old), before, columnOf), row === undefined ? nothing : votesOf(matrix, row))
  }
  for (const row of fresh.values()) changeRow(sums, nothing, votesOf(matrix, row))
  return sums
}

const nothing: RowVotes = { columns: new Uint16Array(0), values: new Int8Array(0) }

/** In the columns of the new matrix, without those that left it: their sums were left behind with them. */
function renumbered({ columns, values }: RowVotes, before: Matrix, columnOf: ReadonlyMap<number, number>): RowVotes {
  const staying = [...columns.keys()].filter((at) => columnOf.has(before.statements[columns[at] as number] as number))
  return {
    columns: Uint16Array.from(staying, (at) => columnOf.get(before.statements[columns[at] as number] as number) as number),
    values: Int8Array.from(staying, (at) => values[at] as number),
  }
}

function votesOf({ rowStart, columns, values }: Matrix, row: number): RowVotes {
  const [start, end] = [rowStart[row], rowStart[row + 1]]
  return { columns: columns.subarray(start, end), values: values.subarray(start, end) }
}

function samePlaces(before: Matrix, after: Matrix): boolean {
  return before.statements.length === after.statements.length && before.statements.every((id, column) => id === after.statements[column])
}

/** The sums in the columns of another matrix; what left them has no votes any more, so nothing is lost. */
function movedTo(pairs: PairSums, before: Matrix, after: Matrix): PairSums {
  const columnOf = new Map(Array.from(after.statements, (id, column) => [id, column]))
  const staying = [...before.statements.keys()].filter((column) => columnOf.has(before.statements[column] as number))
  const places = staying.map((column) => columnOf.get(before.statements[column] as number) as number)
  return relaid(pairs, { from: staying, to: places }, after.statements.length)
}

type After = { matrix: Matrix; list: readonly StatementInput[]; rows: MergedRows }

/** Leaves of untouched rows are taken over unless statements moved in the list. */
function leavesAfter(running: Running, { matrix, list, rows: { from } }: After): Uint8Array {
  const places = placesInList(matrix, list)
  const moved = running.statements.some(({ id }, place) => list[place]?.id !== id)
  const all = new Uint8Array(digestBytes * matrix.participants.length)
  for (const [row, old] of from.entries()) {
    const at = digestBytes * row
    if (old >= 0 && !moved) all.set(running.kept.leaves.subarray(digestBytes * old, digestBytes * (old + 1)), at)
    else all.set(leaves(matrix, { from: row, to: row + 1 }, places), at)
  }
  return all
}
