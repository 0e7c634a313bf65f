/** The tree as files that never change (c2sp.org/tlog-tiles): tiles of up to 256 hashes, and bundles of the entries below the lowest of them. */
import { HASH_BYTES } from './tree.ts'

export const TILE_WIDTH = 256

/** A tile of level 0 holds hashes of leaves, one above roots of whole tiles of the level below. `width`: how many hashes, 1 to 256. */
export type TileName = { readonly level: number; readonly index: number; readonly width: number }
/** The entries below a tile of level 0. `width`: how many entries, 1 to 256. */
export type BundleName = { readonly index: number; readonly width: number }
export type Tile = TileName & { readonly bytes: Uint8Array }
export type Bundle = BundleName & { readonly bytes: Uint8Array }

/**
 * Where files of a log are read. `width` says how many are wanted; a reader may give a file with more, which is cut: a partial tile may be gone once the
 * whole one is there. Null where there is none.
 */
export type ReadTile = (tile: TileName) => Promise<Uint8Array | null>
export type ReadBundle = (bundle: BundleName) => Promise<Uint8Array | null>
export type LogReader = { readonly tile: ReadTile; readonly entries: ReadBundle }

/** A file without which nothing can be worked out; `path` names it. */
export class FileMissing extends Error {
  override name = 'FileMissing'
  readonly path: string
  constructor(path: string) {
    super(`${path} is missing, or shorter than its tree needs`)
    this.path = path
  }
}

/** tile/1/x001/234.p/17 */
export const tilePath = ({ level, index, width }: TileName): string => `tile/${level}/${numbered(index)}${partial(width)}`
/** tile/entries/x001/234.p/17 */
export const bundlePath = ({ index, width }: BundleName): string => `tile/entries/${numbered(index)}${partial(width)}`

const partial = (width: number): string => (width < TILE_WIDTH ? `.p/${width}` : '')

function numbered(index: number): string {
  const three = (part: number): string => String(part % 1000).padStart(3, '0')
  let text = three(index)
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) text = `x${three(rest)}/${text}`
  return text
}

const PATH = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** The file that a path of a log asks for; null where no file has such a path. `level` is null for entries. */
export function readPath(path: string): { readonly level: number | null; readonly index: number; readonly width: number } | null {
  const [, level, digits = '', width] = PATH.exec(path) ?? []
  if (level === undefined) return null
  const name = {
    level: level === 'entries' ? null : Number(level),
    index: Number(digits.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  const written = name.level === null ? bundlePath(name) : tilePath({ ...name, level: name.level })
  return Number.isSafeInteger(name.index) && written === path ? name : null
}

/** How many hashes the tile has in a tree of that size; 0: there is no such tile. */
export function widthOf({ level, index }: Pick<TileName, 'level' | 'index'>, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH))
}

/** Every tile of a tree of that size, level by level. */
export function* tilesOf(size: number): Generator<TileName> {
  for (let level = 0; Math.floor(size / TILE_WIDTH ** level) > 0; level += 1)
    for (let index = 0; widthOf({ level, index }, size) > 0; index += 1) yield { level, index, width: widthOf({ level, index }, size) }
}

/** Reads each tile once, and throws `FileMissing` for one that is not there or too short. */
export function tilesFrom(readTile: ReadTile, size: number): (tile: Pick<TileName, 'level' | 'index'>) => Promise<Uint8Array> {
  const held = new Map<string, Uint8Array>()
  return async (tile) => {
    const name = { ...tile, width: widthOf(tile, size) }
    const path = tilePath(name)
    const bytes = held.get(path) ?? (await readTile(name))
    if (name.width === 0 || bytes === null || bytes.length < name.width * HASH_BYTES) throw new FileMissing(path)
    const wanted = bytes.subarray(0, name.width * HASH_BYTES)
    held.set(path, wanted)
    return wanted
  }
}

/** A bundle holds each entry after its length as two bytes, big-endian. */
export const MOST_ENTRY_BYTES = 65_535

/** Throws a RangeError for an entry of more than 65,535 bytes. */
export function bundleOf(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0))
  let at = 0
  for (const entry of entries) {
    if (entry.length > MOST_ENTRY_BYTES) throw new RangeError(`an entry of ${entry.length} bytes is longer than a log takes`)
    bytes[at] = entry.length >>> 8
    bytes[at + 1] = entry.length
    bytes.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bytes
}

/** Null where the bytes end within an entry. */
export function entriesIn(bundle: Uint8Array): readonly Uint8Array[] | null {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bundle.length;) {
    const [high, low] = [bundle[at], bundle[at + 1]]
    if (high === undefined || low === undefined) return null
    const end = at + 2 + (high << 8) + low
    if (end > bundle.length) return null
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return entries
}
