import { bitsOf, bytesOf, inverse, numberOf, power } from './numbers.ts'
import { encoded, hashBytes, joined } from './pss.ts'
import type { PublicKey } from './public-key.ts'

/**
 * The four variants of RFC 9474. `salt`: bytes of the salt of PSS. `prefix`: random bytes before the message, which are needed wherever somebody could
 * guess it; a message that holds a key of 32 random bytes needs none.
 */
export type Variant = { readonly name: string; readonly salt: number; readonly prefix: number }

export const pssDeterministic: Variant = { name: 'RSABSSA-SHA384-PSS-Deterministic', salt: hashBytes, prefix: 0 }
export const pssRandomized: Variant = { name: 'RSABSSA-SHA384-PSS-Randomized', salt: hashBytes, prefix: 32 }
export const pssZeroDeterministic: Variant = { name: 'RSABSSA-SHA384-PSSZERO-Deterministic', salt: 0, prefix: 0 }
export const pssZeroRandomized: Variant = { name: 'RSABSSA-SHA384-PSSZERO-Randomized', salt: 0, prefix: 32 }

/** What goes to the signer, and what takes its blindness from the answer again. */
export type Blinded = { readonly message: Uint8Array<ArrayBuffer>; readonly inverse: bigint }

export type BlindFault = 'blind.message' | 'blind.factor'

/** The message as it is signed. `prefix`: as many random bytes as the variant asks for. */
export function prepared(message: Uint8Array, prefix: Uint8Array, { name, prefix: needed }: Variant): Uint8Array<ArrayBuffer> {
  if (prefix.length !== needed) throw new RangeError(`${name} takes ${needed} bytes before the message`)
  return joined(prefix, message)
}

/**
 * `salt` and `factor` come from outside: whoever derives both from a secret sends the same bytes again after a loss. The factor must be below the modulus,
 * uniform, and never used for anything else.
 */
export async function blind(
  key: PublicKey,
  message: Uint8Array,
  { salt, factor, variant = pssDeterministic }: { salt: Uint8Array; factor: bigint; variant?: Variant },
): Promise<Blinded | BlindFault> {
  if (salt.length !== variant.salt) throw new RangeError(`${variant.name} takes a salt of ${variant.salt} bytes`)
  const { modulus, exponent, bytes } = key
  const number = numberOf(await encoded(message, bitsOf(modulus) - 1, salt))
  if (inverse(number, modulus) === null) return 'blind.message'
  const undo = factor > 0n && factor < modulus ? inverse(factor, modulus) : null
  if (undo === null) return 'blind.factor'
  return { message: bytesOf((number * power(factor, exponent, modulus)) % modulus, bytes), inverse: undo }
}

/** The signature without its blindness, or null where the answer is none of this key over this message: then nothing may be done with it. */
export async function finalize(
  key: PublicKey,
  message: Uint8Array,
  answer: { readonly signature: Uint8Array; readonly inverse: bigint; readonly variant?: Variant },
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (answer.signature.length !== key.bytes) return null
  const signature = bytesOf((numberOf(answer.signature) * answer.inverse) % key.modulus, key.bytes)
  return (await verify(key, message, { signature, ...(answer.variant && { variant: answer.variant }) })) ? signature : null
}

/** An ordinary RSASSA-PSS signature: any library checks it. */
export async function verify(
  key: PublicKey,
  message: Uint8Array,
  { signature, variant = pssDeterministic }: { readonly signature: Uint8Array; readonly variant?: Variant },
): Promise<boolean> {
  if (signature.length !== key.bytes) return false
  const algorithm = { name: 'RSA-PSS', saltLength: variant.salt }
  return crypto.subtle.verify(algorithm, key.verifying, Uint8Array.from(signature), Uint8Array.from(message))
}
