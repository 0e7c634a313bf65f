/** Keys as a line of text that names whose they are (c2sp.org/signed-note, "verifier keys"). */
import { base64Of, bytesOfBase64, hexOf, sha256 } from '#base'

/** What a key signs: a log its checkpoints, a witness what it has seen and when. Any other is kept, and cannot be checked here (6 is ML-DSA-44). */
export const ED25519 = 1
export const COSIGNATURE = 4

/** `id`: 8 hex digits. `publicKey`: of Ed25519 32 bytes. */
export type Key = { readonly name: string; readonly id: string; readonly algorithm: number; readonly publicKey: Uint8Array }

/** Whether the signature over the bytes was made with the Ed25519 key (32 bytes, not SPKI); null: this cannot be found out here. It must not throw. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean | null>
/** Signs with Ed25519. */
export type SignEd25519 = (message: Uint8Array) => Promise<Uint8Array>
/** Who signs, by the name under which its signatures stand. */
export type Signer = { readonly name: string; readonly publicKey: Uint8Array; readonly sign: SignEd25519 }

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Not empty, without spaces, control characters and plus signs. */
export const isKeyName = (name: string): boolean => name !== '' && !/[\s\p{Cc}\p{Z}+]/u.test(name)

/** The first four bytes of the SHA-256 over name, newline, algorithm and public key. */
export function keyIdOf(name: string, algorithm: number, publicKey: Uint8Array): string {
  const digest = sha256()
  digest.bytes(utf8(`${name}\n`))
  digest.bytes(Uint8Array.of(algorithm))
  digest.bytes(publicKey)
  return digest.hex().slice(0, 8)
}

/** Throws a RangeError for a name that no key may have. */
export function keyOf(name: string, algorithm: number, publicKey: Uint8Array): Key {
  if (!isKeyName(name)) throw new RangeError('the name of a key has no spaces and no plus signs')
  return { name, id: keyIdOf(name, algorithm, publicKey), algorithm, publicKey }
}

/** `hub.example.org/log+1c3a5b7d+AQ...`: name, id, and algorithm with public key in base64. */
export function vkeyOf({ name, id, algorithm, publicKey }: Key): string {
  const bytes = new Uint8Array(1 + publicKey.length)
  bytes[0] = algorithm
  bytes.set(publicKey, 1)
  return `${name}+${id}+${base64Of(bytes)}`
}

/** Null where it is no such line, or where its id does not belong to its key. */
export function readVkey(text: string): Key | null {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  const bytes = bytesOfBase64(encoded)
  const [algorithm] = bytes ?? []
  if (!isKeyName(name) || bytes === null || algorithm === undefined) return null
  const publicKey = bytes.slice(1)
  if ((algorithm === ED25519 || algorithm === COSIGNATURE) && publicKey.length !== 32) return null
  return keyIdOf(name, algorithm, publicKey) === id ? { name, id, algorithm, publicKey } : null
}

export const idBytes = (id: string): Uint8Array => Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
export const idIn = (bytes: Uint8Array): string => hexOf(bytes.subarray(0, 4))
