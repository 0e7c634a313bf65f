import { bitsOf, numberOf } from './numbers.ts'

/** A public key whose holder signs what it cannot read. */
export type PublicKey = {
  readonly modulus: bigint
  readonly exponent: bigint
  /** Bytes of the modulus, and so of all that is blinded and signed. */
  readonly bytes: number
  /** SPKI, DER: what everybody compares. */
  readonly spki: Uint8Array<ArrayBuffer>
  readonly verifying: CryptoKey
}

export type KeyFault = 'key.unreadable' | 'key.two-forms' | 'key.short' | 'key.even' | 'key.exponent'

const leastBits = 3072
const exponentOfAll = 65537n
const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' }

/**
 * Whether a key may be used is asked by whoever is to be hidden by it: an odd modulus of 3072 bits or more, the exponent 65537, and one form alone,
 * since two forms of one key would have two digests. `least` is for the published vectors.
 */
export async function readPublicKey(spki: Uint8Array, least = leastBits): Promise<PublicKey | KeyFault> {
  const given = Uint8Array.from(spki)
  const key = await crypto.subtle.importKey('spki', given, algorithm, true, ['verify']).catch(() => null)
  if (key === null) return 'key.unreadable'
  const again = new Uint8Array(await crypto.subtle.exportKey('spki', key))
  if (again.length !== given.length || again.some((byte, at) => byte !== given[at])) return 'key.two-forms'
  const { n, e } = await crypto.subtle.exportKey('jwk', key)
  const [modulus, exponent] = [n, e].map((number) => numberOf(decoded(number ?? '')))
  if (modulus === undefined || exponent === undefined) return 'key.unreadable'
  if (bitsOf(modulus) < least) return 'key.short'
  if (modulus % 2n === 0n) return 'key.even'
  if (exponent !== exponentOfAll) return 'key.exponent'
  return { modulus, exponent, bytes: Math.ceil(bitsOf(modulus) / 8), spki: given, verifying: key }
}

const decoded = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
