/** How clearly points fall into groups: the mean silhouette (P. J. Rousseeuw, 1987), in whole numbers so that no order of summing shows. */

/** Distinct integer points with the number of participants on each, sorted by x, then y. */
export type WeightedPoints = { xs: Float64Array; ys: Float64Array; weights: Float64Array }

const fraction = 0x1000000

/**
 * Mean silhouette (-1 to 1) of each labelling; costs a square root for each pair of points. `labels[l][i]` is the group (0 to
 * groups - 1) of point i. A group of one participant counts as 0.
 */
export function silhouettes(points: WeightedPoints, labellings: readonly Uint8Array[]): number[] {
  const { weights } = points
  const sums = labellings.map((labels): DistanceSums => {
    const groups = labels.reduce((most, label) => Math.max(most, label + 1), 0)
    return { labels, groups, sums: new Float64Array(groups * labels.length) }
  })
  addDistances(points, sums)
  const people = weights.reduce((sum, weight) => sum + weight, 0)
  return sums.map(({ labels, groups, sums: distances }) => {
    const sizes = new Float64Array(groups)
    for (const [at, label] of labels.entries()) sizes[label] = (sizes[label] as number) + (weights[at] as number)
    let total = 0
    for (const [at, label] of labels.entries()) {
      const own = distances.subarray(at * groups, (at + 1) * groups)
      total += Math.round(silhouetteOf(label, own, sizes) * fraction) * (weights[at] as number)
    }
    return total / fraction / people
  })
}

/** Per point its group, and its summed distance to the people of each group, at point * groups + group. */
type DistanceSums = { labels: Uint8Array; groups: number; sums: Float64Array }

/** Measures each pair once, in whole units of the grid, so that the sums are exact. */
function addDistances({ xs, ys, weights }: WeightedPoints, all: readonly DistanceSums[]): void {
  for (let a = 0; a < xs.length; a += 1) {
    const x = xs[a] as number
    const y = ys[a] as number
    const weight = weights[a] as number
    for (let b = 0; b < a; b += 1) {
      const dx = (xs[b] as number) - x
      const dy = (ys[b] as number) - y
      const distance = Math.round(Math.sqrt(dx * dx + dy * dy))
      const back = distance * (weights[b] as number)
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
