/** The two axes along which the votes differ most: leading eigenvectors of Z'Z, where Z holds vote minus column mean, 0 where unseen. */
import type { ComponentPath } from './analysis.ts'
import { leadingVectors, type Block, type Operator } from './eigen.ts'
import type { Matrix } from './matrix.ts'

/** One entry per column of the matrix; 0 in columns outside. */
export type Components = { vectors: [Float64Array, Float64Array]; path: ComponentPath }

/** Most columns, and most pairs of votes of one participant, for which pair statistics are kept. Beyond, passes over the votes are cheaper. */
const pairColumns = 1500
const pairBudget = 50_000_000

/** The live columns' votes, columns renumbered from 0, with their mean vote. */
export type LiveVotes = { size: number; means: Float64Array; rowStart: Int32Array; columns: Int32Array; values: Int8Array }

/**
 * Components of the live columns over all participants. Sums over participants are exact integers on both paths, and
 * the path is a function of the shape of the votes alone. At least one live column is needed for anything but zeros.
 */
export function components(matrix: Matrix): Components {
  const { votes, places } = liveVotes(matrix)
  const path = votes.size === 0 ? 'none' : pathFor(votes)
  const found = path === 'none' ? [new Float64Array(0), new Float64Array(0)] : solve(votes, path)
  const vectors = found.map((vector) => {
    const whole = new Float64Array(matrix.statements.length)
    for (const [rank, place] of places.entries()) whole[place] = vector[rank] as number
    return whole
  })
  return { vectors: [vectors[0] as Float64Array, vectors[1] as Float64Array], path }
}

/** Both paths, for comparing them: eigenvectors in the numbering of `votes`. */
export function solve(votes: LiveVotes, path: 'pairs' | 'passes'): [Float64Array, Float64Array] {
  // Passes round to 2^-24 per participant, so asking for more than 1e-12 there would chase noise.
  if (path === 'pairs') return leadingVectors(denseOperator(gram(votes), votes.size), votes.size, 1e-18)
  return leadingVectors(passOperator(votes), votes.size, 1e-12)
}

function pathFor({ size, rowStart }: LiveVotes): 'pairs' | 'passes' {
  if (size > pairColumns) return 'passes'
  let pairs = 0
  for (let row = 0; row + 1 < rowStart.length; row += 1) {
    const own = (rowStart[row + 1] as number) - (rowStart[row] as number)
    pairs += (own * (own + 1)) / 2
  }
  return pairs <= pairBudget ? 'pairs' : 'passes'
}

/** Means of all votes of each column; S_j / N_j, where S_j = agrees - disagrees. */
export function columnMeans({ seen, agrees, disagrees }: Matrix): Float64Array {
  return Float64Array.from(seen, (votes, column) => ((agrees[column] as number) - (disagrees[column] as number)) / votes)
}

/** `places[rank]` is the column of the matrix that live column `rank` is. */
export function liveVotes(matrix: Matrix): { votes: LiveVotes; places: number[] } {
  const places = [...matrix.states.keys()].filter((column) => matrix.states[column] === 'live')
  const rankOf = new Int32Array(matrix.states.length).fill(-1)
  for (const [rank, place] of places.entries()) rankOf[place] = rank
  const allMeans = columnMeans(matrix)
  const rowStart = new Int32Array(matrix.rowStart.length)
  const columns = new Int32Array(matrix.columns.length)
  const values = new Int8Array(matrix.columns.length)
  let next = 0
  for (let row = 0; row + 1 < rowStart.length; row += 1) {
    for (let at = matrix.rowStart[row] as number; at < (matrix.rowStart[row + 1] as number); at += 1) {
      const rank = rankOf[matrix.columns[at] as number] as number
      if (rank < 0) continue
      columns[next] = rank
      values[next] = matrix.values[at] as number
      next += 1
    }
    rowStart[row + 1] = next
  }
  const means = Float64Array.from(places, (place) => allMeans[place] as number)
  return { votes: { size: places.length, means, rowStart, columns, values }, places }
}

/**
 * Z'Z from integer pair statistics: with N = people who saw both, X = SUM x_j x_k and Q_jk = SUM x_j over them,
 * entry (j, k) is X - mu_k Q_jk - mu_j Q_kj + mu_j mu_k N.
 */
function gram({ size, means, rowStart, columns, values }: LiveVotes): Float64Array {
  const both = new Int32Array(size * size)
  const products = new Int32Array(size * size)
  const sums = new Int32Array(size * size)
  for (let row = 0; row + 1 < rowStart.length; row += 1) {
    const end = rowStart[row + 1] as number
    for (let a = rowStart[row] as number; a < end; a += 1) {
      const j = columns[a] as number
      const value = values[a] as number
      // Columns ascend within a row, so j <= k; only Q needs both halves.
      for (let b = a; b < end; b += 1) {
        const k = columns[b] as number
        const other = values[b] as number
        const jk = j * size + k
        const kj = k * size + j
        both[jk] = (both[jk] as number) + 1
        products[jk] = (products[jk] as number) + value * other
        sums[jk] = (sums[jk] as number) + value
        if (a !== b) sums[kj] = (sums[kj] as number) + other
      }
    }
  }
  const dense = new Float64Array(size * size)
  for (let j = 0; j < size; j += 1) {
    for (let k = j; k < size; k += 1) {
      const jk = j * size + k
      const kj = k * size + j
      const muJ = means[j] as number
      const muK = means[k] as number
      const entry = (products[jk] as number) - muK * (sums[jk] as number) - muJ * (sums[kj] as number) + muJ * muK * (both[jk] as number)
      dense[jk] = entry
      dense[kj] = entry
    }
  }
  return dense
}

function denseOperator(dense: Float64Array, size: number): Operator {
  return ({ width, entries }) => {
    const image = new Float64Array(size * width)
    for (let j = 0; j < size; j += 1) {
      for (let k = 0; k < size; k += 1) {
        const weight = dense[j * size + k] as number
        if (weight === 0) continue
        for (let c = 0; c < width; c += 1) {
          image[j * width + c] = (image[j * width + c] as number) + weight * (entries[k * width + c] as number)
        }
      }
    }
    return { size, width, entries: image }
  }
}

/**
 * y = Z'Zx in one pass over the votes: each participant's d = SUM (v - mu_j) x_j is rounded to an integer q = d * 2^24, and
 * y_j = (SUM q v - mu_j SUM q) / 2^24, whose sums are exact. With many participants fewer bits keep the sums below 2^53.
 */
function passOperator({ size, means, rowStart, columns, values }: LiveVotes): Operator {
  const rows = rowStart.length - 1
  // |d| <= 2 sqrt(size) for a unit vector.
  let scale = 0x1000000
  while (scale > 1 && rows * 2 * Math.sqrt(size) * scale > 0x10000000000000) scale /= 2
  return ({ width, entries }: Block) => {
    const withVote = new Float64Array(size * width)
    const plain = new Float64Array(size * width)
    const own = new Float64Array(width)
    for (let row = 0; row < rows; row += 1) {
      const start = rowStart[row] as number
      const end = rowStart[row + 1] as number
      own.fill(0)
      for (let at = start; at < end; at += 1) {
        const column = columns[at] as number
        const centred = (values[at] as number) - (means[column] as number)
        for (let c = 0; c < width; c += 1) own[c] = (own[c] as number) + centred * (entries[column * width + c] as number)
      }
      for (let c = 0; c < width; c += 1) own[c] = Math.round((own[c] as number) * scale)
      for (let at = start; at < end; at += 1) {
        const from = (columns[at] as number) * width
        const value = values[at] as number
        for (let c = 0; c < width; c += 1) {
          plain[from + c] = (plain[from + c] as number) + (own[c] as number)
          withVote[from + c] = (withVote[from + c] as number) + value * (own[c] as number)
        }
      }
    }
    const image = withVote.map((sum, at) => {
      const mean = means[(at - (at % width)) / width] as number
      return (sum - mean * (plain[at] as number)) / scale
    })
    return { size, width, entries: image }
  }
}
