import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto'
import { logInMemory, type MemoryLog, type Sha256, type Signer, type VerifyEd25519 } from '#merkle-log'

export const nodeSha256: Sha256 = (data) => hash('sha256', data, 'buffer')

export const verifyEd25519: VerifyEd25519 = async (publicKey, message, signature) => {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }, format: 'jwk' })
  return verify(null, message, key, signature)
}

/** Always the same key for the same number. */
export function signerNamed(name: string, number: number): Signer {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, number)])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32))
  return { name, publicKey, sign: async (message) => sign(null, message, key) }
}

export const ORIGIN = 'hub.example.org/log'
export const LOG = signerNamed(ORIGIN, 1)

export const memoryLog = (signer: Signer = LOG): MemoryLog => logInMemory(signer, nodeSha256)

export const entry = (text: string | number): Uint8Array => new TextEncoder().encode(`{"n":${JSON.stringify(text)}}`)
export const entriesTo = (count: number, from = 0): readonly Uint8Array[] => Array.from({ length: count }, (_, at) => entry(from + at))
