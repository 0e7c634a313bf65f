import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type VoterClient = { readonly digest: string; readonly files: readonly { readonly name: string; readonly sha256: string }[] }

const isFile = (value: unknown): value is VoterClient['files'][number] =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'sha256' in value &&
  typeof value.name === 'string' &&
  typeof value.sha256 === 'string'

/** The list of the client's files with their digests, as it was built and is served; null where none was built. */
export function readVoterClient(folder = join(import.meta.dirname, '../../build/voice')): VoterClient | null {
  const list = join(folder, 'client.json')
  if (!existsSync(list)) return null
  const bytes = readFileSync(list)
  const read: unknown = JSON.parse(bytes.toString('utf8'))
  const files: unknown = typeof read === 'object' && read !== null && 'files' in read ? read.files : null
  if (!Array.isArray(files) || !files.every(isFile)) throw new Error(`${list} is no list of files: run "npm run build" once more.`)
  const digest = createHash('sha256').update(bytes).digest('hex')
  return { digest, files: files.map(({ name, sha256 }) => ({ name, sha256 })) }
}
