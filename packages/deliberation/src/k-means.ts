/** K-means in the plane from fixed directions, so that the same points always give the same groups. Sums are whole numbers. */
import { fewestOf } from './parameters.ts'
import type { Points } from './points.ts'
import type { WeightedPoints } from './silhouette.ts'

/** Eight directions of half a circle, in 1/1024: round(1024 cos), round(1024 sin) of multiples of 22.5 degrees. */
export const directions: readonly (readonly [number, number])[] = [
  [1024, 0],
  [946, 392],
  [724, 724],
  [392, 946],
  [0, 1024],
  [-392, 946],
  [-724, 724],
  [-946, 392],
]

/** The points in their order along the direction. Projections are exact integers; ties keep the order of the points. */
export function sweep({ xs, ys }: WeightedPoints, [dx, dy]: readonly [number, number]): Int32Array {
  const along = Float64Array.from(xs, (x, at) => x * dx + (ys[at] as number) * dy)
  const order = Int32Array.from(xs, (_, at) => at)
  return order.sort((a, b) => (along[a] as number) - (along[b] as number) || a - b)
}

export type Centres = { xs: Float64Array; ys: Float64Array }

/** Of the starts that end in groups which are all large enough, the centres with the least inertia; of equal ones the first. */
export function bestCentres(
  points: WeightedPoints,
  wanted: { k: number; people: number; percent: number },
  sweeps: readonly Int32Array[],
): Centres | null {
  if (points.xs.length < wanted.k) return null
  let total = 0
  for (const weight of points.weights) total += weight
  const fewest = fewestOf(total, wanted)
  let best: { centres: Centres; inertia: number } | null = null
  for (const order of sweeps) {
    const found = lloyd(points, wanted.k, quantileLabels(points, wanted.k, order, total))
    if (found === null || found.smallest < fewest) continue
    if (best === null || found.inertia < best.inertia) best = found
  }
  return best === null ? null : best.centres
}

/** Cuts the points, in the order of a sweep, into k slices of about equal weight. */
function quantileLabels({ xs, weights }: WeightedPoints, k: number, order: Int32Array, total: number): Uint8Array {
  const labels = new Uint8Array(xs.length)
  let before = 0
  for (const at of order) {
    const weight = weights[at] as number
    labels[at] = Math.floor((k * (2 * before + weight)) / (2 * total))
    before += weight
  }
  return labels
}

/** Lloyd's iteration to rest (at most 100 rounds), ties to the first centre. Null when a group runs empty. */
function lloyd(points: WeightedPoints, k: number, start: Uint8Array): { centres: Centres; inertia: number; smallest: number } | null {
  let labels = start
  let found = centresOf(points, labels, k)
  for (let round = 0; round < 100 && found !== null; round += 1) {
    const next = nearest(points, found.centres)
    const rested = same(next, labels)
    labels = next
    if (rested) break
    found = centresOf(points, labels, k)
  }
  return found === null ? null : { ...found, inertia: inertia(points, labels, found.centres) }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false
  return true
}

/** Sums of integers, exact below 2^53, so the centres do not depend on the order of summing. */
export function centresOf(
  { xs, ys, weights }: Points & { weights?: Float64Array },
  labels: Uint8Array,
  k: number,
): { centres: Centres; smallest: number } | null {
  const sumX = new Float64Array(k)
  const sumY = new Float64Array(k)
  const mass = new Float64Array(k)
  for (let at = 0; at < labels.length; at += 1) {
    const label = labels[at] as number
    const weight = weights === undefined ? 1 : (weights[at] as number)
    sumX[label] = (sumX[label] as number) + weight * (xs[at] as number)
    sumY[label] = (sumY[label] as number) + weight * (ys[at] as number)
    mass[label] = (mass[label] as number) + weight
  }
  const smallest = Math.min(...mass)
  if (smallest === 0) return null
  const centres = { xs: sumX.map((sum, g) => sum / (mass[g] as number)), ys: sumY.map((sum, g) => sum / (mass[g] as number)) }
  return { centres, smallest }
}

export function nearest({ xs, ys }: Points, centres: Centres): Uint8Array {
  const centreX = centres.xs
  const centreY = centres.ys
  const k = centreX.length
  const labels = new Uint8Array(xs.length)
  for (let at = 0; at < xs.length; at += 1) {
    const x = xs[at] as number
    const y = ys[at] as number
    let closest = Infinity
    let label = 0
    for (let g = 0; g < k; g += 1) {
      const dx = x - (centreX[g] as number)
      const dy = y - (centreY[g] as number)
      const distance = dx * dx + dy * dy
      if (distance < closest) {
        closest = distance
        label = g
      }
    }
    labels[at] = label
  }
  return labels
}

const inertiaUnit = 0x100000

/** Weighted squared distances in units of 2^-12 of a squared unit, each rounded, so that the sum is an exact integer below 2^53. */
function inertia({ xs, ys, weights }: WeightedPoints, labels: Uint8Array, centres: Centres): number {
  let sum = 0
  for (let at = 0; at < labels.length; at += 1) {
    const dx = (xs[at] as number) - (centres.xs[labels[at] as number] as number)
    const dy = (ys[at] as number) - (centres.ys[labels[at] as number] as number)
    sum += (weights[at] as number) * Math.round((dx * dx + dy * dy) / inertiaUnit)
  }
  return sum
}

/** Four rounds on all people: centres of cells are already at rest but for the size of a cell. */
export function polished(points: Points, centres: Centres): Centres {
  let found = centres
  for (let round = 0; round < 4; round += 1) {
    found = centresOf(points, nearest(points, found), centres.xs.length)?.centres ?? found
  }
  return found
}
