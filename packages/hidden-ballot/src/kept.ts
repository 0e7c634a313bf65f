import { b64Of, bytesOfB64, utf8 } from './bytes.ts'
import { bytesLike, fieldsOf, oneOf, reader } from './shape.ts'

/** The root as a device keeps it: sealed with what a passkey alone can say again (the PRF extension of WebAuthn). */
export type WrappedRoot = { readonly form: 'passerelle-kept/1'; readonly iv: string; readonly sealed: string }

export const ivBytes = 12
const form = 'passerelle-kept/1'

export const readWrappedRoot = reader(
  fieldsOf<WrappedRoot>({ form: oneOf(form), iv: bytesLike(ivBytes), sealed: bytesLike(32 + 16) }),
  'kept.malformed',
)

/** `prf`: the 32 bytes that the passkey answered. `iv`: 12 random bytes, new for each time. */
export async function wrapRoot(root: Uint8Array, prf: Uint8Array, iv: Uint8Array): Promise<WrappedRoot> {
  const sealed = await crypto.subtle.encrypt(sealing(iv), await keyOf(prf), Uint8Array.from(root))
  return { form, iv: b64Of(iv), sealed: b64Of(new Uint8Array(sealed)) }
}

/** Null where it was sealed with another passkey, or altered. */
export async function unwrapRoot({ iv, sealed }: WrappedRoot, prf: Uint8Array): Promise<Uint8Array | null> {
  const [given, bytes] = [bytesOfB64(iv), bytesOfB64(sealed)]
  if (given === null || bytes === null) return null
  const root = await crypto.subtle.decrypt(sealing(given), await keyOf(prf), bytes).catch(() => null)
  return root === null ? null : new Uint8Array(root)
}

const sealing = (iv: Uint8Array) => ({ name: 'AES-GCM', iv: Uint8Array.from(iv), additionalData: utf8(form) })

async function keyOf(prf: Uint8Array): Promise<CryptoKey> {
  if (prf.length !== 32) throw new RangeError('a passkey answers 32 bytes')
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(prf), 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: utf8('passerelle/kept/v1') }
  return crypto.subtle.deriveKey(how, key, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}
