/** Routing as bytes, so that it can be kept and a decision made once more from it. */
import { hexOf } from './merkle.ts'
import { nextStatement, seenPlaces, type Served } from './routing-draw.ts'
import { tableFor, tableOf, type Routing } from './routing.ts'
import { sha256 } from './sha256.ts'

const version = 1
const headBytes = 6

/**
 * One byte for the version (1), one for the number of tables, four for the number of statements m; then the ids, and the weights of each
 * table, 4 m bytes each. Big-endian. Throws a RangeError for more than 255 tables.
 */
export function packedRouting({ ids, tables }: Routing): Uint8Array {
  if (tables.length > 255) throw new RangeError(`${tables.length} tables cannot be packed; at most 255 can`)
  const bytes = new Uint8Array(headBytes + 4 * ids.length * (1 + tables.length))
  const view = new DataView(bytes.buffer)
  view.setUint8(0, version)
  view.setUint8(1, tables.length)
  view.setUint32(2, ids.length)
  let at = headBytes
  for (const column of [ids, ...tables.map(({ weights }) => weights)]) {
    for (const value of column) {
      view.setUint32(at, value)
      at += 4
    }
  }
  return bytes
}

/** Back from `packedRouting`. Throws a RangeError for bytes that it did not write. */
export function routingFrom(bytes: Uint8Array): Routing {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const known = bytes.length >= headBytes && view.getUint8(0) === version
  const tables = known ? view.getUint8(1) : 0
  const width = known ? view.getUint32(2) : 0
  if (tables === 0 || bytes.length !== headBytes + 4 * width * (1 + tables)) throw new RangeError('these bytes are no packed routing')
  const column = (nth: number) => Uint32Array.from({ length: width }, (_, at) => view.getUint32(headBytes + 4 * (width * nth + at)))
  const ids = Int32Array.from(column(0))
  return { ids, tables: Array.from({ length: tables }, (_, table) => tableOf(ids, column(1 + table))) }
}

/** The name of packed routing: the first 16 bytes of its SHA-256, as 32 hex digits. */
export function routingDigest(packed: Uint8Array): string {
  const digest = sha256()
  digest.bytes(packed)
  return hexOf(digest.end().subarray(0, 16))
}

/** Which of ids were seen, a bit each: bit p % 8 of byte p / 8 for the id at place p. Ends with the last byte that is not zero. */
export function packedSeen({ ids }: Pick<Routing, 'ids'>, seen: Iterable<number>): Uint8Array {
  const places = seenPlaces(ids, seen)
  const last = places.at(-1)
  const bits = new Uint8Array(last === undefined ? 0 : (last >> 3) + 1)
  for (const place of places) bits[place >> 3] = (bits[place >> 3] as number) | (1 << (place & 7))
  return bits
}

/** The ids whose bits are set, ascending. Throws a RangeError for a bit beyond the ids. */
export function seenFrom({ ids }: Pick<Routing, 'ids'>, bits: Uint8Array): number[] {
  const seen: number[] = []
  for (let place = 0; place < 8 * bits.length; place += 1) {
    if (((bits[place >> 3] as number) & (1 << (place & 7))) === 0) continue
    if (place >= ids.length) throw new RangeError(`statement ${place} of ${ids.length} cannot have been seen`)
    seen.push(ids[place] as number)
  }
  return seen
}

/** What a log holds of a decision. */
export type LoggedDraw = {
  /** Of the group among the groups of that routing; -1 for people in none. */
  readonly place: number
  /** As `packedSeen` wrote it. */
  readonly seen: Uint8Array
  readonly seed: string | number
}

/** The decision once more, from what was kept of it: equal to what was served, bit for bit. Throws as `routingFrom` and `seenFrom` do. */
export function replay(packed: Uint8Array, { place, seen, seed }: LoggedDraw): Served | null {
  const routing = routingFrom(packed)
  return nextStatement(tableFor(routing, place), { seen: seenFrom(routing, seen), seed })
}
