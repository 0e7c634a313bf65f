/** The two axes along which the votes differ most: leading eigenvectors of Z'Z, where Z holds vote minus column mean times the column's weight, 0 where unseen. */
import type { ComponentPath } from './analysis.ts'
import { leadingVectors, type Precision, type Vectors } from './eigen.ts'
import type { Matrix } from './matrix.ts'
import { pairCount, type PairSums } from './pairs.ts'
import type { Span } from './spans.ts'

/** One entry per column of the matrix; 0 in columns outside. */
export type Components = { vectors: [Float64Array, Float64Array]; path: ComponentPath }

/** Most columns, and most pairs of votes of one participant, for which pair sums are kept. Beyond, passes over the votes are cheaper. */
const pairColumns = 1500
const pairBudget = 20_000_000_000

/** Passes round to 2^-24 a participant, so asking for more there would chase noise. */
const precisions: Readonly<Record<'pairs' | 'passes', Precision>> = {
  pairs: { tolerance: 1e-18, floor: 1e-14 },
  passes: { tolerance: 1e-13, floor: 1e-9 },
}

/** Which way leads to the components: a function of the shape of the votes alone. */
export function pathOf(matrix: Matrix): 'pairs' | 'passes' | 'none' {
  if (!matrix.states.includes('live')) return 'none'
  return matrix.statements.length <= pairColumns && pairCount(matrix) <= pairBudget ? 'pairs' : 'passes'
}

/** Mean of all votes of each column: S_j / N_j, where S_j = agrees - disagrees. */
export function columnMeans({ seen, agrees, disagrees }: Matrix): Float64Array {
  return Float64Array.from(seen, (votes, column) => ((agrees[column] as number) - (disagrees[column] as number)) / votes)
}

/** Components from pair sums. At least one live column is needed for anything but zeros. */
export function fromPairs(matrix: Matrix, pairs: PairSums, weights: Float64Array): Components {
  const places = livePlaces(matrix)
  const dense = gram(pairs, places, { means: columnMeans(matrix), weights })
  const search = leadingVectors(places.length, precisions.pairs)
  let step = search.next()
  while (step.done !== true) step = search.next(times(dense, step.value))
  return { vectors: whole(step.value, places, matrix), path: 'pairs' }
}

/**
 * What the columns are multiplied with before they are compared: 1 / sqrt(variance of the column's votes + ease), so that a statement on which people differ
 * widely does not drown the others; null for Polis's components, which weigh nothing. The ease keeps a lone dissent on a statement that all others
 * agree with from being blown up.
 */
export function columnWeights({ seen, agrees, disagrees }: Matrix, ease: number | null): Float64Array {
  return Float64Array.from(seen, (votes, column) => {
    if (ease === null) return 1
    const sides = (agrees[column] as number) + (disagrees[column] as number)
    const mean = ((agrees[column] as number) - (disagrees[column] as number)) / votes
    return 1 / Math.sqrt(sides / votes - mean * mean + ease)
  })
}

/** What a pass is given: vectors with one entry per column, 0 outside live columns; `scale` a power of two. */
export type Pass = { readonly vectors: readonly Float64Array[]; readonly means: Float64Array; readonly scale: number }
/** Per vector SUM q v and SUM q over the rows, per column; exact integers. */
export type PassSums = { readonly withVote: readonly Float64Array[]; readonly plain: readonly Float64Array[] }

/** Components by passes over the votes: it yields what is to be passed, and is given the sums over all rows. */
export function* byPasses(matrix: Matrix, weights: Float64Array): Generator<Pass, Components, PassSums> {
  const places = livePlaces(matrix)
  const means = columnMeans(matrix)
  // |d| <= 2 sqrt(size) times the heaviest weight for a unit vector; with many participants fewer bits keep the sums below 2^53.
  let scale = 0x1000000
  const heaviest = places.reduce((most, place) => Math.max(most, weights[place] as number), 0)
  while (scale > 1 && matrix.participants.length * 2 * heaviest * Math.sqrt(places.length) * scale > 0x10000000000000) scale /= 2
  const search = leadingVectors(places.length, precisions.passes)
  let step = search.next()
  while (step.done !== true) {
    const vectors = step.value.map((vector) => spread(vector, places, matrix).map((entry, column) => entry * (weights[column] as number)))
    const sums: PassSums = yield { vectors, means, scale }
    const images = sums.plain.map((plain, at) =>
      Float64Array.from(
        places,
        (place) =>
          ((weights[place] as number) *
            (((sums.withVote[at] as Float64Array)[place] as number) - (means[place] as number) * (plain[place] as number))) /
          scale,
      ),
    )
    step = search.next(images)
  }
  return { vectors: whole(step.value, places, matrix), path: 'passes' }
}

/**
 * Kernel. Z'Zx over the rows of a span: each participant's d = SUM (v - mu_j) x_j is rounded to an integer q = d * scale, and
 * y_j = (SUM q v - mu_j SUM q) / scale, whose sums are exact.
 */
export function passSums(matrix: Matrix, span: Span, pass: Pass): PassSums {
  const sums = pass.vectors.map((vector) => passOne(matrix, span, { vector, means: pass.means, scale: pass.scale }))
  return { withVote: sums.map((one) => one.withVote), plain: sums.map((one) => one.plain) }
}

type OnePass = { vector: Float64Array; means: Float64Array; scale: number }

function passOne({ rowStart, columns, values }: Matrix, { from, to }: Span, { vector, means, scale }: OnePass) {
  const withVote = new Float64Array(vector.length)
  const plain = new Float64Array(vector.length)
  for (let row = from; row < to; row += 1) {
    const start = rowStart[row] as number
    const end = rowStart[row + 1] as number
    let own = 0
    for (let at = start; at < end; at += 1) {
      const column = columns[at] as number
      own += ((values[at] as number) - (means[column] as number)) * (vector[column] as number)
    }
    own = Math.round(own * scale)
    for (let at = start; at < end; at += 1) {
      const column = columns[at] as number
      plain[column] = (plain[column] as number) + own
      withVote[column] = (withVote[column] as number) + own * (values[at] as number)
    }
  }
  return { withVote, plain }
}

function livePlaces({ states }: Matrix): number[] {
  return [...states.keys()].filter((column) => states[column] === 'live')
}

function spread(vector: Float64Array, places: readonly number[], matrix: Matrix): Float64Array {
  const wide = new Float64Array(matrix.statements.length)
  for (const [rank, place] of places.entries()) wide[place] = vector[rank] as number
  return wide
}

function whole([first, second]: [Float64Array, Float64Array], places: readonly number[], matrix: Matrix): Components['vectors'] {
  return [spread(first, places, matrix), spread(second, places, matrix)]
}

/**
 * Z'Z of the given columns: with N = people who voted on both, X = SUM x_j x_k and Q_jk = SUM x_j over them,
 * entry (j, k) is w_j w_k (X - mu_k Q_jk - mu_j Q_kj + mu_j mu_k N).
 */
function gram(
  { size, both, products, sums }: PairSums,
  places: readonly number[],
  { means, weights }: { means: Float64Array; weights: Float64Array },
): Float64Array {
  const width = places.length
  const dense = new Float64Array(width * width)
  for (let a = 0; a < width; a += 1) {
    const j = places[a] as number
    const muJ = means[j] as number
    for (let b = a; b < width; b += 1) {
      const k = places[b] as number
      const muK = means[k] as number
      const jk = j * size + k
      const entry =
        (products[jk] as number) - muK * (sums[jk] as number) - muJ * (sums[k * size + j] as number) + muJ * muK * (both[jk] as number)
      const weighed = (weights[j] as number) * (weights[k] as number) * entry
      dense[a * width + b] = weighed
      dense[b * width + a] = weighed
    }
  }
  return dense
}

function times(dense: Float64Array, vectors: Vectors): Vectors {
  return vectors.map((vector) => {
    const width = vector.length
    return Float64Array.from({ length: width }, (_, j) => {
      let sum = 0
      for (let k = 0; k < width; k += 1) sum += (dense[j * width + k] as number) * (vector[k] as number)
      return sum
    })
  })
}
