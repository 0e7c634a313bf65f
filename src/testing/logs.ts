import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { logInMemory, type MemoryLog, type Signer } from '#merkle-log'
import { nodeSha256 } from '../platform/ed25519.ts'

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
