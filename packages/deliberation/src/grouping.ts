/** Opinion groups: k-means on positions, started from fixed directions, so that the same votes always give the same groups. */
import type { NoGroups } from './analysis.ts'
import type { Parameters } from './parameters.ts'
import { silhouettes, type WeightedPoints } from './silhouette.ts'

export type Grouping = { groups: number[][]; noGroups: NoGroups | null; silhouette: number | null }

/** Coordinates are taken in units of 2^-16, the grid that positions live on. */
const grid = 65536
const inertiaUnit = 0x100000

/** Sixteen directions of half a circle, in 1/1024: round(1024 cos), round(1024 sin) of multiples of 11.25 degrees. */
const directions: readonly (readonly [number, number])[] = [
  [1024, 0],
  [1004, 200],
  [946, 392],
  [851, 569],
  [724, 724],
  [569, 851],
  [392, 946],
  [200, 1004],
  [0, 1024],
  [-200, 1004],
  [-392, 946],
  [-569, 851],
  [-724, 724],
  [-851, 569],
  [-946, 392],
  [-1004, 200],
]

type Clustering = { k: number; labels: Int32Array; inertia: number }

/**
 * Groups the included rows (ascending). `coordinates` holds x at 2r and y at 2r + 1. Tries k = 2 to the most groups
 * allowed, keeps the smallest k whose silhouette is close to the best; groups come by size, then centre (x, then y).
 */
export function opinionGroups(rows: readonly number[], coordinates: Float64Array, parameters: Parameters): Grouping {
  const { points, pointOf } = distinctPoints(rows, coordinates)
  const sweeps = directions.map((direction) => sweep(points, direction))
  const tried: Clustering[] = []
  for (let k = 2; k <= parameters.mostGroups; k += 1) {
    const best = bestClustering(points, k, sweeps)
    if (best !== null && (k === 2 || largeEnough(points, best, rows.length, parameters))) tried.push(best)
  }
  if (tried.length === 0) return { groups: [], noGroups: 'no-clear-groups', silhouette: null }
  const clarity = silhouettes(
    points,
    tried.map((one) => one.labels),
    parameters.silhouettePoints,
  )
  const best = Math.max(...clarity)
  if (best < parameters.clearSilhouette) return { groups: [], noGroups: 'no-clear-groups', silhouette: best }
  const chosen = tried.find((_, at) => (clarity[at] as number) >= best - parameters.silhouetteSlack) as Clustering
  return { groups: ordered(rows, pointOf, points, chosen), noGroups: null, silhouette: best }
}

function distinctPoints(rows: readonly number[], coordinates: Float64Array): { points: WeightedPoints; pointOf: Int32Array } {
  const xs = Float64Array.from(rows, (row) => Math.round((coordinates[2 * row] as number) * grid))
  const ys = Float64Array.from(rows, (row) => Math.round((coordinates[2 * row + 1] as number) * grid))
  const order = Int32Array.from(rows, (_, at) => at)
  order.sort((a, b) => (xs[a] as number) - (xs[b] as number) || (ys[a] as number) - (ys[b] as number))
  const pointOf = new Int32Array(rows.length)
  const distinct: { x: number; y: number; weight: number }[] = []
  for (const at of order) {
    const last = distinct.at(-1)
    if (last !== undefined && last.x === xs[at] && last.y === ys[at]) last.weight += 1
    else distinct.push({ x: xs[at] as number, y: ys[at] as number, weight: 1 })
    pointOf[at] = distinct.length - 1
  }
  const points = {
    xs: Float64Array.from(distinct, (one) => one.x),
    ys: Float64Array.from(distinct, (one) => one.y),
    weights: Float64Array.from(distinct, (one) => one.weight),
  }
  return { points, pointOf }
}

/** The start with the least inertia; of equal ones the first direction. Null when no start keeps k groups. */
function bestClustering(points: WeightedPoints, k: number, sweeps: readonly Int32Array[]): Clustering | null {
  if (points.xs.length < k) return null
  let best: Clustering | null = null
  for (const order of sweeps) {
    const found = lloyd(points, k, quantileLabels(points, k, order))
    if (found !== null && (best === null || found.inertia < best.inertia)) best = found
  }
  return best
}

/** The points in their order along the direction. Projections are exact integers; ties keep the order of the points. */
function sweep({ xs, ys }: WeightedPoints, [dx, dy]: readonly [number, number]): Int32Array {
  const along = Float64Array.from(xs, (x, at) => x * dx + (ys[at] as number) * dy)
  const order = Int32Array.from(xs, (_, at) => at)
  return order.sort((a, b) => (along[a] as number) - (along[b] as number) || a - b)
}

/** Cuts the points, in the order of a sweep, into k slices of about equal weight. */
function quantileLabels({ xs, weights }: WeightedPoints, k: number, order: Int32Array): Int32Array {
  let total = 0
  for (const weight of weights) total += weight
  const labels = new Int32Array(xs.length)
  let before = 0
  for (const at of order) {
    const weight = weights[at] as number
    labels[at] = Math.floor((k * (2 * before + weight)) / (2 * total))
    before += weight
  }
  return labels
}

/** Lloyd's iteration to rest (at most 100 rounds), ties to the first centre. Null when a group runs empty. */
function lloyd(points: WeightedPoints, k: number, start: Int32Array): Clustering | null {
  let labels = start
  for (let round = 0; round < 100; round += 1) {
    const centres = centresOf(points, labels, k)
    if (centres === null) return null
    const next = nearest(points, centres)
    const rested = next.every((label, at) => label === labels[at])
    labels = next
    if (rested) break
  }
  const centres = centresOf(points, labels, k)
  return centres === null ? null : { k, labels, inertia: inertia(points, labels, centres) }
}

type Centres = { xs: Float64Array; ys: Float64Array }

/** Sums of integers, exact below 2^53, so the centres do not depend on the order of summing. */
function centresOf({ xs, ys, weights }: WeightedPoints, labels: Int32Array, k: number): Centres | null {
  const sumX = new Float64Array(k)
  const sumY = new Float64Array(k)
  const mass = new Float64Array(k)
  for (let at = 0; at < labels.length; at += 1) {
    const label = labels[at] as number
    const weight = weights[at] as number
    sumX[label] = (sumX[label] as number) + weight * (xs[at] as number)
    sumY[label] = (sumY[label] as number) + weight * (ys[at] as number)
    mass[label] = (mass[label] as number) + weight
  }
  if (mass.includes(0)) return null
  return { xs: sumX.map((sum, g) => sum / (mass[g] as number)), ys: sumY.map((sum, g) => sum / (mass[g] as number)) }
}

function nearest({ xs, ys }: WeightedPoints, centres: Centres): Int32Array {
  const k = centres.xs.length
  const labels = new Int32Array(xs.length)
  for (let at = 0; at < xs.length; at += 1) {
    let closest = Infinity
    for (let g = 0; g < k; g += 1) {
      const dx = (xs[at] as number) - (centres.xs[g] as number)
      const dy = (ys[at] as number) - (centres.ys[g] as number)
      const distance = dx * dx + dy * dy
      if (distance < closest) {
        closest = distance
        labels[at] = g
      }
    }
  }
  return labels
}

/** Weighted squared distances in units of 2^-12 of a squared unit, each rounded, so that the sum is an exact integer below 2^53. */
function inertia({ xs, ys, weights }: WeightedPoints, labels: Int32Array, centres: Centres): number {
  let sum = 0
  for (let at = 0; at < labels.length; at += 1) {
    const dx = (xs[at] as number) - (centres.xs[labels[at] as number] as number)
    const dy = (ys[at] as number) - (centres.ys[labels[at] as number] as number)
    sum += (weights[at] as number) * Math.round((dx * dx + dy * dy) / inertiaUnit)
  }
  return sum
}

function largeEnough(points: WeightedPoints, { k, labels }: Clustering, people: number, { smallestGroup }: Parameters): boolean {
  const sizes = new Float64Array(k)
  for (let at = 0; at < labels.length; at += 1) {
    sizes[labels[at] as number] = (sizes[labels[at] as number] as number) + (points.weights[at] as number)
  }
  return sizes.every((size) => size >= smallestGroup.people && size * 100 >= smallestGroup.percent * people)
}

function ordered(rows: readonly number[], pointOf: Int32Array, points: WeightedPoints, { k, labels }: Clustering): number[][] {
  const members = Array.from({ length: k }, (): number[] => [])
  for (const [at, row] of rows.entries()) (members[labels[pointOf[at] as number] as number] as number[]).push(row)
  const centres = centresOf(points, labels, k) as Centres
  const order = [...members.keys()].sort((a, b) => {
    const bySize = (members[b] as number[]).length - (members[a] as number[]).length
    const byX = (centres.xs[a] as number) - (centres.xs[b] as number)
    return bySize || byX || (centres.ys[a] as number) - (centres.ys[b] as number)
  })
  return order.map((group) => members[group] as number[])
}
