/** Where participants and statements stand on the two components. */
import { columnMeans, columnWeights, type Components } from './components.ts'
import { liveColumns, type Matrix } from './matrix.ts'
import type { Parameters } from './parameters.ts'
import type { Span } from './spans.ts'

/** All that a position depends on besides the participant's own votes. */
export type Lens = {
  /** The components, each entry times its column's weight. */
  readonly first: Float64Array
  readonly second: Float64Array
  readonly means: Float64Array
  /** 1 for columns that count. */
  readonly live: Uint8Array
  /** Columns in all, and those of them that everybody counts as having seen. */
  readonly breadth: number
  readonly seenByAll: number
  /** Bits after the point that positions keep; null for unrounded ones. */
  readonly bits: number | null
}

/** Of the rows of a span. */
export type Placed = {
  /** Two coordinates per row: x at 2i, y at 2i + 1. */
  coordinates: Float64Array
  /** Per row: votes that count towards being included. */
  weights: Int32Array
}

export function lensOf(matrix: Matrix, { vectors: [first, second] }: Components, parameters: Parameters): Lens {
  const live = liveColumns(matrix)
  const liveCount = live.reduce((sum, one) => sum + one, 0)
  const asPass = parameters.hiddenColumns === 'seen-as-pass'
  const weights = columnWeights(matrix, parameters.varianceEase)
  const weighed = (vector: Float64Array) => vector.map((entry, column) => entry * (weights[column] as number))
  return {
    first: weighed(first),
    second: weighed(second),
    means: columnMeans(matrix),
    live,
    breadth: asPass ? live.length : liveCount,
    seenByAll: asPass ? live.length - liveCount : 0,
    bits: parameters.positionBits,
  }
}

/**
 * Kernel. p = sqrt(m / max(1, s)) SUM (x_j - mu_j)(v1_j, v2_j) over the s statements seen, so that few votes do not pull a
 * participant to the centre (Polis). In `passerelle-1` m and s count live columns, and p is rounded to 2^-16; in `polis`
 * hidden columns count in m, and everybody has seen them.
 */
export function placed(matrix: Matrix, { from, to }: Span, lens: Lens): Placed {
  const { rowStart, columns, values } = matrix
  const { first, second, means, live, breadth, seenByAll, bits } = lens
  const coordinates = new Float64Array(2 * (to - from))
  const weights = new Int32Array(to - from)
  for (let row = from; row < to; row += 1) {
    let x = 0
    let y = 0
    let seen = 0
    const start = rowStart[row] as number
    const end = rowStart[row + 1] as number
    for (let at = start; at < end; at += 1) {
      const column = columns[at] as number
      if (live[column] === 0) continue
      const centred = (values[at] as number) - (means[column] as number)
      seen += 1
      x += centred * (first[column] as number)
      y += centred * (second[column] as number)
    }
    const scale = scaleOf(breadth, seen + seenByAll)
    coordinates[2 * (row - from)] = kept(scale * x, bits)
    coordinates[2 * (row - from) + 1] = kept(scale * y, bits)
    weights[row - from] = seenByAll > 0 ? end - start : seen
  }
  return { coordinates, weights }
}

/** sqrt(m / max(1, s)). */
export function scaleOf(breadth: number, seen: number): number {
  return Math.sqrt(breadth / Math.max(1, seen))
}

/** Per column: length of the statement's own position, sqrt(m) (1 - mu_j) |(v1_j, v2_j)|; 0 for columns that are not live. */
export function extremities({ first, second, means, live, breadth }: Lens): Float64Array {
  return Float64Array.from(first, (along, column) => {
    if (live[column] === 0) return 0
    const reach = Math.sqrt(breadth) * (1 - (means[column] as number))
    const x = reach * along
    const y = reach * (second[column] as number)
    return Math.sqrt(x * x + y * y)
  })
}

/** Rounded to that many bits after the point; null keeps the number whole. Never -0, which JSON cannot carry. */
export function kept(value: number, bits: number | null): number {
  if (bits === null) return value + 0
  const unit = 1 << bits
  return (Math.round(value * unit) + 0) / unit
}
