/** How clearly points fall into groups: the mean silhouette (P. J. Rousseeuw, 1987), in whole numbers so that no order of summing shows. */

/** Distinct integer points with the number of participants on each, sorted by x, then y. */
export type WeightedPoints = { xs: Float64Array; ys: Float64Array; weights: Float64Array }

const fraction = 0x1000000

/**
 * Mean silhouette (-1 to 1) of each labelling, over at most `limit` points, the ones with the smallest hash of their
 * coordinates. `labels[l][i]` is the group (0 to groups - 1) of point i. A group of one participant counts as 0.
 */
export function silhouettes(points: WeightedPoints, labellings: readonly Int32Array[], limit: number): number[] {
  const chosen = sample(points, limit)
  const sums = labellings.map((labels): DistanceSums => {
    const own = Int32Array.from(chosen, (at) => labels[at] as number)
    const groups = own.reduce((most, label) => Math.max(most, label + 1), 0)
    return { labels: own, groups, sums: new Float64Array(groups * chosen.length) }
  })
  addDistances(points, chosen, sums)
  let people = 0
  for (const at of chosen) people += points.weights[at] as number
  return sums.map((labelling) => {
    const sizes = new Float64Array(labelling.groups)
    for (const [place, label] of labelling.labels.entries()) {
      sizes[label] = (sizes[label] as number) + (points.weights[chosen[place] as number] as number)
    }
    let total = 0
    for (const [place, at] of chosen.entries()) {
      const own = labelling.sums.subarray(place * labelling.groups, (place + 1) * labelling.groups)
      total += Math.round(silhouetteOf(labelling.labels[place] as number, own, sizes) * fraction) * (points.weights[at] as number)
    }
    return total / fraction / people
  })
}

/** Per chosen point its group, and its summed distance to the people of each group, at place * groups + group. */
type DistanceSums = { labels: Int32Array; groups: number; sums: Float64Array }

/** Measures each pair once, in whole units of the grid, so that the sums are exact. */
function addDistances({ xs, ys, weights }: WeightedPoints, chosen: Int32Array, all: readonly DistanceSums[]): void {
  for (let a = 0; a < chosen.length; a += 1) {
    const one = chosen[a] as number
    const x = xs[one] as number
    const y = ys[one] as number
    const weight = weights[one] as number
    for (let b = 0; b < a; b += 1) {
      const other = chosen[b] as number
      const dx = (xs[other] as number) - x
      const dy = (ys[other] as number) - y
      const distance = Math.round(Math.sqrt(dx * dx + dy * dy))
      const back = distance * (weights[other] as number)
      const there = distance * weight
      for (let l = 0; l < all.length; l += 1) {
        const { labels, groups, sums } = all[l] as DistanceSums
        const toOther = a * groups + (labels[b] as number)
        const toOne = b * groups + (labels[a] as number)
        sums[toOther] = (sums[toOther] as number) + back
        sums[toOne] = (sums[toOne] as number) + there
      }
    }
  }
}

function silhouetteOf(own: number, sums: Float64Array, sizes: Float64Array): number {
  const company = (sizes[own] as number) - 1
  if (company <= 0) return 0
  const within = (sums[own] as number) / company
  let nearest = Infinity
  for (let group = 0; group < sums.length; group += 1) {
    const size = sizes[group] as number
    if (group !== own && size > 0) nearest = Math.min(nearest, (sums[group] as number) / size)
  }
  const larger = Math.max(within, nearest)
  return larger === 0 || nearest === Infinity ? 0 : (nearest - within) / larger
}

function sample({ xs, ys }: WeightedPoints, limit: number): Int32Array {
  const all = Int32Array.from(xs, (_, at) => at)
  if (all.length <= limit) return all
  const hashes = Float64Array.from(xs, (x, at) => pointHash(x, ys[at] as number))
  return all
    .sort((a, b) => (hashes[a] as number) - (hashes[b] as number) || a - b)
    .slice(0, limit)
    .sort()
}

function pointHash(x: number, y: number): number {
  let mixed = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
