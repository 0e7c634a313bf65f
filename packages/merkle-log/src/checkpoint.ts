/** The head of a log, signed (c2sp.org/tlog-checkpoint), and that a witness has seen it (c2sp.org/tlog-cosignature). */
import { base64Of, bytesOfBase64 } from '#base'
import { COSIGNATURE, ED25519, isKeyName, keyIdOf, utf8, type Signer } from './keys.ts'
import { readNote, writeNote, type Note, type SignatureLine } from './note.ts'
import { HASH_BYTES, type Tree } from './tree.ts'

/** `origin`: whose log it is, as `hub.example.org/log`; also the name of its key. */
export type Checkpoint = Tree & { readonly origin: string }

/** The text that is signed. Further lines are never written. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${base64Of(root)}\n`

/** Null where it is no checkpoint. Lines that follow the root are allowed; they are signed, and mean nothing here. */
export function readCheckpointText(text: string): Checkpoint | null {
  if (!text.endsWith('\n')) return null
  const [origin = '', digits = '', encoded = '', ...others] = text.slice(0, -1).split('\n')
  const root = bytesOfBase64(encoded)
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(digits) || root?.length !== HASH_BYTES || others.includes('')) return null
  const size = Number(digits)
  return Number.isSafeInteger(size) ? { origin, size, root } : null
}

/** A checkpoint with its signatures; null where it is none. */
export function readCheckpoint(note: string): { readonly checkpoint: Checkpoint; readonly note: Note } | null {
  const read = readNote(note)
  const checkpoint = read === null ? null : readCheckpointText(read.text)
  return read === null || checkpoint === null ? null : { checkpoint, note: read }
}

/** The signed note. The signer's name is the origin; a RangeError is thrown for one that no key may have. */
export async function signCheckpoint(tree: Tree, { name, publicKey, sign }: Signer): Promise<string> {
  if (!isKeyName(name)) throw new RangeError('the origin of a log has no spaces and no plus signs')
  const text = checkpointText({ origin: name, size: tree.size, root: tree.root })
  const signature = await sign(utf8(text))
  return writeNote({ text, signatures: [{ name, key: keyIdOf(name, ED25519, publicKey), signature }] })
}

/** What a witness signs. `time`: seconds since 1970. */
export const cosignedText = (time: number, checkpoint: string): string => `cosignature/v1\ntime ${time}\n${checkpoint}`

/** A witness's signature over the text of a checkpoint (the note without its signatures). `time`: whole seconds since 1970. */
export async function cosign(text: string, time: number, { name, publicKey, sign }: Signer): Promise<SignatureLine> {
  const made = await sign(utf8(cosignedText(time, text)))
  const signature = new Uint8Array(8 + made.length)
  new DataView(signature.buffer).setBigUint64(0, BigInt(time))
  signature.set(made, 8)
  return { name, key: keyIdOf(name, COSIGNATURE, publicKey), signature }
}

/** When it was signed, and the signature itself; null where it has another length, or a time that no clock shows. */
export function readCosignature(signature: Uint8Array): { readonly time: number; readonly signature: Uint8Array } | null {
  if (signature.length !== 72) return null
  const time = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0))
  return Number.isSafeInteger(time) ? { time, signature: signature.slice(8) } : null
}
