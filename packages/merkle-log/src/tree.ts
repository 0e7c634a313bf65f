/** The tree of RFC 6962 (section 2.1): hashes of leaves and nodes, and what a proof shows. Nothing here throws for what it is given to check. */
import { sha256Into } from '#base'

/** 32 bytes. */
export type Hash = Uint8Array

/** SHA-256. What it is given is used again after it has returned, so it must not be kept. */
export type Sha256 = (data: Uint8Array) => Hash

/** So many entries, and the hash over all of them. */
export type Tree = { readonly size: number; readonly root: Hash }

export const HASH_BYTES = 32

/** In whole numbers, without the platform's: what runs everywhere, and takes longer. */
export const pureSha256: Sha256 = (data) => {
  const out = new Uint8Array(HASH_BYTES)
  sha256Into(out, 0, data, data.length)
  return out
}

/** The hash of an entry: SHA-256 over a zero byte and the entry. */
export function leafHash(entry: Uint8Array, sha256: Sha256 = pureSha256): Hash {
  const data = new Uint8Array(1 + entry.length)
  data.set(entry, 1)
  return sha256(data)
}

/** The hashes of entries in one run, 32 bytes each. */
export function leafHashes(entries: readonly Uint8Array[], sha256: Sha256 = pureSha256): Uint8Array {
  const run = new Uint8Array(HASH_BYTES * entries.length)
  for (const [at, entry] of entries.entries()) run.set(leafHash(entry, sha256), at * HASH_BYTES)
  return run
}

const pair = new Uint8Array(1 + 2 * HASH_BYTES)
pair[0] = 1

/** SHA-256 over a one byte and the two hashes below. */
export function nodeHash(left: Hash, right: Hash, sha256: Sha256 = pureSha256): Hash {
  pair.set(left, 1)
  pair.set(right, 1 + HASH_BYTES)
  return sha256(pair)
}

/** The root of a tree without entries. */
export const emptyRoot = (sha256: Sha256 = pureSha256): Hash => sha256(new Uint8Array(0))

/** The root over so many hashes, 32 bytes each in one run; of leaves, or of the roots of full subtrees of one height. */
export function rootOfHashes(hashes: Uint8Array, sha256: Sha256 = pureSha256): Hash {
  if (hashes.length === 0) return emptyRoot(sha256)
  let level: Uint8Array = Uint8Array.from(hashes)
  // Joining neighbours level by level, an odd one going up alone, gives the same tree. Each level is written over the one below.
  while (level.length > HASH_BYTES) {
    let next = 0
    for (let at = 0; at < level.length; at += 2 * HASH_BYTES) {
      const two = level.subarray(at, at + 2 * HASH_BYTES)
      pair.set(two, 1)
      level.set(two.length === HASH_BYTES ? two : sha256(pair), next)
      next += HASH_BYTES
    }
    level = level.subarray(0, next)
  }
  return level.slice()
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0
const areHashes = (hashes: readonly Hash[]): boolean => hashes.every((hash) => hash.length === HASH_BYTES)
const half = (number: number): number => Math.floor(number / 2)

export type Inclusion = Tree & {
  readonly index: number
  readonly leaf: Hash
  /** From the leaf's neighbour up. */
  readonly proof: readonly Hash[]
}

/** Whether the leaf stands at that place of that tree (RFC 9162, section 2.1.3.2). */
export function verifyInclusion({ index, size, root, leaf, proof }: Inclusion, sha256: Sha256 = pureSha256): boolean {
  if (!isSize(size) || !isSize(index) || index >= size || !areHashes([leaf, root, ...proof])) return false
  let [at, last, hash] = [index, size - 1, leaf]
  for (const beside of proof) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(beside, hash, sha256)
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else hash = nodeHash(hash, beside, sha256)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && sameBytes(hash, root)
}

export type Consistency = { readonly from: Tree; readonly to: Tree; readonly proof: readonly Hash[] }

/** Whether the later tree begins with all that the earlier one holds (RFC 9162, section 2.1.4.2). Every tree begins with the empty one. */
export function verifyConsistency({ from, to, proof }: Consistency, sha256: Sha256 = pureSha256): boolean {
  if (!isSize(from.size) || !isSize(to.size) || from.size > to.size || !areHashes([from.root, to.root, ...proof])) return false
  if (from.size === 0) return proof.length === 0 && sameBytes(from.root, emptyRoot(sha256))
  if (from.size === to.size) return proof.length === 0 && sameBytes(from.root, to.root)
  let [at, last] = [from.size - 1, to.size - 1]
  while (at % 2 === 1) [at, last] = [half(at), half(last)]
  // A full earlier tree is a node of the later one, and is left out of the proof.
  const [first, ...others] = at === 0 ? [from.root, ...proof] : proof
  if (first === undefined) return false
  let [before, after] = [first, first]
  for (const beside of others) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      ;[before, after] = [nodeHash(beside, before, sha256), nodeHash(beside, after, sha256)]
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
    } else after = nodeHash(after, beside, sha256)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && sameBytes(before, from.root) && sameBytes(after, to.root)
}
