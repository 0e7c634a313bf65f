/**
 * Opinion groups. Three questions, in this order: do votes hang together at all (evidence), where is the first axis cut (two points
 * with the same three moments), and do three or more groups stand out so clearly that they replace the two?
 */
import type { Evidence, NoGroups } from './analysis.ts'
import { crossEvidence, type Included } from './evidence.ts'
import { firstCut } from './first-cut.ts'
import { bestCentres, centresOf, directions, nearest, polished, sweep, type Centres } from './k-means.ts'
import { fewestOf, type Parameters } from './parameters.ts'
import { cells, gridPoints, separate, type Points } from './points.ts'
import { silhouettes } from './silhouette.ts'

/** `labels`: per included row the place of its group; groups stand by size, then centre (x, then y). */
export type Grouping = {
  count: number
  labels: Uint8Array
  noGroups: NoGroups | null
  /** Mean silhouette of the groups, -1 to 1; null where there are none. */
  silhouette: number | null
  evidence: Evidence
}

/**
 * Groups of the included rows; none when the votes of one half of the people say too little about the other. `coordinates` holds x at 2r and y at
 * 2r + 1, multiples of 2^-16. The result is a function of coordinates and votes: neither ids nor the order of rows matters.
 */
export function opinionGroups(people: Included, coordinates: Float64Array, parameters: Parameters): Grouping {
  const points = gridPoints(people.rows, coordinates)
  const evidence = crossEvidence(people, points, parameters)
  const none: Grouping = { count: 0, labels: new Uint8Array(0), noGroups: 'no-clear-groups', silhouette: null, evidence }
  if (!parameters.evidence.enough.some(({ deviations, spread }) => evidence.deviations >= deviations && evidence.spread >= spread))
    return none
  const threshold = firstCut(points, parameters)
  if (threshold === null) return none
  const { k, labels, silhouette } = clearest(points, threshold, parameters)
  return { count: k, labels: ordered(points, labels, k), noGroups: null, silhouette, evidence }
}

type Choice = { k: number; labels: Uint8Array; silhouette: number }

/** More people than this are gathered into cells before k-means and silhouettes: cells of 1/10 and 1/6 of a standard deviation. */
const pointsAlone = 512
const partsForMeans = 10
const partsForSilhouettes = 6

/** The two sides, unless k-means finds three or more groups that are clear in themselves and clearer than the two. */
export function clearest(points: Points, threshold: number, { manyGroups, mostGroups }: Parameters): Choice {
  const two = Uint8Array.from(points.xs, (x) => (x > threshold ? 1 : 0))
  const coarse = points.xs.length > pointsAlone ? cells(points, partsForMeans) : separate(points)
  const sweeps = directions.map((direction) => sweep(coarse, direction))
  const many: { k: number; centres: Centres }[] = []
  for (let k = 3; k <= mostGroups; k += 1) {
    const centres = bestCentres(coarse, { k, ...manyGroups.smallest }, sweeps)
    if (centres !== null) many.push({ k, centres })
  }
  const judged = points.xs.length > pointsAlone ? cells(points, partsForSilhouettes) : coarse
  const judgedTwo = Uint8Array.from(judged.xs, (x) => (x > threshold ? 1 : 0))
  const [ofTwo = -1, ...ofMany] = silhouettes(judged, [judgedTwo, ...many.map(({ centres }) => nearest(judged, centres))])
  const best = Math.max(...ofMany, -1)
  const at = ofMany.findIndex((one) => one >= best - manyGroups.slack)
  const chosen = many[at]
  const silhouette = ofMany[at] ?? -1
  const clearer = silhouette >= manyGroups.silhouette && silhouette >= ofTwo + manyGroups.gain
  const clear = silhouette >= manyGroups.clear && silhouette >= ofTwo
  const apart: Choice = { k: 2, labels: two, silhouette: ofTwo }
  if (chosen === undefined || (!clearer && !clear)) return apart
  const labels = nearest(points, polished(points, chosen.centres))
  // What was a large enough group of cells can have become too small a group of people.
  const smallest = centresOf(points, labels, chosen.k)?.smallest ?? 0
  return smallest < fewestOf(points.xs.length, manyGroups.smallest) ? apart : { k: chosen.k, labels, silhouette }
}

/** The same groups numbered by size, then centre. */
function ordered(points: Points, labels: Uint8Array, k: number): Uint8Array {
  const sizes = new Int32Array(k)
  for (let at = 0; at < labels.length; at += 1) sizes[labels[at] as number] = (sizes[labels[at] as number] as number) + 1
  const centres = centresOf(points, labels, k)?.centres as Centres
  const order = [...sizes.keys()].sort((a, b) => {
    const bySize = (sizes[b] as number) - (sizes[a] as number)
    return bySize || (centres.xs[a] as number) - (centres.xs[b] as number) || (centres.ys[a] as number) - (centres.ys[b] as number)
  })
  const rank = Uint8Array.from(order.keys(), (group) => order.indexOf(group))
  return labels.map((label) => rank[label] as number)
}
