import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { SigningQuestion } from './blind-signer-thread.ts'
import { openThread } from './threads.ts'

/** RFC 9474, the signer's side: OpenSSL, in a thread of its own, for Node has this operation only in the form that keeps everybody else waiting. */
export type BlindSigner = {
  /** `secret`: PKCS #8, DER. Null: `blinded` has not as many bytes as the modulus, or is not below it. */
  sign(secret: Uint8Array, blinded: Uint8Array): Promise<Uint8Array | null>
  /** The last key stays read until another one is used. Whether there was one. */
  forget(): Promise<boolean>
  close(): Promise<void>
}

/** The thread starts with the first signature, and not before: most hubs sign nothing blindly. */
export function openBlindSigner(): BlindSigner {
  let began = false
  const thread = openThread<SigningQuestion, Uint8Array | null>(new URL('./blind-signer-thread.ts', import.meta.url))
  return {
    async sign(secret, blinded) {
      began = true
      return thread.ask({ secret, blinded })
    },
    forget: async () => began && (await thread.ask('forget')) !== null,
    close: async () => thread.stop(),
  }
}

export const issuerKeyBits = 3072
const generate = promisify(generateKeyPair)

/** `key`: SPKI in base64 for addresses, as everybody sees it. `secret`: PKCS #8, DER, to be sealed at once. Made in libuv's pool. */
export async function makeIssuerKey(): Promise<{ readonly key: string; readonly secret: Uint8Array }> {
  const { publicKey, privateKey } = await generate('rsa', {
    modulusLength: issuerKeyBits,
    publicExponent: 65537,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return { key: publicKey.toString('base64url'), secret: privateKey }
}
