import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'

const PATIENCE_MS = 8000
const MOST_BYTES = 2 ** 16

export type OwnAnswer = { readonly fault: string | null; readonly status: number; readonly text: string }

/**
 * What the hub's own address answers, as a visitor would see it. The address is one that whoever runs the hub wrote into its settings, so it may
 * be of this machine and by plain http, which nothing else may ask (safe-fetch.ts).
 */
export function askOwnAddress(address: string): Promise<OwnAnswer> {
  const get = new URL(address).protocol === 'https:' ? getSecure : getPlain
  return new Promise((done) => {
    const failed = (error: Error) => done({ fault: 'code' in error ? String(error.code) : error.message, status: 0, text: '' })
    const asked = get(address, { signal: AbortSignal.timeout(PATIENCE_MS) }, (answer) => {
      const held: Buffer[] = []
      let size = 0
      answer.on('data', (bytes: Buffer) => {
        size += bytes.length
        if (size <= MOST_BYTES) held.push(bytes)
      })
      answer.on('error', failed)
      answer.on('end', () => done({ fault: null, status: answer.statusCode ?? 0, text: Buffer.concat(held).toString('utf8') }))
    })
    asked.on('error', failed)
  })
}
