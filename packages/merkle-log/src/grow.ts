/** Entries added to a log: only the files that are new or another than before come out. */
import { rootAt } from './proofs.ts'
import {
  bundleOf,
  bundlePath,
  entriesIn,
  FileMissing,
  TILE_WIDTH,
  tilePath,
  widthOf,
  type Bundle,
  type LogReader,
  type Tile,
} from './tiles.ts'
import { HASH_BYTES, leafHashes, pureSha256, rootOfHashes, type Sha256, type Tree } from './tree.ts'

export type Grown = Tree & { readonly tiles: readonly Tile[]; readonly bundles: readonly Bundle[] }

/**
 * The tree after the entries were added to one of `size`. Of what is there already it reads the last tile of each level and the last bundle, where these
 * are partial. Tiles come level by level, each level in ascending order. Write all of them before the checkpoint that needs them.
 */
export async function grow(size: number, entries: readonly Uint8Array[], reader: LogReader, sha256: Sha256 = pureSha256): Promise<Grown> {
  const tiles: Tile[] = []
  let added = leafHashes(entries, sha256)
  for (let level = 0; added.length > 0; level += 1) {
    const { written, above } = await growLevel({ level, before: Math.floor(size / TILE_WIDTH ** level) }, added, reader, sha256)
    tiles.push(...written)
    added = above
  }
  const bundles = await growBundles(size, entries, reader)
  const after = size + entries.length
  const fresh = new Map(tiles.map(({ level, index, bytes }) => [`${level}/${index}`, bytes]))
  const root = await rootAt(after, async (tile) => fresh.get(`${tile.level}/${tile.index}`) ?? reader.tile(tile), sha256)
  return { size: after, root, tiles, bundles }
}

type Level = { readonly level: number; readonly before: number }

async function growLevel({ level, before }: Level, added: Uint8Array, { tile }: LogReader, sha256: Sha256) {
  const first = Math.floor(before / TILE_WIDTH)
  const held = before - first * TILE_WIDTH
  const hashes = joined([await heldBytes({ level, index: first, width: held }, tile), added])
  const written: Tile[] = []
  const above: Uint8Array[] = []
  for (let at = 0; at < hashes.length; at += TILE_WIDTH * HASH_BYTES) {
    const bytes = hashes.slice(at, at + TILE_WIDTH * HASH_BYTES)
    const width = bytes.length / HASH_BYTES
    written.push({ level, index: first + written.length, width, bytes })
    if (width === TILE_WIDTH) above.push(rootOfHashes(bytes, sha256))
  }
  return { written, above: joined(above) }
}

async function heldBytes(name: Parameters<LogReader['tile']>[0], read: LogReader['tile']): Promise<Uint8Array> {
  if (name.width === 0) return new Uint8Array(0)
  const bytes = await read(name)
  if (bytes === null || bytes.length < name.width * HASH_BYTES) throw new FileMissing(tilePath(name))
  return bytes.subarray(0, name.width * HASH_BYTES)
}

async function growBundles(size: number, entries: readonly Uint8Array[], reader: LogReader): Promise<readonly Bundle[]> {
  const first = Math.floor(size / TILE_WIDTH)
  const before = entries.length === 0 ? [] : await heldEntries(size, first, reader)
  const all = [...before, ...entries]
  const bundles: Bundle[] = []
  for (let at = 0; at < all.length; at += TILE_WIDTH) {
    const within = all.slice(at, at + TILE_WIDTH)
    bundles.push({ index: first + bundles.length, width: within.length, bytes: bundleOf(within) })
  }
  return bundles
}

async function heldEntries(size: number, index: number, reader: LogReader): Promise<readonly Uint8Array[]> {
  const width = widthOf({ level: 0, index }, size)
  if (width === 0) return []
  const bytes = await reader.entries({ index, width })
  const held = bytes === null ? null : entriesIn(bytes)
  if (held === null || held.length < width) throw new FileMissing(bundlePath({ index, width }))
  return held.slice(0, width)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
