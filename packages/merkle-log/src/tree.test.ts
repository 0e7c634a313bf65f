import { bytesOfHex, hexOf } from '#base'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  rootAt,
  rootOfHashes,
  verifyConsistency,
  verifyInclusion,
  type Hash,
  type MemoryLog,
} from './index.ts'
import { entriesTo, memoryLog, nodeSha256 } from './testing/memory-log.ts'
import { slowConsistency, slowInclusion, slowLeaf, slowRoot } from './testing/slow-tree.ts'

// The reference tree of certificate-transparency: eight leaves, with the roots and proofs that its implementations share.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const [, ONE, TWO, , FOUR] = ROOTS
const LEAF_1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'
const LEAVES_2_3 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e'
const LEAVES_4_7 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
const LEAF_4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'
const LEAVES_6_7 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0'
const LEAVES_4_5 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a'
/** Which entry of how many, and the proof. */
const INCLUSIONS: readonly (readonly [number, number, readonly (string | undefined)[]])[] = [
  [0, 1, []],
  [0, 8, [LEAF_1, LEAVES_2_3, LEAVES_4_7]],
  [5, 8, [LEAF_4, LEAVES_6_7, FOUR]],
  [2, 3, [TWO]],
  [1, 5, [ONE, LEAVES_2_3, LEAF_4]],
]
const CONSISTENCIES: readonly (readonly [number, number, readonly (string | undefined)[]])[] = [
  [1, 1, []],
  [1, 8, [LEAF_1, LEAVES_2_3, LEAVES_4_7]],
  [6, 8, [LEAVES_4_5, LEAVES_6_7, FOUR]],
  [2, 5, [LEAVES_2_3, LEAF_4]],
]

const bytes = (hex: string | undefined): Uint8Array => bytesOfHex(hex ?? 'no hex') ?? new Uint8Array(0)
const reference = memoryLog()
/** All sizes that the other tests look at, with one log: a log of n entries begins each longer one. */
const log: MemoryLog = memoryLog()
const MOST = 600
const leaves = entriesTo(MOST).map(slowLeaf)

beforeAll(async () => {
  await reference.add(LEAVES.map(bytes))
  // Every partial tile that a smaller tree needs lies there, as a log that signed each size would have them; a fuller one would do as well.
  await log.add(entriesTo(MOST))
})
const tile: MemoryLog['reader']['tile'] = async ({ level, index }) =>
  [...log.files].find(([path]) => path.startsWith(`tile/${level}/${String(index).padStart(3, '0')}`))?.[1] ?? null
const rootOf = (size: number): Hash => (size === 0 ? emptyRoot() : rootOfHashes(Buffer.concat(leaves.slice(0, size))))

describe('the reference tree', () => {
  test('has its roots', async () => {
    for (const [size, root] of ROOTS.entries()) {
      const hashes = LEAVES.slice(0, size).map((leaf) => leafHash(bytes(leaf)))
      expect(hexOf(rootOfHashes(Buffer.concat(hashes)))).toBe(root)
      const shorter = memoryLog()
      await shorter.add(LEAVES.slice(0, size).map(bytes))
      expect([hexOf(shorter.root), hexOf(await rootAt(size, shorter.reader.tile))]).toEqual([root, root])
    }
  })

  test('has its proofs, and they show what they say', async () => {
    const readTile: MemoryLog['reader']['tile'] = async () => reference.files.get('tile/0/000.p/8') ?? null
    for (const [index, size, proof] of INCLUSIONS) {
      expect((await inclusionProof(index, size, readTile)).map(hexOf)).toEqual(proof)
      const [leaf, root] = [leafHash(bytes(LEAVES[index])), bytes(ROOTS[size])]
      expect(verifyInclusion({ index, size, root, leaf, proof: proof.map(bytes) })).toBe(true)
    }
    for (const [from, to, proof] of CONSISTENCIES) {
      expect((await consistencyProof(from, to, readTile)).map(hexOf)).toEqual(proof)
      const trees = { from: { size: from, root: bytes(ROOTS[from]) }, to: { size: to, root: bytes(ROOTS[to]) } }
      expect(verifyConsistency({ ...trees, proof: proof.map(bytes) })).toBe(true)
    }
  })
})

describe('beside the slow tree', () => {
  test('all pairs of sizes up to 20', async () => {
    for (let to = 1; to <= 20; to += 1) {
      const first = leaves.slice(0, to)
      expect(hexOf(await rootAt(to, tile, nodeSha256))).toBe(hexOf(slowRoot(first)))
      for (let from = 0; from <= to; from += 1) {
        const proof = await consistencyProof(from, to, tile)
        expect(proof).toEqual(slowConsistency(from, first))
        expect(verifyConsistency({ from: { size: from, root: rootOf(from) }, to: { size: to, root: rootOf(to) }, proof })).toBe(true)
        if (from === to) continue
        const path = await inclusionProof(from, to, tile)
        expect(path).toEqual(slowInclusion(from, first))
        expect(verifyInclusion({ index: from, size: to, root: rootOf(to), leaf: leaves[from] ?? rootOf(0), proof: path })).toBe(true)
      }
    }
  })

  test('sizes with more than one tile', async () => {
    const sizes = fc.tuple(fc.integer({ min: 200, max: MOST }), fc.nat({ max: MOST }), fc.nat({ max: MOST }))
    const property = fc.asyncProperty(sizes, async ([to, one, other]) => {
      const first = leaves.slice(0, to)
      const [from, index] = [one % (to + 1), other % to]
      expect(await rootAt(to, tile)).toEqual(slowRoot(first))
      expect(await consistencyProof(from, to, tile)).toEqual(slowConsistency(from, first))
      expect(await inclusionProof(index, to, tile)).toEqual(slowInclusion(index, first))
    })
    await fc.assert(property, { numRuns: 25, examples: [[[256, 256, 255]], [[257, 256, 256]], [[512, 256, 300]], [[513, 512, 512]]] })
  })
})

describe('what does not fit is not believed', () => {
  const changed = (proof: readonly Hash[], at: number, byte: number): readonly Hash[] =>
    proof.map((hash, place) => (place === at ? hash.map((value, where) => (where === byte ? value ^ 1 : value)) : hash))

  test('each byte of each hash of a proof', async () => {
    const [from, to, index] = [11, 23, 9]
    const trees = { from: { size: from, root: rootOf(from) }, to: { size: to, root: rootOf(to) } }
    const proof = await consistencyProof(from, to, tile)
    const entry = { index, size: to, root: rootOf(to), leaf: leaves[index] ?? rootOf(0) }
    const path = await inclusionProof(index, to, tile)
    expect([verifyConsistency({ ...trees, proof }), verifyInclusion({ ...entry, proof: path })]).toEqual([true, true])
    for (let byte = 0; byte < 32; byte += 1) {
      for (const at of proof.keys()) expect(verifyConsistency({ ...trees, proof: changed(proof, at, byte) })).toBe(false)
      for (const at of path.keys()) expect(verifyInclusion({ ...entry, proof: changed(path, at, byte) })).toBe(false)
    }
  })

  test('another length, place, size or root', async () => {
    const [size, index] = [23, 9]
    const proof = await inclusionProof(index, size, tile)
    const entry = { index, size, root: rootOf(size), leaf: leaves[index] ?? rootOf(0), proof }
    const wrong = [
      ...[proof.slice(1), proof.slice(0, -1), [...proof, rootOf(1)], []].map((other) => ({ ...entry, proof: other })),
      ...[8, 10, -1, 9.5, 23, 1e300, Number.NaN].map((other) => ({ ...entry, index: other })),
      ...[0, 9, 10, 4, -23, 1e300, Number.POSITIVE_INFINITY].map((other) => ({ ...entry, size: other })),
      // The proof of a smaller tree, with its root, said to be of a larger one.
      { ...entry, root: rootOf(16), proof: await inclusionProof(index, 16, tile) },
      { ...entry, root: rootOf(22) },
      { ...entry, root: new Uint8Array(0) },
      { ...entry, leaf: leaves[8] ?? rootOf(0) },
    ]
    expect(wrong.map((other) => verifyInclusion(other))).toEqual(wrong.map(() => false))
  })

  test('a tree that is no beginning', async () => {
    const proof = await consistencyProof(8, 23, tile)
    const [from, to] = [
      { size: 8, root: rootOf(8) },
      { size: 23, root: rootOf(23) },
    ]
    expect(verifyConsistency({ from, to, proof })).toBe(true)
    const wrong = [
      { from, to: { size: 23, root: rootOf(16) }, proof: await consistencyProof(8, 16, tile) },
      { from: to, to: from, proof },
      { from, to, proof: [] },
      { from: { size: 8, root: rootOf(7) }, to, proof },
      { from: { size: 7, root: rootOf(7) }, to, proof },
      { from: { size: 9, root: rootOf(8) }, to, proof },
      { from: { size: 0, root: rootOf(8) }, to, proof: [] },
      { from: { size: 0, root: rootOf(0) }, to, proof },
      { from: { size: 23, root: rootOf(22) }, to, proof: [] },
      { from, to: { size: 24, root: rootOf(23) }, proof: [...proof, rootOf(1)] },
    ]
    expect(wrong.map((other) => verifyConsistency(other))).toEqual(wrong.map(() => false))
  })
})
