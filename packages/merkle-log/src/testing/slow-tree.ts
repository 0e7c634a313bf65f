import { createHash } from 'node:crypto'

// RFC 6962 word for word: lists are cut in two by the largest power of two below their length, and nothing is kept. Slow, and easy to believe.

const sha = (...parts: readonly Uint8Array[]): Uint8Array => {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return new Uint8Array(digest.digest())
}

export const slowLeaf = (entry: Uint8Array): Uint8Array => sha(Uint8Array.of(0), entry)

function cut(length: number): number {
  let at = 1
  while (at * 2 < length) at *= 2
  return at
}

/** MTH(D[n]), of hashes of leaves. */
export function slowRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves
  if (only === undefined) return sha()
  if (leaves.length === 1) return only
  const at = cut(leaves.length)
  return sha(Uint8Array.of(1), slowRoot(leaves.slice(0, at)), slowRoot(leaves.slice(at)))
}

/** PATH(m, D[n]) */
export function slowInclusion(index: number, leaves: readonly Uint8Array[]): readonly Uint8Array[] {
  if (leaves.length === 1) return []
  const at = cut(leaves.length)
  return index < at
    ? [...slowInclusion(index, leaves.slice(0, at)), slowRoot(leaves.slice(at))]
    : [...slowInclusion(index - at, leaves.slice(at)), slowRoot(leaves.slice(0, at))]
}

/** PROOF(m, D[n]); empty where one of the two trees is. */
export const slowConsistency = (from: number, leaves: readonly Uint8Array[]): readonly Uint8Array[] =>
  from === 0 ? [] : subproof(from, leaves, true)

function subproof(from: number, leaves: readonly Uint8Array[], whole: boolean): readonly Uint8Array[] {
  if (from === leaves.length) return whole ? [] : [slowRoot(leaves)]
  const at = cut(leaves.length)
  return from <= at
    ? [...subproof(from, leaves.slice(0, at), whole), slowRoot(leaves.slice(at))]
    : [...subproof(from - at, leaves.slice(at), false), slowRoot(leaves.slice(0, at))]
}
