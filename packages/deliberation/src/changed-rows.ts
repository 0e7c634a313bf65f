/** What changes make of rows of votes: those that stay are copied as they are, the others written anew. */
import { placeIn } from './ascending.ts'
import { checkParticipant, checkValue, type StatementInput, type VoteRows, type VoteValue } from './conversation.ts'
import type { Matrix } from './matrix.ts'

/** What became of one vote: its new value, or null where it was withdrawn. Of several changes of one vote the last counts. */
export type Change = { readonly participant: number; readonly statement: number; readonly value: VoteValue | null }

type RowChanges = Map<number, Map<number, VoteValue | null>>

/** Throws a RangeError for what is no participant or no vote. */
export function byParticipant(changes: Iterable<Change>): RowChanges {
  const rows: RowChanges = new Map()
  for (const { participant, statement, value } of changes) {
    checkParticipant(participant)
    if (value !== null) checkValue(value)
    const own = rows.get(participant) ?? new Map<number, VoteValue | null>()
    rows.set(participant, own.set(statement, value))
  }
  return rows
}

/** `from[r]`: the old row that new row r was, untouched; -1 where it is new or changed. `gone`: old rows that were changed or ended. */
export type MergedRows = { votes: VoteRows; from: Int32Array; gone: readonly number[] }

type Row = { participant: number; columns: number[]; values: number[] }

/** The rows after changes, in places of the new list. Throws a RangeError for a statement that is not, or no longer, in it. */
export function mergedRows(
  { matrix, statements: before }: { readonly matrix: Matrix; readonly statements: readonly StatementInput[] },
  changes: RowChanges,
  list: readonly StatementInput[],
): MergedRows {
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
  const old = placeIn(matrix.participants, participant)
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
