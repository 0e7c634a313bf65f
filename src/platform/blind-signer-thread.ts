import { constants, createPrivateKey, privateDecrypt, type KeyObject } from 'node:crypto'
import { answerQuestions } from './thread-entry.ts'

export type SigningQuestion = { readonly secret: Uint8Array; readonly blinded: Uint8Array } | 'forget'

// The entry of the thread that signs blindly. The last key stays read: to read one takes longer than to sign with it.
let last: { readonly secret: Buffer; readonly key: KeyObject } | null = null

function keyOf(secret: Buffer): KeyObject {
  if (last?.secret.equals(secret) !== true) last = { secret, key: createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }) }
  return last.key
}

/** Something empty where there was a key to forget. */
function forgotten(): Uint8Array | null {
  const held = last
  last = null
  return held === null ? null : new Uint8Array()
}

function signed(question: SigningQuestion): Uint8Array | null {
  if (question === 'forget') return forgotten()
  const { secret, blinded } = question
  const key = keyOf(Buffer.from(secret))
  if (blinded.length * 8 !== key.asymmetricKeyDetails?.modulusLength) return null
  try {
    return Uint8Array.from(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded))
  } catch (error) {
    // A number that is not below the modulus; anything else is no fault of whoever asked.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_MODULUS') return null
    throw error
  }
}

answerQuestions(signed)
