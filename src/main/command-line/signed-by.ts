import { createPublicKey, verify } from 'node:crypto'
import type { SignedBy } from '#deliberation'

/** Ed25519 as Node has it. A key that is none has signed nothing. */
export const signedBy: SignedBy = async (publicKey, text, signature) => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}
