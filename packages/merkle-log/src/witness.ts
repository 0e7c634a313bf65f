/** What a log asks a witness, and what the witness says (c2sp.org/tlog-witness). Who keeps the state does so before it gives the answer out. */
import { base64Of, bytesOfBase64 } from '#base'
import { cosign, readCheckpoint, type Checkpoint } from './checkpoint.ts'
import { ED25519, utf8, type Key, type Signer, type VerifyEd25519 } from './keys.ts'
import { readSignatures, signatureLine, type SignatureLine } from './note.ts'
import { HASH_BYTES, pureSha256, sameBytes, verifyConsistency, emptyRoot, type Hash, type Sha256, type Tree } from './tree.ts'

/** `old`: the size that the witness has signed last. `note`: the checkpoint with the log's signature. */
export type AddCheckpoint = { readonly old: number; readonly proof: readonly Hash[]; readonly note: string }

const MOST_PROOF_LINES = 63

/** The body of `POST <witness>/add-checkpoint`. */
export const writeAddCheckpoint = ({ old, proof, note }: AddCheckpoint): string =>
  `${[`old ${old}`, ...proof.map(base64Of)].join('\n')}\n\n${note}`

/** Null where it is none. */
export function readAddCheckpoint(body: string): AddCheckpoint | null {
  const cut = body.indexOf('\n\n')
  if (cut < 0) return null
  const [first = '', ...lines] = body.slice(0, cut).split('\n')
  const [, digits] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? []
  const proof = lines.flatMap((line) => bytesOfBase64(line) ?? [])
  if (digits === undefined || lines.length > MOST_PROOF_LINES || proof.length !== lines.length) return null
  if (proof.some((hash) => hash.length !== HASH_BYTES) || !Number.isSafeInteger(Number(digits))) return null
  return { old: Number(digits), proof, note: body.slice(cut + 2) }
}

/** The signatures in the answer of a witness; null where it is none. They are not checked. */
export const readWitnessAnswer = (answer: string): readonly SignatureLine[] | null => readSignatures(answer)

/** Why a witness does not sign, with the status that it answers. `split`: two trees of one size, or a later one that does not hold the earlier. */
export type WitnessRefusal = {
  readonly ok: false
  readonly status: 400 | 403 | 404 | 409 | 422
  readonly size: number | null
  readonly split: boolean
}
export type WitnessConsent = { readonly ok: true; readonly checkpoint: Checkpoint; readonly text: string }

type Knowing = {
  /** The keys of the logs that it watches. */
  readonly logs: readonly Key[]
  /** The tree that it has signed last for an origin; null: none yet. */
  readonly last: (origin: string) => Tree | null
  readonly verify: VerifyEd25519
  readonly sha256?: Sha256
}

const refusal = (status: WitnessRefusal['status'], more: Partial<WitnessRefusal> = {}): WitnessRefusal => ({
  ok: false,
  status,
  size: null,
  split: false,
  ...more,
})

/** Whether the witness may sign. Null for what is no request at all is a 400 too. */
export async function considerCheckpoint(
  asked: AddCheckpoint | null,
  { logs, last, verify, sha256 = pureSha256 }: Knowing,
): Promise<WitnessConsent | WitnessRefusal> {
  const read = asked === null ? null : readCheckpoint(asked.note)
  if (asked === null || read === null) return refusal(400)
  const { checkpoint, note } = read
  const keys = logs.filter(({ name, algorithm }) => name === checkpoint.origin && algorithm === ED25519)
  if (keys.length === 0) return refusal(404)
  if (!(await isSigned(note, keys, verify))) return refusal(403)
  if (asked.old > checkpoint.size) return refusal(400)
  const known = last(checkpoint.origin) ?? { size: 0, root: emptyRoot(sha256) }
  // One tree of a size that was signed already, and another root, is told whatever the request says of its old size.
  const split = known.size === checkpoint.size && !sameBytes(known.root, checkpoint.root)
  if (split || asked.old !== known.size) return refusal(409, { size: known.size, split })
  const consistent = verifyConsistency({ from: known, to: checkpoint, proof: asked.proof }, sha256)
  return consistent ? { ok: true, checkpoint, text: note.text } : refusal(422)
}

async function isSigned(
  { text, signatures }: { readonly text: string; readonly signatures: readonly SignatureLine[] },
  keys: readonly Key[],
  verify: VerifyEd25519,
): Promise<boolean> {
  for (const { name, key, signature } of signatures) {
    const by = keys.find((one) => one.name === name && one.id === key)
    if (by !== undefined && signature.length === 64 && (await verify(by.publicKey, utf8(text), signature)) === true) return true
  }
  return false
}

/** The answer of a witness that signs: one line. `time`: whole seconds since 1970. */
export async function witnessAnswer({ text }: WitnessConsent, time: number, signer: Signer): Promise<string> {
  return signatureLine(await cosign(text, time, signer))
}
