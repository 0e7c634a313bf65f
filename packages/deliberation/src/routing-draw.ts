/** The decision which statement comes next: four times of five by chances, once evenly, repeatable from its seed, with the probability that it had. */
import { mix } from './mix.ts'
import type { RoutingTable } from './routing.ts'

export type Draw = {
  /** Ids that were answered, in any order; those that are not in the table do not matter. */
  readonly seen: Iterable<number>
  /** Names the decision: participant and number of answers. */
  readonly seed: string | number
}

export type Served = {
  readonly statement: number
  /** The exact probability with which this statement was drawn, explored or not: 4/5 weight / sum of unseen weights + 1/5 / unseen. */
  readonly propensity: number
  /** True when all unseen statements had the same chance. */
  readonly explored: boolean
}

/** One decision in five explores: nothing is so unlikely that its votes could not be weighed up afterwards. */
const exploreOneIn = 5

/**
 * An unseen statement, or null when all are seen. The same table, seen and seed give the same answer. Goes through what was seen, and looks at O(log m)
 * entries of the table for each of these and for the draw; never through the table. Nothing is drawn and thrown away.
 */
export function nextStatement(table: RoutingTable, { seen, seed }: Draw): Served | null {
  const open = openTo(table, seen)
  if (open.count === 0) return null
  const random = generator(seed)
  const explored = Math.floor(random() * exploreOneIn) === 0
  const at = random()
  const place = explored ? placeOfNth(open, Math.floor(at * open.count)) : placeOfMark(table, open, Math.floor(at * open.weight))
  const weight = table.weights[place] as number
  return { statement: table.ids[place] as number, propensity: propensity(weight, open), explored }
}

/** What is left to somebody: places that were seen, ascending; how many others there are, and the exact sum of their weights. */
export type Open = { readonly places: Int32Array; readonly count: number; readonly weight: number }

export function openTo({ ids, weights, cumulative }: RoutingTable, seen: Iterable<number>): Open {
  const places = seenPlaces(ids, seen)
  const total = ids.length === 0 ? 0 : (cumulative[ids.length - 1] as number)
  let weight = total
  for (const place of places) weight -= weights[place] as number
  return { places, count: ids.length - places.length, weight }
}

/** Places of ids in the table, ascending, each once. */
export function seenPlaces(ids: Int32Array, seen: Iterable<number>): Int32Array {
  const found: number[] = []
  let last = -1
  let ascending = true
  for (const id of seen) {
    const place = placeOfId(ids, id)
    if (place < 0) continue
    ascending &&= place > last
    last = place
    found.push(place)
  }
  const places = Int32Array.from(found)
  return ascending ? places : places.sort().filter((place, at, all) => at === 0 || place !== all[at - 1])
}

/** The place of an id in ascending ids, or -1. */
export function placeOfId(ids: Int32Array, id: number): number {
  const place = firstAbove(ids, id - 1, { from: 0, to: ids.length })
  return place < ids.length && ids[place] === id ? place : -1
}

/** The probability of a weight among what is open. */
export function propensity(weight: number, { count, weight: all }: Pick<Open, 'count' | 'weight'>): number {
  return ((exploreOneIn - 1) * weight * count + all) / (exploreOneIn * all * count)
}

/** The place at which the running sum of unseen weights first passes the mark. */
function placeOfMark({ ids, weights, cumulative }: RoutingTable, { places }: Open, mark: number): number {
  let passed = 0
  let from = 0
  for (const place of places) {
    const before = place === 0 ? 0 : (cumulative[place - 1] as number)
    if (mark < before - passed) return firstAbove(cumulative, mark + passed, { from, to: place })
    passed += weights[place] as number
    from = place + 1
  }
  return firstAbove(cumulative, mark + passed, { from, to: ids.length })
}

function placeOfNth({ places }: Open, nth: number): number {
  let at = nth
  for (const place of places) {
    if (place > at) break
    at += 1
  }
  return at
}

/** First place from `from` on whose entry is above the mark; `to` where there is none before it. Entries ascend. */
function firstAbove(ascending: Float64Array | Int32Array, mark: number, { from, to }: { from: number; to: number }): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) > mark) high = middle
    else low = middle + 1
  }
  return low
}

/** Numbers in [0, 1) with 53 bits from a seed: an integer hash of its text, then a counter through a mixing function. */
function generator(seed: string | number): () => number {
  let state = 0x811c9dc5
  const text = String(seed)
  for (let at = 0; at < text.length; at += 1) state = mix(Math.imul(state ^ text.charCodeAt(at), 0x01000193))
  const next = () => {
    state = (state + 0x9e3779b9) | 0
    return mix(state) >>> 0
  }
  return () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000
}
