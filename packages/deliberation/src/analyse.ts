/** The whole engine as one pure function. */
import type { Analysis, Group, ModelSummary, Placements } from './analysis.ts'
import { certificateDocument, certificateOf } from './certificate.ts'
import { byPasses, columnWeights, fromPairs, pathOf, type Components, type PassSums } from './components.ts'
import { denseApprovals } from './approvals.ts'
import type { Conversation, Options, StatementInput } from './conversation.ts'
import { confidenceOf, count, givenGroups, grouped, groupsOf, steadinessOf } from './groups.ts'
import { carriedOut, each, type Plan } from './kernels.ts'
import { majority, representative } from './lists.ts'
import { sortedStatements, voteMatrix, type Matrix } from './matrix.ts'
import { merkleRoot, placesInList, statementsLeaf } from './merkle.ts'
import { addPairs, type PairSums } from './pairs.ts'
import { parametersNamed, type Parameters } from './parameters.ts'
import { addedSums, modelSearch, type FittedModel } from './model.ts'
import { completedApprovals } from './model-predictions.ts'
import { modelSample, type LiveHashes } from './model-sample.ts'
import { extremities, lensOf, type Placed } from './positions.ts'
import { statementResults } from './results.ts'
import { slateFrom, slateOf, type GroupRows, type Slate } from './slate.ts'
import { inOrder, spansOf } from './spans.ts'
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
  const found = options.components === undefined ? yield* componentsOf(subject, parameters) : givenComponents(options.components, matrix)
  const lens = lensOf(matrix, found, parameters)
  const { coordinates, weights } = joined(yield* each('placed', lens))
  const included = includedRows(weights, statements, matrix, parameters)
  const rowHashes = yield* each('liveHashes', null)
  const hashes = inOrder(
    rowHashes.map((part) => part.hashes),
    (rows) => new Uint32Array(rows),
  )
  const grouping =
    options.groups === undefined
      ? grouped({ matrix, included, coordinates, hashes, statements }, parameters)
      : givenGroups(options.groups, matrix)
  const groupCount = grouping.ids.length
  const votes = summed(yield* each('tallies', { labels: grouping.labels, groups: groupCount }))
  const sure = yield* confidenceOf({ lens, coordinates, hashes }, grouping)
  const placements: Placements = { participants: matrix.participants, coordinates, included, labels: grouping.labels, ...sure }
  const groups = groupsOf(grouping, placements)
  const fitted = yield* fittedModel(matrix, rowHashes)
  const findings = { matrix, groups, tallies: votes, extremity: extremities(lens), fitted, parameters }
  const leaves = subject.kept?.leaves ?? inOrder(yield* each('leaves', placesInList(matrix, statements)), (bytes) => new Uint8Array(bytes))
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
    evidence: grouping.evidence,
    steadiness: groupCount === 0 ? null : steadinessOf(placements),
    results: statementResults(statements, findings),
    representative: representative(matrix, groups, votes, parameters),
    majority: majority(matrix, parameters),
    model: summaryOf(fitted),
    slate: slateFor(matrix, groups, grouping.labels),
    completedSlate: completedSlate(matrix, fitted, { hashes: rowHashes, fewest: parameters.includedVotes }),
    inputRoot: merkleRoot(statementsLeaf(statements), leaves),
  }
  return { ...body, certificate: certificateOf(certificateDocument(body, options)) }
}

function* componentsOf({ matrix, kept }: Subject, { varianceEase }: Parameters): Plan<Components> {
  const weights = columnWeights(matrix, varianceEase)
  const path = pathOf(matrix)
  const width = matrix.statements.length
  if (path === 'none') return { vectors: [new Float64Array(width), new Float64Array(width)], path }
  if (path === 'pairs') {
    if (kept?.pairs) return fromPairs(matrix, kept.pairs, weights)
    const [sums, ...more] = yield* each('pairs', null)
    for (const other of more) addPairs(sums as PairSums, other)
    return fromPairs(matrix, sums as PairSums, weights)
  }
  const search = byPasses(matrix, weights)
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

function* fittedModel(matrix: Matrix, hashes: readonly LiveHashes[]): Plan<FittedModel> {
  const search = modelSearch(matrix, modelSample(matrix, hashes))
  let step = search.next()
  while (step.done !== true) step = search.next(addedSums(yield* each('sweep', step.value)))
  return step.value
}

function summaryOf({ model, people, votes }: FittedModel): ModelSummary {
  const { mean, noise, spread, intercepts, firsts, seconds } = model
  return { people, votes, mean, noise, spread, intercepts: Array.from(intercepts), factors: [Array.from(firsts), Array.from(seconds)] }
}

/** The slate where what people have not seen is filled in by the model: a second opinion. */
function completedSlate(
  matrix: Matrix,
  { model }: FittedModel,
  { hashes, fewest }: { hashes: readonly LiveHashes[]; fewest: number },
): Slate | null {
  const { rows, statements, cells } = completedApprovals(matrix, model, hashes, fewest)
  return rows.length === 0 || statements.length === 0 ? null : slateFrom(denseApprovals(Array.from(statements), cells))
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
  return {
    coordinates: inOrder(
      parts.map(({ coordinates }) => coordinates),
      (entries) => new Float64Array(entries),
    ),
    weights: inOrder(
      parts.map(({ weights }) => weights),
      (rows) => new Int32Array(rows),
    ),
  }
}

function summed([first, ...more]: readonly Tally[][]): Tally[] {
  const sum = first ?? []
  for (const other of more) addTallies(sum, other)
  return sum
}

function countOnes(flags: Uint8Array): number {
  let ones = 0
  for (const flag of flags) ones += flag
  return ones
}
