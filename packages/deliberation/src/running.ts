/** A conversation that goes on: its sums are kept, and a new, changed or withdrawn vote updates them exactly. */
import { analysisPlan, type KeptSums, type Subject } from './analyse.ts'
import type { Analysis } from './analysis.ts'
import { pathOf } from './components.ts'
import type { Conversation, Options, StatementInput, VoteRows, VoteValue } from './conversation.ts'
import { carriedOut, type Plan } from './kernels.ts'
import { matrixOfRows, sortedStatements, voteMatrix, type Matrix } from './matrix.ts'
import { digestBytes, leaves, placesInList } from './merkle.ts'
import { changeRow, pairSums, relaid, type PairSums, type RowVotes } from './pairs.ts'
import { spansOf } from './spans.ts'

/** What became of one vote: its new value, or null where it was withdrawn. Of several changes of one vote the last counts. */
export type Change = { readonly participant: number; readonly statement: number; readonly value: VoteValue | null }

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
 * and work for the rows that changed. Throws a RangeError for a vote on a statement that is not listed, and as `analyse` does.
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

type RowChanges = Map<number, Map<number, VoteValue | null>>

function byParticipant(changes: Iterable<Change>): RowChanges {
  const rows: RowChanges = new Map()
  for (const { participant, statement, value } of changes) {
    const own = rows.get(participant) ?? new Map<number, VoteValue | null>()
    rows.set(participant, own.set(statement, value))
  }
  return rows
}

/** `from[r]`: the old row that new row r was, untouched; -1 where it is new or changed. `gone`: old rows that were changed or ended. */
type MergedRows = { votes: VoteRows; from: Int32Array; gone: readonly number[] }

type Row = { participant: number; columns: number[]; values: number[] }

function mergedRows({ matrix, statements: before }: Running, changes: RowChanges, list: readonly StatementInput[]): MergedRows {
  const placeOf = new Map(list.map(({ id }, place) => [id, place]))
  const places = listPlaces(matrix, before, placeOf)
  const touched = [...changes]
    .sort(([a], [b]) => a - b)
    .map(([participant, own]) => changedRow({ matrix, places, placeOf }, participant, own))
  const gone = touched.flatMap(({ old }) => (old < 0 ? [] : [old]))
  const fresh = touched.map(({ row }) => row).filter(({ columns }) => columns.length > 0)
  return { ...laidOut(matrix, places, fresh, gone), gone }
}

/** Per column of the old matrix, its place in the new list. */
function listPlaces(matrix: Matrix, before: readonly StatementInput[], placeOf: ReadonlyMap<number, number>): Uint16Array {
  for (const { id } of before)
    if (!placeOf.has(id)) throw new RangeError(`statement ${id} is no longer listed; a statement can be moderated out, not taken away`)
  return Uint16Array.from(matrix.statements, (id) => placeOf.get(id) as number)
}

type Ground = { matrix: Matrix; places: Uint16Array; placeOf: ReadonlyMap<number, number> }

/** A participant's row after the changes, in places of the new list; `old` is the row it was, or -1. */
function changedRow(
  { matrix, places, placeOf }: Ground,
  participant: number,
  changes: ReadonlyMap<number, VoteValue | null>,
): { row: Row; old: number } {
  const old = rowAt(matrix, participant)
  const votes = new Map<number, number>()
  if (old >= 0) {
    const end = matrix.rowStart[old + 1] as number
    for (let at = matrix.rowStart[old] as number; at < end; at += 1)
      votes.set(places[matrix.columns[at] as number] as number, matrix.values[at] as number)
  }
  for (const [statement, value] of changes) {
    const place = placeOf.get(statement)
    if (place === undefined) throw new RangeError(`there is a vote on statement ${statement}, which is not listed`)
    if (value === null) votes.delete(place)
    else votes.set(place, value)
  }
  const sorted = [...votes].sort(([a], [b]) => a - b)
  return { row: { participant, columns: sorted.map(([place]) => place), values: sorted.map(([, value]) => value) }, old }
}

function rowAt({ participants }: Matrix, participant: number): number {
  let low = 0
  let high = participants.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((participants[middle] as number) < participant) low = middle + 1
    else high = middle
  }
  return participants[low] === participant ? low : -1
}

/** Old rows that did not change, and fresh ones, in ascending order of participants. Runs of untouched rows are copied whole. */
function laidOut(matrix: Matrix, places: Uint16Array, fresh: readonly Row[], gone: readonly number[]): Omit<MergedRows, 'gone'> {
  const goneRows = new Set(gone)
  const lost = gone.reduce((sum, row) => sum + (matrix.rowStart[row + 1] as number) - (matrix.rowStart[row] as number), 0)
  const total = matrix.values.length - lost + fresh.reduce((sum, { columns }) => sum + columns.length, 0)
  const people = matrix.participants.length - gone.length + fresh.length
  const votes: VoteRows = {
    participants: new Float64Array(people),
    rowStart: new Int32Array(people + 1),
    columns: new Uint16Array(total),
    values: new Int8Array(total),
  }
  const from = new Int32Array(people).fill(-1)
  const same = places.every((place, column) => place === column)
  let [row, next] = [0, 0]
  const end = (participant: number) => {
    votes.participants[row] = participant
    row += 1
    votes.rowStart[row] = next
  }
  const copy = (first: number, last: number) => {
    const start = matrix.rowStart[first] as number
    const stop = matrix.rowStart[last] as number
    if (same) votes.columns.set(matrix.columns.subarray(start, stop), next)
    else for (let at = start; at < stop; at += 1) votes.columns[next + at - start] = places[matrix.columns[at] as number] as number
    votes.values.set(matrix.values.subarray(start, stop), next)
    const shift = next - start
    for (let old = first; old < last; old += 1) {
      from[row] = old
      next = (matrix.rowStart[old + 1] as number) + shift
      end(matrix.participants[old] as number)
    }
  }
  let old = 0
  const copyUntil = (participant: number) => {
    let first = old
    while (old < matrix.participants.length && (matrix.participants[old] as number) < participant) {
      if (goneRows.has(old)) {
        copy(first, old)
        first = old + 1
      }
      old += 1
    }
    copy(first, old)
  }
  for (const { participant, columns, values } of fresh) {
    copyUntil(participant)
    votes.columns.set(columns, next)
    votes.values.set(values, next)
    next += columns.length
    end(participant)
  }
  copyUntil(Infinity)
  return { votes, from }
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
