/** Where two groups part. */
import { fewestOf, type Parameters } from './parameters.ts'
import type { Points } from './points.ts'

/**
 * Where the first axis is cut: half way between the two points that have, with suitable weights, the mean, variance and third moment
 * of the positions (two-node Gauss quadrature; for two camps each in one place these are the camps). In closed form
 * mean + m3 / (2 m2), at most one standard deviation from the mean; so it moves smoothly with the votes, where k-means jumps from one
 * local optimum to another. Then moved, if it must be, until both sides have the smallest number of people. Null when that cannot be.
 */
export function firstCut({ xs }: Points, { smallestSide }: Pick<Parameters, 'smallestSide'>): number | null {
  const people = xs.length
  let sum = 0
  for (let at = 0; at < people; at += 1) sum += xs[at] as number
  const centre = Math.round(sum / people)
  let reach = 1
  for (let at = 0; at < people; at += 1) reach = Math.max(reach, Math.abs((xs[at] as number) - centre))
  let unit = 1
  while (people * (reach / unit + 1) * (reach / unit + 1) * (reach / unit + 1) > 0x10000000000000) unit *= 2
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let at = 0; at < people; at += 1) {
    const d = Math.round(((xs[at] as number) - centre) / unit)
    s1 += d
    s2 += d * d
    s3 += d * d * d
  }
  const mean = s1 / people
  const variance = s2 / people - mean * mean
  if (!(variance > 0)) return null
  const third = s3 / people - 3 * mean * (s2 / people) + 2 * mean * mean * mean
  // A few far away would drag the third moment, and the cut, after them: one standard deviation from the mean is far enough.
  const most = Math.sqrt(variance)
  const beside = Math.max(-most, Math.min(most, third / (2 * variance)))
  return keptOffTheEdge(xs, centre + unit * (mean + beside), smallestSide)
}

/** The cut, or the nearest one that leaves max(people, percent) on each side; null where positions do not differ enough for that. */
function keptOffTheEdge(xs: Float64Array, cut: number, smallest: Parameters['smallestSide']): number | null {
  const fewest = fewestOf(xs.length, smallest)
  let right = 0
  for (let at = 0; at < xs.length; at += 1) if ((xs[at] as number) > cut) right += 1
  if (right >= fewest && xs.length - right >= fewest) return cut
  if (xs.length < 2 * fewest) return null
  const sorted = xs.slice().sort()
  // Whoever stands exactly on the cut is on the left, so a cut just below the edge person keeps that person on the right.
  const moved = right < fewest ? (sorted[xs.length - fewest] as number) - 0.5 : (sorted[fewest - 1] as number)
  // Where many stand in one place, the other side may have become too small; any other cut would leave even fewer on one of the two.
  const enough = (sorted[fewest - 1] as number) <= moved && (sorted[xs.length - fewest] as number) > moved
  return enough ? moved : null
}
