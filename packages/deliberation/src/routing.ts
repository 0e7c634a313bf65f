/** Which statement a participant sees next: a draw in proportion to priority, repeatable from its seed. */
import type { Counts } from './analysis.ts'
import type { StatementState } from './conversation.ts'
import { parametersNamed } from './parameters.ts'
import { priority } from './scores.ts'

/** What the table is built from; `StatementResult` fits, and so do plain counts before any analysis exists. */
export type RoutedStatement = Counts & { id: number; state: StatementState; extremity?: number | null }

/** Built once per analysis or batch of votes, shared by all requests. `cumulative[i]` sums the weights of ids[0..i]. */
export type RoutingTable = { ids: Int32Array; weights: Float64Array; cumulative: Float64Array }

export type Draw = { seen: ReadonlySet<number> | readonly number[]; seed: string | number }

const tries = 24

/**
 * Weights: Polis's priority over the current counts of all voters (E = 0 where `extremity` is missing or null), 49 for a
 * meta statement; what is moderated out is not in the table. O(m log m) once. Throws a RangeError for an id listed twice.
 */
export function routingTable(statements: readonly RoutedStatement[]): RoutingTable {
  const { metaPriority } = parametersNamed('passerelle-1')
  const served = statements.filter(({ state }) => state !== 'moderated-out').sort((a, b) => a.id - b.id)
  const weights = Float64Array.from(served, (one) => (one.state === 'meta' ? metaPriority : priority(one, one.extremity ?? 0)))
  const cumulative = new Float64Array(weights.length)
  let sum = 0
  for (const [at, weight] of weights.entries()) {
    if (at > 0 && served[at]?.id === served[at - 1]?.id) throw new RangeError(`statement ${served[at]?.id} is listed twice`)
    sum += weight
    cumulative[at] = sum
  }
  return { ids: Int32Array.from(served, ({ id }) => id), weights, cumulative }
}

/**
 * The id of an unseen statement, drawn with probability weight / sum of unseen weights; null when all are seen. `seen` is a
 * set, or ids in ascending order. `seed` names the decision (participant id and vote count), so that it can be replayed:
 * the same table, seen and seed give the same answer. Draws from the whole table and rejects what is seen, O(log m) a
 * try; after 24 rejections one exact pass over the unseen ones decides, O(m).
 */
export function nextStatement(table: RoutingTable, { seen, seed }: Draw): number | null {
  const { ids, cumulative } = table
  if (ids.length === 0) return null
  const isSeen = 'has' in seen ? (id: number) => seen.has(id) : (id: number) => contains(seen, id)
  const random = generator(seed)
  const total = cumulative[cumulative.length - 1] as number
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const id = ids[firstAbove(cumulative, random() * total)] as number
    if (!isSeen(id)) return id
  }
  return drawUnseen(table, isSeen, random())
}

function drawUnseen({ ids, weights }: RoutingTable, isSeen: (id: number) => boolean, at: number): number | null {
  const unseen: number[] = []
  for (const [place, id] of ids.entries()) if (!isSeen(id)) unseen.push(place)
  let total = 0
  for (const place of unseen) total += weights[place] as number
  let rest = at * total
  for (const place of unseen) {
    rest -= weights[place] as number
    if (rest < 0) return ids[place] as number
  }
  const last = unseen.at(-1)
  return last === undefined ? null : (ids[last] as number)
}

/** First place whose cumulative weight is above the mark; the last place if rounding leaves none. */
function firstAbove(cumulative: Float64Array, mark: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cumulative[middle] as number) > mark) high = middle
    else low = middle + 1
  }
  return low
}

function contains(sorted: readonly number[], id: number): boolean {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = sorted[middle] as number
    if (found === id) return true
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return false
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

function mix(word: number): number {
  let mixed = word ^ (word >>> 16)
  mixed = Math.imul(mixed, 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}
