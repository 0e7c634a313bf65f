/**
 * The factor model in two dimensions with intercepts: who agrees with what beyond the camps, and what people would say to statements that
 * they have not seen. Least squares by turns, in which each ridge is the noise over a variance that the votes themselves tell (variational Bayes;
 * Y. J. Lim and Y. W. Teh, 2007), so that nothing has to be tuned.
 */
import { cut } from './model-predictions.ts'
import { liveHashes, modelSample, sampleBudget, type ModelSample } from './model-sample.ts'
import { oriented, solveStatements, totalsOf } from './model-solve.ts'
import { sweep, total, type Model, type SweepSums, type SweepTask } from './model-sweep.ts'
import { liveColumns, type Matrix } from './matrix.ts'
import type { Span } from './spans.ts'

const turns = 20
/** Below this variance nobody leans anywhere. */
const leastSquare = 1e-6

export type FittedModel = {
  readonly model: Model
  /**
   * Per column, 0 where not live, cut off at -1 and 1: the vote that the model expects of somebody halfway between the camps in each
   * dimension, whatever the number of people in either (those under a seventh count for less). 1: they agree; 0: undecided, or the sides cancel out.
   */
  readonly bridging: Float64Array
  /** Per column, 0 where not live, cut off likewise: the mean vote there would be, had all participants voted. */
  readonly expected: Float64Array
  /** How many people and votes were swept: all, or a sample of large conversations. */
  readonly people: number
  readonly votes: number
}

/** Fits the model in this thread. The number of spans changes nothing; without votes on live statements all is 0. `budget`: see `modelSample`. */
export function fitModel(
  matrix: Matrix,
  spans: readonly Span[] = [{ from: 0, to: matrix.participants.length }],
  budget = sampleBudget,
): FittedModel {
  const hashes = spans.map((span) => liveHashes(matrix, span))
  const search = modelSearch(matrix, modelSample(matrix, hashes, budget))
  let step = search.next()
  while (step.done !== true) {
    const task = step.value
    step = search.next(addedSums(spans.map((span) => sweep(matrix, span, task))))
  }
  return step.value
}

/** Twenty sweeps and a last one that measures. It yields what is to be swept, and is given the sums over all spans. */
export function* modelSearch(matrix: Matrix, { rows, seen }: ModelSample): Generator<SweepTask, FittedModel, SweepSums> {
  let model = startModel(matrix)
  for (let turn = 0; turn < turns; turn += 1) {
    const sums: SweepSums = yield { model, rows }
    model = solveStatements(model, sums, seen)
  }
  model = oriented(model)
  const of = totalsOf(yield { model, rows })
  const people = of(total.people)
  const middle = [
    halfway({ people, sum: of(total.f1), squares: of(total.square1), cubes: of(total.cube1) }),
    halfway({ people, sum: of(total.f2), squares: of(total.square2), cubes: of(total.cube2) }),
  ] as const
  const votes = seen.reduce((sum, one, column) => sum + (model.live[column] === 1 ? one : 0), 0)
  return { model, bridging: expectedAt(model, middle), expected: expectedAt(model, [0, 0]), people, votes }
}

/** Adds the answers of all spans; exact, so their order does not matter. */
export function addedSums(answers: readonly SweepSums[]): SweepSums {
  const [first = new Float64Array(0), ...rest] = answers
  const sums = first.slice()
  for (const answer of rest) for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) + (answer[at] as number)
  return sums
}

/** Where the sweeps begin: intercepts from the counts, factors scattered by a fixed hash of the statement's rank among the live ones. */
export function startModel({ states, seen, agrees, disagrees }: Matrix): Model {
  const live = liveColumns({ states })
  const sums = Float64Array.from(
    seen,
    (_, column) => (live[column] as number) * ((agrees[column] as number) - (disagrees[column] as number)),
  )
  const votes = seen.reduce((all, one, column) => all + one * (live[column] as number), 0)
  const mean = votes === 0 ? 0 : sums.reduce((all, one) => all + one, 0) / votes
  return {
    mean,
    noise: 0.4,
    spread: 0.1,
    live,
    intercepts: sums.map((sum, column) =>
      live[column] === 1 ? (sum - mean * (seen[column] as number)) / ((seen[column] as number) + 2) : 0,
    ),
    firsts: scattered(live, 1),
    seconds: scattered(live, 2),
    unsure: new Float64Array(6 * live.length),
    prior: { mean: new Float64Array(3), covariance: Float64Array.of(0.2, 0, 0, 0.1, 0, 0.1) },
  }
}

/** Numbers from -0.5 to 0.5 at live columns. */
function scattered(live: Uint8Array, salt: number): Float64Array {
  let rank = 0
  return Float64Array.from(live, (one) => {
    rank += one
    return one === 0 ? 0 : mixed(rank, salt) / 0x100000000 - 0.5
  })
}

function mixed(rank: number, salt: number): number {
  let word = Math.imul(rank, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
  return (word ^ (word >>> 15)) >>> 0
}

type Leanings = { people: number; sum: number; squares: number; cubes: number }

/**
 * The point halfway between two camps of whatever sizes: for people who stand at two points it is mean + m3 / (2 m2), with the second and third central moment.
 * It goes at most 1 away from the mean, which a camp of one seventh reaches: a few people alone cannot drag it to themselves.
 */
function halfway({ people, sum, squares, cubes }: Leanings): number {
  if (people === 0) return 0
  const mean = sum / people
  const m2 = squares / people - mean * mean
  const m3 = cubes / people - 3 * mean * (squares / people) + 2 * mean * mean * mean
  return mean + (m2 < leastSquare ? 0 : cut(m3 / (2 * m2)))
}

function expectedAt({ mean, live, intercepts, firsts, seconds }: Model, [x, y]: readonly [number, number]): Float64Array {
  return Float64Array.from(intercepts, (intercept, column) =>
    live[column] === 0 ? 0 : cut(mean + intercept + x * (firsts[column] as number) + y * (seconds[column] as number)),
  )
}
