/** Roots and proofs, made from tiles alone. Whoever makes them reads own files: one that is missing is thrown (`FileMissing`). */
import { HASH_BYTES, emptyRoot, nodeHash, pureSha256, rootOfHashes, type Hash, type Sha256 } from './tree.ts'
import { TILE_WIDTH, tilesFrom, type ReadTile } from './tiles.ts'

type Range = { readonly from: number; readonly to: number }
type Ranges = (range: Range) => Promise<Hash>

/** The root of the tree over the first `size` entries. */
export async function rootAt(size: number, readTile: ReadTile, sha256: Sha256 = pureSha256): Promise<Hash> {
  return size === 0 ? emptyRoot(sha256) : rangesFrom(readTile, size, sha256)({ from: 0, to: size })
}

/** The hash of the leaf at that place. */
export async function leafAt(index: number, size: number, readTile: ReadTile): Promise<Hash> {
  refuseUnless(index < size, `there is no entry ${index} among ${size}`)
  return (await rangesFrom(readTile, size, pureSha256)({ from: index, to: index + 1 })).slice()
}

/** From the leaf's neighbour up. Throws a RangeError where the tree has no such entry. */
export async function inclusionProof(
  index: number,
  size: number,
  readTile: ReadTile,
  sha256: Sha256 = pureSha256,
): Promise<readonly Hash[]> {
  refuseUnless(Number.isSafeInteger(index) && index >= 0 && index < size, `there is no entry ${index} among ${size}`)
  const hashOf = rangesFrom(readTile, size, sha256)
  const beside: Range[] = []
  let within: Range = { from: 0, to: size }
  while (within.to - within.from > 1) {
    const middle = within.from + fullBelow(within.to - within.from)
    const [left, right] = [
      { from: within.from, to: middle },
      { from: middle, to: within.to },
    ] as const
    beside.unshift(index < middle ? right : left)
    within = index < middle ? left : right
  }
  return hashesOf(beside, hashOf)
}

/** That the tree of `to` entries begins with that of `from`. Empty where `from` is 0 or `to`. Throws a RangeError where it is more. */
export async function consistencyProof(
  from: number,
  to: number,
  readTile: ReadTile,
  sha256: Sha256 = pureSha256,
): Promise<readonly Hash[]> {
  refuseUnless(Number.isSafeInteger(from) && from >= 0 && from <= to, `a tree of ${to} entries cannot begin with one of ${from}`)
  if (from === 0 || from === to) return []
  const hashOf = rangesFrom(readTile, to, sha256)
  const beside: Range[] = []
  let within: Range = { from: 0, to }
  while (within.to !== from) {
    const middle = within.from + fullBelow(within.to - within.from)
    const [left, right] = [
      { from: within.from, to: middle },
      { from: middle, to: within.to },
    ] as const
    beside.unshift(from <= middle ? right : left)
    within = from <= middle ? left : right
  }
  // Whoever checks has the root of the earlier tree, so a node that is all of it is not sent.
  return hashesOf(within.from === 0 ? beside : [within, ...beside], hashOf)
}

/** The largest power of two below a number of two or more. */
function fullBelow(count: number): number {
  let full = 1
  while (full * 2 < count) full *= 2
  return full
}

async function hashesOf(ranges: readonly Range[], hashOf: Ranges): Promise<readonly Hash[]> {
  const hashes: Hash[] = []
  for (const range of ranges) hashes.push((await hashOf(range)).slice())
  return hashes
}

/** Hashes over runs of leaves such as the tree has: what begins one is a multiple of its largest full subtree. */
function rangesFrom(readTile: ReadTile, size: number, sha256: Sha256): Ranges {
  const tileOf = tilesFrom(readTile, size)
  /** A full subtree of 2^height leaves that begins at `from`. */
  async function full(from: number, height: number): Promise<Hash> {
    const level = Math.floor(height / 8)
    const first = from / TILE_WIDTH ** level
    const count = 2 ** (height - 8 * level)
    const index = Math.floor(first / TILE_WIDTH)
    const tile = await tileOf({ level, index })
    const at = (first - index * TILE_WIDTH) * HASH_BYTES
    return rootOfHashes(tile.subarray(at, at + count * HASH_BYTES), sha256)
  }
  return async ({ from, to }) => {
    const parts: Hash[] = []
    for (let at = from; at < to;) {
      let height = 0
      while (at + 2 ** (height + 1) <= to) height += 1
      parts.push(await full(at, height))
      at += 2 ** height
    }
    return parts.reduceRight((right, left) => nodeHash(left, right, sha256))
  }
}

function refuseUnless(right: boolean, why: string): void {
  if (!right) throw new RangeError(why)
}
