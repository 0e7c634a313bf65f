/** The whole engine as one pure function. */
import { isBetween, type Analysis, type Group, type NoGroups, type Placements } from './analysis.ts'
import { certificateDocument, certificateOf } from './certificate.ts'
import { byPasses, fromPairs, pathOf, type Components, type PassSums } from './components.ts'
import { subsamples } from './confidence.ts'
import type { Conversation, Options, StatementInput, StatementState } from './conversation.ts'
import { opinionGroups } from './grouping.ts'
import { carriedOut, each, type Plan } from './kernels.ts'
import { majority, representative } from './lists.ts'
import { sortedStatements, voteMatrix, type Matrix } from './matrix.ts'
import { merkleRoot, placesInList, statementsLeaf } from './merkle.ts'
import { addPairs, type PairSums } from './pairs.ts'
import { parametersNamed, type Parameters } from './parameters.ts'
import { extremities, lensOf, type Lens, type Placed } from './positions.ts'
import { statementResults } from './results.ts'
import { slateOf, type GroupRows, type Slate } from './slate.ts'
import { spansOf } from './spans.ts'
import { addTallies, type Tally } from './tally.ts'

/** Name and version of the maths. It changes whenever a result could; the certificate covers it. */
export const engine = 'passerelle-deliberation/2'

/** Sums that somebody kept up to date with the matrix, so that they need not be made anew. */
export type KeptSums = { readonly pairs: PairSums | null; readonly leaves: Uint8Array }

/** What a plan is made for: the sorted votes and the statements in ascending id order. */
export type Subject = { readonly matrix: Matrix; readonly statements: readonly StatementInput[]; readonly kept?: KeptSums }

/**
 * Analyses a conversation: components, positions, groups, common ground, lists, priorities, certificate. The result is a
 * function of the arguments alone; the order of statements and votes does not matter. Needs memory for a few bytes per
 * vote. Throws a RangeError when the conversation or an option contradicts itself (see `voteMatrix`), never for too few
 * votes: then `groups` is empty and `noGroups` says why.
 */
export function analyse(conversation: Conversation, options: Options = {}): Analysis {
  const subject = subjectOf(conversation)
  return carriedOut(analysisPlan(subject, options), subject.matrix, spansOf(subject.matrix, 1))
}

/** The conversation sorted and checked, as a plan needs it. Throws as `analyse` does. */
export function subjectOf(conversation: Conversation): Subject {
  return { matrix: voteMatrix(conversation), statements: sortedStatements(conversation.statements) }
}

/** The analysis as a plan: whoever carries it out chooses where the work on the votes is done, and in how many spans. */
export function* analysisPlan(subject: Subject, options: Options = {}): Plan<Analysis> {
  const { matrix, statements } = subject
  const parameters = parametersNamed(options.parameters ?? 'passerelle-1')
  const found = options.components === undefined ? yield* componentsOf(subject) : givenComponents(options.components, matrix)
  const lens = lensOf(matrix, found, parameters)
  const { coordinates, weights } = joined(yield* each('placed', lens))
  const included = includedRows(weights, statements, matrix, parameters)
  const grouping = options.groups === undefined ? grouped({ included, coordinates, statements }, parameters) : given(options.groups, matrix)
  const groupCount = grouping.ids.length
  const votes = summed(yield* each('tallies', { labels: grouping.labels, groups: groupCount }))
  const sure = yield* confidenceOf(lens, coordinates, grouping)
  const placements: Placements = { participants: matrix.participants, coordinates, included, labels: grouping.labels, ...sure }
  const groups = groupsOf(grouping, placements)
  const findings = { matrix, groups, tallies: votes, extremity: extremities(lens), parameters }
  const leaves = subject.kept?.leaves ?? concatenated(yield* each('leaves', placesInList(matrix, statements)))
  const body: Omit<Analysis, 'certificate'> = {
    engine,
    parameters: parameters.name,
    path: found.path,
    participants: matrix.participants.length,
    included: countOnes(included),
    votes: matrix.values.length,
    statements: { live: count(statements, 'live'), moderatedOut: count(statements, 'moderated-out'), meta: count(statements, 'meta') },
    components: [Array.from(found.vectors[0]), Array.from(found.vectors[1])],
    placements,
    groups,
    noGroups: grouping.noGroups,
    silhouette: grouping.silhouette,
    steadiness: groupCount === 0 ? null : steadinessOf(placements),
    results: statementResults(statements, findings),
    representative: representative(matrix, groups, votes, parameters),
    majority: majority(matrix, parameters),
    slate: slateFor(matrix, groups, grouping.labels),
    inputRoot: merkleRoot(statementsLeaf(statements), leaves),
  }
  return { ...body, certificate: certificateOf(certificateDocument(body, options)) }
}

function* componentsOf({ matrix, kept }: Subject): Plan<Components> {
  const path = pathOf(matrix)
  const width = matrix.statements.length
  if (path === 'none') return { vectors: [new Float64Array(width), new Float64Array(width)], path }
  if (path === 'pairs') {
    if (kept?.pairs) return fromPairs(matrix, kept.pairs)
    const [sums, ...more] = yield* each('pairs', null)
    for (const other of more) addPairs(sums as PairSums, other)
    return fromPairs(matrix, sums as PairSums)
  }
  const search = byPasses(matrix)
  let step = search.next({ withVote: [], plain: [] })
  while (step.done !== true) step = search.next(passesAdded(yield* each('passes', step.value)))
  return step.value
}

function passesAdded(all: readonly PassSums[]): PassSums {
  const added = (name: keyof PassSums) =>
    (all[0] as PassSums)[name].map((sum, vector) =>
      sum.map((_, column) => all.reduce((total, one) => total + ((one[name][vector] as Float64Array)[column] as number), 0)),
    )
  return { withVote: added('withVote'), plain: added('plain') }
}

/** `labels`: each row's place among `ids`, or -1. */
type Grouped = { ids: string[]; labels: Int8Array; noGroups: NoGroups | null; silhouette: number | null }
type ToGroup = { included: Uint8Array; coordinates: Float64Array; statements: readonly StatementInput[] }

function grouped({ included, coordinates, statements }: ToGroup, parameters: Parameters): Grouped {
  const labels = new Int8Array(included.length).fill(-1)
  const none = { ids: [], labels, silhouette: null }
  if (count(statements, 'live') < parameters.fewestStatements) return { ...none, noGroups: 'not-enough-statements' }
  const rows: number[] = []
  for (let row = 0; row < included.length; row += 1) if (included[row] === 1) rows.push(row)
  if (rows.length < parameters.fewestIncluded) return { ...none, noGroups: 'not-enough-participants' }
  const { groups, noGroups, silhouette } = opinionGroups(rows, coordinates, parameters)
  for (const [group, members] of groups.entries()) for (const row of members) labels[row] = group
  return { ids: groups.map((_, at) => String.fromCharCode(65 + at)), labels, noGroups, silhouette }
}

/** Groups as given, ids in ascending text order; people without votes are not counted. */
function given(groups: ReadonlyMap<number, string>, { participants }: Matrix): Grouped {
  const named = Array.from(participants, (participant) => groups.get(participant) ?? null)
  const ids = [...new Set(named.filter((id) => id !== null))].sort()
  if (ids.length > 127) throw new RangeError(`${ids.length} groups are given; at most 127 can be told apart`)
  const placeOfId = new Map(ids.map((id, place) => [id, place]))
  const labels = Int8Array.from(named, (id) => (id === null ? -1 : (placeOfId.get(id) as number)))
  return { ids, labels, noGroups: ids.length === 0 ? 'not-enough-participants' : null, silhouette: null }
}

function groupsOf({ ids, labels }: Grouped, { agreement }: Placements): Group[] {
  const groups = ids.map((id): Group => ({ id, size: 0, between: 0 }))
  for (let row = 0; row < labels.length; row += 1) {
    const group = groups[labels[row] as number]
    if (group === undefined) continue
    group.size += 1
    if (isBetween(agreement[row] as number)) group.between += 1
  }
  return groups
}

function* confidenceOf(lens: Lens, coordinates: Float64Array, { ids, labels }: Grouped): Plan<Pick<Placements, 'agreement' | 'margin'>> {
  const { xs, ys } = centresOf(coordinates, labels, ids.length)
  const parts = yield* each('confidence', { lens, xs, ys, labels })
  const agreement = new Uint8Array(labels.length)
  const margin = new Uint16Array(labels.length)
  let next = 0
  for (const part of parts) {
    agreement.set(part.agreement, next)
    margin.set(part.margin, next)
    next += part.agreement.length
  }
  return { agreement, margin }
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

function steadinessOf({ labels, agreement }: Placements): number {
  let [people, same] = [0, 0]
  for (let row = 0; row < labels.length; row += 1) {
    if ((labels[row] as number) < 0) continue
    people += 1
    same += agreement[row] as number
  }
  return people === 0 ? 0 : same / (subsamples * people)
}

function slateFor(matrix: Matrix, groups: readonly Group[], labels: Int8Array): Slate | null {
  if (!matrix.agrees.some((agrees, column) => agrees > 0 && matrix.states[column] === 'live')) return null
  const rows = groups.map(({ id, size }): { id: string; rows: Int32Array; filled: number } => ({
    id,
    rows: new Int32Array(size),
    filled: 0,
  }))
  for (let row = 0; row < labels.length; row += 1) {
    const group = rows[labels[row] as number]
    if (group === undefined) continue
    group.rows[group.filled] = row
    group.filled += 1
  }
  return slateOf(matrix, { groups: rows satisfies GroupRows[] })
}

function givenComponents([first, second]: readonly [readonly number[], readonly number[]], matrix: Matrix): Components {
  const width = matrix.statements.length
  if (first.length !== width || second.length !== width) {
    throw new RangeError(`the given components have ${first.length} and ${second.length} numbers; ${width} statements have votes`)
  }
  return { vectors: [Float64Array.from(first), Float64Array.from(second)], path: 'given' }
}

/** 1 for rows with enough votes: min(7, live statements) on live ones; in `polis` min(7, statements with votes) on any. */
function includedRows(weights: Int32Array, statements: readonly StatementInput[], matrix: Matrix, parameters: Parameters): Uint8Array {
  const breadth = parameters.hiddenColumns === 'left-out' ? count(statements, 'live') : matrix.statements.length
  const needed = Math.max(1, Math.min(parameters.includedVotes, breadth))
  return Uint8Array.from(weights, (weight) => (weight >= needed ? 1 : 0))
}

function joined(parts: readonly Placed[]): Placed {
  const rows = parts.reduce((sum, part) => sum + part.weights.length, 0)
  const whole: Placed = { coordinates: new Float64Array(2 * rows), weights: new Int32Array(rows) }
  let next = 0
  for (const part of parts) {
    whole.coordinates.set(part.coordinates, 2 * next)
    whole.weights.set(part.weights, next)
    next += part.weights.length
  }
  return whole
}

function summed([first, ...more]: readonly Tally[][]): Tally[] {
  const sum = first ?? []
  for (const other of more) addTallies(sum, other)
  return sum
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let next = 0
  for (const part of parts) {
    whole.set(part, next)
    next += part.length
  }
  return whole
}

function countOnes(flags: Uint8Array): number {
  let ones = 0
  for (const flag of flags) ones += flag
  return ones
}

function count(statements: readonly StatementInput[], state: StatementState): number {
  return statements.reduce((sum, one) => sum + (one.state === state ? 1 : 0), 0)
}
