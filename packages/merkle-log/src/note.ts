/** A text with signatures below it (c2sp.org/signed-note). */
import { base64Of, bytesOfBase64 } from '#base'
import { idBytes, idIn, isKeyName } from './keys.ts'

/** `key`: the id of the key, 8 hex digits. `signature`: what stands behind the id. */
export type SignatureLine = { readonly name: string; readonly key: string; readonly signature: Uint8Array }
/** `text` ends with a newline, and its UTF-8 is what was signed. */
export type Note = { readonly text: string; readonly signatures: readonly SignatureLine[] }

/** So many that no reader works for long: the form asks for 16 at least. */
const MOST_SIGNATURES = 100

export function signatureLine({ name, key, signature }: SignatureLine): string {
  const bytes = new Uint8Array(4 + signature.length)
  bytes.set(idBytes(key))
  bytes.set(signature, 4)
  return `— ${name} ${base64Of(bytes)}\n`
}

export const writeNote = ({ text, signatures }: Note): string => `${text}\n${signatures.map(signatureLine).join('')}`

/** Null where it is no signed note. Signatures are read and not checked. */
export function readNote(note: string): Note | null {
  // Other control characters could show a reader another text than the one that is signed.
  if (/[^\P{Cc}\n]/u.test(note)) return null
  const cut = note.lastIndexOf('\n\n')
  const signatures = cut < 0 ? null : readSignatures(note.slice(cut + 2))
  return signatures === null ? null : { text: note.slice(0, cut + 1), signatures }
}

/** One line or more, each ended by a newline; null where one of them is no signature. */
export function readSignatures(text: string): readonly SignatureLine[] | null {
  if (!text.endsWith('\n')) return null
  const lines = text.slice(0, -1).split('\n')
  const signatures = lines.flatMap((line) => readSignature(line) ?? [])
  return signatures.length === lines.length && lines.length <= MOST_SIGNATURES ? signatures : null
}

function readSignature(line: string): SignatureLine | null {
  const [, name = '', encoded = ''] = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
  const bytes = bytesOfBase64(encoded)
  return !isKeyName(name) || bytes === null || bytes.length < 5 ? null : { name, key: idIn(bytes), signature: bytes.slice(4) }
}

/** The same note with more signatures; one that is there already is not told twice. Null where it is no note. */
export function withSignatures(note: string, more: readonly SignatureLine[]): string | null {
  const read = readNote(note)
  if (read === null) return null
  const lines = [...new Set([...read.signatures, ...more].map(signatureLine))]
  return `${read.text}\n${lines.join('')}`
}
