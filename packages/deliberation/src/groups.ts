/** From positions to groups with their members, and how sure it is that these belong. */
import { isBetween, type Evidence, type Group, type NoGroups, type Placements } from './analysis.ts'
import { subsamples } from './confidence.ts'
import type { StatementInput, StatementState } from './conversation.ts'
import { opinionGroups } from './grouping.ts'
import { each, type Plan } from './kernels.ts'
import type { Matrix } from './matrix.ts'
import type { Parameters } from './parameters.ts'
import type { Lens } from './positions.ts'
import { inOrder } from './spans.ts'

/** `labels`: each row's place among `ids`, or -1. */
export type Grouped = { ids: string[]; labels: Int8Array; noGroups: NoGroups | null; silhouette: number | null; evidence: Evidence | null }
export type ToGroup = {
  matrix: Matrix
  included: Uint8Array
  coordinates: Float64Array
  hashes: Uint32Array
  statements: readonly StatementInput[]
}

export function grouped({ matrix, included, coordinates, hashes, statements }: ToGroup, parameters: Parameters): Grouped {
  const labels = new Int8Array(included.length).fill(-1)
  const none = { ids: [], labels, silhouette: null, evidence: null }
  if (count(statements, 'live') < parameters.fewestStatements) return { ...none, noGroups: 'not-enough-statements' }
  const rows = placesOfOnes(included)
  if (rows.length < parameters.fewestIncluded) return { ...none, noGroups: 'not-enough-participants' }
  const found = opinionGroups({ rows, matrix, hashes }, coordinates, parameters)
  for (let at = 0; at < found.labels.length; at += 1) labels[rows[at] as number] = found.labels[at] as number
  const { noGroups, silhouette, evidence } = found
  return { ids: Array.from({ length: found.count }, (_, at) => String.fromCharCode(65 + at)), labels, noGroups, silhouette, evidence }
}

function placesOfOnes(flags: Uint8Array): Int32Array {
  const places = new Int32Array(flags.length)
  let next = 0
  for (let at = 0; at < flags.length; at += 1) {
    places[next] = at
    next += flags[at] as number
  }
  return places.slice(0, next)
}

/** Groups as given, ids in ascending text order; people without votes are not counted. */
export function givenGroups(groups: ReadonlyMap<number, string>, { participants }: Matrix): Grouped {
  const named = Array.from(participants, (participant) => groups.get(participant) ?? null)
  const ids = [...new Set(named.filter((id) => id !== null))].sort()
  if (ids.length > 127) throw new RangeError(`${ids.length} groups are given; at most 127 can be told apart`)
  const placeOfId = new Map(ids.map((id, place) => [id, place]))
  const labels = Int8Array.from(named, (id) => (id === null ? -1 : (placeOfId.get(id) as number)))
  return { ids, labels, noGroups: ids.length === 0 ? 'not-enough-participants' : null, silhouette: null, evidence: null }
}

export function groupsOf({ ids, labels }: Grouped, { agreement }: Placements): Group[] {
  const groups = ids.map((id): Group => ({ id, size: 0, between: 0 }))
  for (let row = 0; row < labels.length; row += 1) {
    const group = groups[labels[row] as number]
    if (group === undefined) continue
    group.size += 1
    if (isBetween(agreement[row] as number)) group.between += 1
  }
  return groups
}

export function* confidenceOf(
  { lens, coordinates, hashes }: { lens: Lens; coordinates: Float64Array; hashes: Uint32Array },
  { ids, labels }: Grouped,
): Plan<Pick<Placements, 'agreement' | 'margin'>> {
  const { xs, ys } = centresOf(coordinates, labels, ids.length)
  const parts = yield* each('confidence', { lens, xs, ys, labels, hashes })
  return {
    agreement: inOrder(
      parts.map(({ agreement }) => agreement),
      (rows) => new Uint8Array(rows),
    ),
    margin: inOrder(
      parts.map(({ margin }) => margin),
      (rows) => new Uint16Array(rows),
    ),
  }
}

/** Means of the positions in units of 2^-16, whose sums are exact; given groups with unrounded positions are rounded for it. */
function centresOf(coordinates: Float64Array, labels: Int8Array, groups: number): { xs: Float64Array; ys: Float64Array } {
  const sums = new Float64Array(3 * groups)
  for (let row = 0; row < labels.length; row += 1) {
    const at = 3 * (labels[row] as number)
    if (at < 0) continue
    sums[at] = (sums[at] as number) + Math.round((coordinates[2 * row] as number) * 65_536)
    sums[at + 1] = (sums[at + 1] as number) + Math.round((coordinates[2 * row + 1] as number) * 65_536)
    sums[at + 2] = (sums[at + 2] as number) + 1
  }
  const mean = (group: number, axis: 0 | 1) => (sums[3 * group + axis] as number) / (sums[3 * group + 2] as number) / 65_536
  return {
    xs: Float64Array.from({ length: groups }, (_, group) => mean(group, 0)),
    ys: Float64Array.from({ length: groups }, (_, group) => mean(group, 1)),
  }
}

/** Mean share of the subsamples in which people stay in their group. */
export function steadinessOf({ labels, agreement }: Placements): number {
  let [people, same] = [0, 0]
  for (let row = 0; row < labels.length; row += 1) {
    if ((labels[row] as number) < 0) continue
    people += 1
    same += agreement[row] as number
  }
  return people === 0 ? 0 : same / (subsamples * people)
}

export function count(statements: readonly StatementInput[], state: StatementState): number {
  return statements.reduce((sum, one) => sum + (one.state === state ? 1 : 0), 0)
}
