import { bytesOfHex, hexOf } from '#base'
import { b64Of, bytesOfB64, digestOf, hexDigest, utf8 } from './bytes.ts'
import { isDigest, type Issued, type Slots } from './forms.ts'
import { bytesLike, fieldsOf, listOf, numberFrom, oneOf, reader } from './shape.ts'

/**
 * Each member of the roll has one slot, which a credential uses up. The issuer publishes two trees of salted commitments, of used slots and of empty ones: their sizes are
 * the counts, and each member can see that the own slot stands in the right one. Who makes credentials in the names of others has to use up their slots.
 */
export type SlotState = 'issued' | 'empty'
export type SlotProof = {
  readonly form: 'passerelle-slot/1'
  readonly state: SlotState
  readonly salt: string
  readonly index: number
  readonly size: number
  readonly path: readonly string[]
  readonly root: string
}

export const saltBytes = 16

/** `salt`: 16 bytes that the member alone is shown; without it nobody can try out who stands where. Hex. */
export function slotCommitment(state: SlotState, salt: Uint8Array): string {
  if (salt.length !== saltBytes) throw new RangeError(`the salt of a slot has ${saltBytes} bytes`)
  return hexDigest(utf8(`passerelle/slot/v1\n${state}\n`), salt)
}

/** Sorted, so that the order tells nothing. */
export const sortedCommitments = (commitments: readonly string[]): readonly string[] =>
  commitments.toSorted((one, other) => (one < other ? -1 : 1))

/** The Merkle tree of RFC 6962 over the commitments (hex), which are sorted first. */
export function treeOf(commitments: readonly string[]): Issued {
  const leaves = sortedCommitments(commitments).map(leafOf)
  return { size: leaves.length, root: hexOf(rootOf(leaves)) }
}

export const slotsOf = (issued: readonly string[], empty: readonly string[]): Slots => ({
  form: 'passerelle-slots/1',
  issued: sortedCommitments(issued),
  empty: sortedCommitments(empty),
})

/** For the member whose slot it is. `commitments`: all of that state. Null where the slot is not among them. */
export function slotProof(commitments: readonly string[], state: SlotState, salt: Uint8Array): SlotProof | null {
  const sorted = sortedCommitments(commitments)
  const index = sorted.indexOf(slotCommitment(state, salt))
  if (index < 0) return null
  const leaves = sorted.map(leafOf)
  const path = pathOf(leaves, index).map(hexOf)
  return { form: 'passerelle-slot/1', state, salt: b64Of(salt), index, size: leaves.length, path, root: hexOf(rootOf(leaves)) }
}

/** `published`: the trees as election.json has them. */
export function checkSlot(proof: SlotProof, published: { readonly issued: Issued; readonly empty: Issued }): boolean {
  const salt = bytesOfB64(proof.salt)
  const { size, root } = published[proof.state]
  if (salt?.length !== saltBytes || size !== proof.size || root !== proof.root || proof.index >= size) return false
  const path = proof.path.map((digest) => bytesOfHex(digest) ?? new Uint8Array())
  const top = topOf(leafOf(slotCommitment(proof.state, salt)), { index: proof.index, size, path })
  return top !== null && hexOf(top) === root
}

const most = 2 ** 31 - 1
export const readSlotProof = reader(
  fieldsOf<SlotProof>({
    form: oneOf('passerelle-slot/1'),
    state: oneOf('issued', 'empty'),
    salt: bytesLike(saltBytes),
    index: numberFrom(0, most),
    size: numberFrom(1, most),
    path: listOf(isDigest, 32),
    root: isDigest,
  }),
  'slot.malformed',
)

const leafOf = (commitment: string): Uint8Array => digestOf(Uint8Array.of(0), bytesOfHex(commitment) ?? new Uint8Array())
const nodeOf = (left: Uint8Array, right: Uint8Array): Uint8Array => digestOf(Uint8Array.of(1), left, right)

/** The largest power of two below the size. */
function splitOf(size: number): number {
  let split = 1
  while (2 * split < size) split *= 2
  return split
}

function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return digestOf()
  if (leaves.length === 1) return first
  const split = splitOf(leaves.length)
  return nodeOf(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)))
}

/** From the leaf upwards. */
function pathOf(leaves: readonly Uint8Array[], index: number): readonly Uint8Array[] {
  if (leaves.length < 2) return []
  const split = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return index < split ? [...pathOf(left, index), rootOf(right)] : [...pathOf(right, index - split), rootOf(left)]
}

type Way = { readonly index: number; readonly size: number; readonly path: readonly Uint8Array[] }

/** Null where the path is too short or too long for the place. */
function topOf(leaf: Uint8Array, { index, size, path }: Way): Uint8Array | null {
  const beside = path.at(-1)
  if (size === 1) return beside === undefined ? leaf : null
  if (beside === undefined) return null
  const split = splitOf(size)
  const onTheLeft = index < split
  const below = onTheLeft ? { index, size: split } : { index: index - split, size: size - split }
  const top = topOf(leaf, { ...below, path: path.slice(0, -1) })
  if (top === null) return null
  return onTheLeft ? nodeOf(top, beside) : nodeOf(beside, top)
}
