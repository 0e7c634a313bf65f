import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, privateDecrypt, type KeyObject } from 'node:crypto'
import { inverse } from '../numbers.ts'

/** The signer's side, by OpenSSL: what it is given to the power of the private exponent, and nothing else. */
export function blindSignature(secret: KeyObject, blinded: Uint8Array): Uint8Array {
  return privateDecrypt({ key: secret, padding: constants.RSA_NO_PADDING }, blinded)
}

export const spkiOf = (secret: KeyObject): Uint8Array => createPublicKey(secret).export({ format: 'der', type: 'spki' })

/** Made once for a file of tests: a key takes up to a second. */
export const freshKey = (bits = 3072): KeyObject => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey

/** The private key of two primes, as the vectors give them. */
export function keyOfPrimes(p: bigint, q: bigint): KeyObject {
  const d = inverse(65537n, (p - 1n) * (q - 1n)) ?? 0n
  const numbers = { n: p * q, e: 65537n, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) ?? 0n }
  const written = Object.entries(numbers).map(([name, number]) => [name, written64(number)])
  return createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...Object.fromEntries(written) } })
}

function written64(number: bigint): string {
  const digits = number.toString(16)
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString('base64url')
}
