/** Blind RSA signatures (RFC 9474, RSABSSA with SHA-384) in the form that a voter needs, on BigInt and WebCrypto alone. */
export {
  blind,
  finalize,
  prepared,
  pssDeterministic,
  pssRandomized,
  pssZeroDeterministic,
  pssZeroRandomized,
  verify,
  type Blinded,
  type BlindFault,
  type Variant,
} from './blind.ts'
export { numberOf } from './numbers.ts'
export { readPublicKey, type KeyFault, type PublicKey } from './public-key.ts'
