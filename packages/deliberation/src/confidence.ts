/** How sure it is that somebody belongs to their group: the distance to the next one, and what happens when some of their votes are left out. */
import type { Matrix } from './matrix.ts'
import { mix } from './mix.ts'
import { kept, scaleOf, type Lens } from './positions.ts'
import type { Span } from './spans.ts'

/** Centres in the plane of positions, and each row's group: its place among them, or -1. */
export type Grounds = {
  readonly lens: Lens
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly labels: Int8Array
  /** Of each row's live votes: people who voted alike have the same, whatever they are called. */
  readonly hashes: Uint32Array
}

/** Of the rows of a span; 0 for those in no group. */
export type Confidence = {
  /** In how many of the twenty subsamples the row falls to its own group. */
  agreement: Uint8Array
  /** (d2 - d1) / (d2 + d1) in ten thousandths, d1 and d2 the distances to the nearest and the second nearest centre. */
  margin: Uint16Array
}

export const subsamples = 20
const half = subsamples / 2

/**
 * Kernel. Twenty subsamples, each without about a tenth of the row's live votes: votes are dealt twice into ten parts, by a hash of the row's own
 * live votes and the column, so that neither the names of people nor their order matter. Components, means and centres stay; the row is placed anew and
 * falls to the nearest centre (ties to the first).
 */
export function confidence(matrix: Matrix, { from, to }: Span, { lens, xs, ys, labels, hashes }: Grounds): Confidence {
  const agreement = new Uint8Array(to - from)
  const margin = new Uint16Array(to - from)
  const parts = new Float64Array(3 * subsamples)
  for (let row = from; row < to; row += 1) {
    const label = labels[row] as number
    if (label < 0) continue
    const whole = deal(matrix, row, { lens, seed: hashes[row] as number }, parts)
    margin[row - from] = marginOf(placeOf(lens, whole.x, whole.y, whole.seen), xs, ys)
    let same = 0
    for (let part = 0; part < subsamples; part += 1) {
      const x = whole.x - (parts[3 * part] as number)
      const y = whole.y - (parts[3 * part + 1] as number)
      if (nearest(placeOf(lens, x, y, whole.seen - (parts[3 * part + 2] as number)), xs, ys) === label) same += 1
    }
    agreement[row - from] = same
  }
  return { agreement, margin }
}

/** Adds up the row's votes, and into `parts` (x, y, votes of each) those that each subsample leaves out. */
function deal(
  { rowStart, columns, values }: Matrix,
  row: number,
  { lens, seed }: { lens: Lens; seed: number },
  parts: Float64Array,
): { x: number; y: number; seen: number } {
  const { first, second, means, live } = lens
  const start = rowStart[row] as number
  const end = rowStart[row + 1] as number
  parts.fill(0)
  let x = 0
  let y = 0
  let seen = 0
  for (let at = start; at < end; at += 1) {
    const column = columns[at] as number
    if (live[column] === 0) continue
    const centred = (values[at] as number) - (means[column] as number)
    const stepX = centred * (first[column] as number)
    const stepY = centred * (second[column] as number)
    x += stepX
    y += stepY
    seen += 1
    const dealt = mix(seed ^ Math.imul(column + 1, 0x9e3779b1)) >>> 0
    const one = 3 * (dealt % half)
    const other = 3 * (half + (Math.floor(dealt / 65_536) % half))
    parts[one] = (parts[one] as number) + stepX
    parts[one + 1] = (parts[one + 1] as number) + stepY
    parts[one + 2] = (parts[one + 2] as number) + 1
    parts[other] = (parts[other] as number) + stepX
    parts[other + 1] = (parts[other + 1] as number) + stepY
    parts[other + 2] = (parts[other + 2] as number) + 1
  }
  return { x, y, seen }
}

type Place = readonly [number, number]

function placeOf(lens: Lens, x: number, y: number, seen: number): Place {
  const scale = scaleOf(lens.breadth, seen + lens.seenByAll)
  return [kept(scale * x, lens.bits), kept(scale * y, lens.bits)]
}

function nearest([x, y]: Place, xs: Float64Array, ys: Float64Array): number {
  let best = 0
  let closest = Infinity
  for (let group = 0; group < xs.length; group += 1) {
    const dx = x - (xs[group] as number)
    const dy = y - (ys[group] as number)
    const distance = dx * dx + dy * dy
    if (distance >= closest) continue
    closest = distance
    best = group
  }
  return best
}

function marginOf([x, y]: Place, xs: Float64Array, ys: Float64Array): number {
  let [first, second] = [Infinity, Infinity]
  for (let group = 0; group < xs.length; group += 1) {
    const dx = x - (xs[group] as number)
    const dy = y - (ys[group] as number)
    const distance = Math.sqrt(dx * dx + dy * dy)
    if (distance < first) [first, second] = [distance, first]
    else if (distance < second) second = distance
  }
  const sum = first + second
  return second === Infinity ? 10_000 : sum === 0 ? 0 : Math.round((10_000 * (second - first)) / sum)
}
