/** Where the included stand, in whole units of the grid, one by one or gathered into cells. */
import type { WeightedPoints } from './silhouette.ts'

/** One entry per included row, in units of 2^-16. */
export type Points = { xs: Float64Array; ys: Float64Array }

const grid = 65536

/** `coordinates` holds x at 2r and y at 2r + 1. */
export function gridPoints(rows: Int32Array, coordinates: Float64Array): Points {
  const along = (axis: 0 | 1) => Float64Array.from(rows, (row) => Math.round((coordinates[2 * row + axis] as number) * grid))
  return { xs: along(0), ys: along(1) }
}

/** Cells reach this many standard deviations (of the axis that is wider) from the mean; whoever is farther out is in the last one. */
const cellReach = 8

/**
 * People gathered into square cells, `parts` to the standard deviation of the wider axis; a cell stands at its middle and weighs its
 * people. Sorted by x, then y.
 */
export function cells({ xs, ys }: Points, parts: number): WeightedPoints {
  const across = moments(xs)
  const up = moments(ys)
  const size = Math.max(1, Math.floor(Math.max(across.deviation, up.deviation) / parts))
  const half = cellReach * parts
  const side = 2 * half + 1
  const counts = new Int32Array(side * side)
  for (let at = 0; at < xs.length; at += 1) {
    const column = Math.round(((xs[at] as number) - across.mean) / size)
    const line = Math.round(((ys[at] as number) - up.mean) / size)
    const place = Math.max(-half, Math.min(half, column)) * side + Math.max(-half, Math.min(half, line)) + half * side + half
    counts[place] = (counts[place] as number) + 1
  }
  const taken = Int32Array.from(counts.keys()).filter((place) => counts[place] !== 0)
  return {
    xs: Float64Array.from(taken, (place) => across.mean + (Math.floor(place / side) - half) * size),
    ys: Float64Array.from(taken, (place) => up.mean + ((place % side) - half) * size),
    weights: Float64Array.from(taken, (place) => counts[place] as number),
  }
}

/** Mean and standard deviation, whole. Sums are exact: squares are taken in units of 2^-8. */
function moments(values: Float64Array): { mean: number; deviation: number } {
  let sum = 0
  for (let at = 0; at < values.length; at += 1) sum += values[at] as number
  const mean = Math.round(sum / values.length)
  let squares = 0
  for (let at = 0; at < values.length; at += 1) {
    const from = Math.round(((values[at] as number) - mean) / 256)
    squares += from * from
  }
  return { mean, deviation: Math.round(256 * Math.sqrt(squares / values.length)) }
}

/** Each person is a point of its own, sorted by x, then y. */
export function separate({ xs, ys }: Points): WeightedPoints {
  const order = Int32Array.from(xs, (_, at) => at).sort(
    (a, b) => (xs[a] as number) - (xs[b] as number) || (ys[a] as number) - (ys[b] as number),
  )
  return {
    xs: Float64Array.from(order, (at) => xs[at] as number),
    ys: Float64Array.from(order, (at) => ys[at] as number),
    weights: new Float64Array(order.length).fill(1),
  }
}
