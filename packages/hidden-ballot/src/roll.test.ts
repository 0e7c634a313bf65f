import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkSlot, readSlotProof, slotCommitment, slotProof, treeOf, type SlotProof } from './index.ts'
import { rootOf } from './testing/issuer.ts'

const salt = (number: number): Uint8Array => rootOf(number).slice(0, 16)
const slots = (size: number): string[] => Array.from({ length: size }, (_, at) => slotCommitment('issued', salt(at)))
const hash = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
const none = treeOf([])

/** Slow and obvious: level by level, a node without a neighbour rises as it is, which is the tree of RFC 6962. */
function obviousRoot(commitments: readonly string[]): string {
  let level = commitments.toSorted().map((each) => hash(Buffer.of(0), Buffer.from(each, 'hex')))
  while (level.length > 1) {
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, at) => {
      const [left, right] = level.slice(2 * at, 2 * at + 2)
      return right === undefined ? (left ?? Buffer.alloc(0)) : hash(Buffer.of(1), left ?? Buffer.alloc(0), right)
    })
  }
  return (level[0] ?? hash()).toString('hex')
}

describe('the roll', () => {
  test('every slot of every size up to twenty-four proves itself, and in no other tree', () => {
    for (let size = 1; size <= 24; size += 1) {
      const all = slots(size)
      const issued = treeOf(all.toReversed())
      expect(issued).toEqual({ size, root: obviousRoot(all) })
      const proofs = all.map((_, at) => slotProof(all, 'issued', salt(at)))
      expect(proofs.every((proof) => proof !== null && checkSlot(proof, { issued, empty: none }))).toBe(true)
      expect(new Set(proofs.map((proof) => proof?.index)).size).toBe(size)
      const other = treeOf([...all.slice(1), slotCommitment('issued', salt(999))])
      expect(proofs.some((proof) => proof !== null && checkSlot(proof, { issued: other, empty: none }))).toBe(false)
    }
  })

  test('a proof says one thing: any part of it altered does not hold', () => {
    const all = slots(11)
    const trees = { issued: treeOf(all), empty: none }
    const proof = slotProof(all, 'issued', salt(4))
    if (proof === null) throw new Error('the slot is there')
    expect(readSlotProof(JSON.parse(JSON.stringify(proof)))).toEqual({ ok: true, value: proof })
    const [first = '', ...rest] = proof.path
    const altered: readonly SlotProof[] = [
      { ...proof, state: 'empty' },
      { ...proof, index: proof.index === 0 ? 1 : proof.index - 1 },
      { ...proof, index: 11 },
      { ...proof, size: 12 },
      { ...proof, path: rest },
      { ...proof, path: [first, ...proof.path] },
      { ...proof, path: [first.replace(/^./, (digit) => (digit === '0' ? '1' : '0')), ...rest] },
      { ...proof, salt: Buffer.from(salt(5)).toString('base64url') },
      { ...proof, root: none.root },
    ]
    expect(altered.map((one) => checkSlot(one, trees))).toEqual(altered.map(() => false))
    // Who says "empty" of a slot that was used must publish it among the empty ones.
    expect(slotProof(all, 'empty', salt(4))).toBeNull()
    expect(slotCommitment('empty', salt(4))).not.toBe(slotCommitment('issued', salt(4)))
  })
})
