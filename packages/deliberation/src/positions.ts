/** Where participants and statements stand on the two components. */
import { columnMeans, type Components } from './components.ts'
import type { Matrix } from './matrix.ts'
import type { Parameters } from './parameters.ts'

export type Placement = {
  /** Two coordinates per row of the matrix: x at 2r, y at 2r + 1. */
  coordinates: Float64Array
  /** Per row: votes that count towards being included. */
  weights: Int32Array
  /** Per column: length of the statement's own position, sqrt(m) (1 - mu_j) |(v1_j, v2_j)|. */
  extremity: Float64Array
}

/**
 * p = sqrt(m / max(1, s)) SUM (x_j - mu_j)(v1_j, v2_j) over the s statements seen, so that few votes do not pull a
 * participant to the centre (Polis). In `passerelle-1` m and s count live columns, and p is rounded to 2^-16; in `polis`
 * hidden columns count in m, and everybody has seen them.
 */
export function placement(matrix: Matrix, { vectors }: Components, parameters: Parameters): Placement {
  const [first, second] = vectors
  const means = columnMeans(matrix)
  const isLive = Uint8Array.from(matrix.states, (state) => (state === 'live' ? 1 : 0))
  const liveColumns = isLive.reduce((sum, live) => sum + live, 0)
  const hiddenColumns = isLive.length - liveColumns
  const asPass = parameters.hiddenColumns === 'seen-as-pass'
  const breadth = asPass ? isLive.length : liveColumns
  const rows = matrix.participants.length
  const coordinates = new Float64Array(2 * rows)
  const weights = new Int32Array(rows)
  for (let row = 0; row < rows; row += 1) {
    let x = 0
    let y = 0
    let live = 0
    const start = matrix.rowStart[row] as number
    const end = matrix.rowStart[row + 1] as number
    for (let at = start; at < end; at += 1) {
      const column = matrix.columns[at] as number
      if (isLive[column] === 0) continue
      const centred = (matrix.values[at] as number) - (means[column] as number)
      live += 1
      x += centred * (first[column] as number)
      y += centred * (second[column] as number)
    }
    const seen = asPass ? live + hiddenColumns : live
    const scale = Math.sqrt(breadth / Math.max(1, seen))
    coordinates[2 * row] = kept(scale * x, parameters.positionBits)
    coordinates[2 * row + 1] = kept(scale * y, parameters.positionBits)
    weights[row] = asPass ? end - start : live
  }
  return { coordinates, weights, extremity: extremities({ matrix, first, second, means, isLive, breadth }) }
}

type StatementSpace = {
  matrix: Matrix
  first: Float64Array
  second: Float64Array
  means: Float64Array
  isLive: Uint8Array
  breadth: number
}

function extremities({ matrix, first, second, means, isLive, breadth }: StatementSpace): Float64Array {
  return Float64Array.from(matrix.statements, (_, column) => {
    if (isLive[column] === 0) return 0
    const reach = Math.sqrt(breadth) * (1 - (means[column] as number))
    const x = reach * (first[column] as number)
    const y = reach * (second[column] as number)
    return Math.sqrt(x * x + y * y)
  })
}

/** Rounded to that many bits after the point; null keeps the number whole. Never -0, which JSON cannot carry. */
function kept(value: number, bits: number | null): number {
  if (bits === null) return value + 0
  const unit = 1 << bits
  return (Math.round(value * unit) + 0) / unit
}
