import { unzipSync } from 'fflate'
import {
  archiveFilter,
  lastPart,
  readKeys,
  verifyBundle,
  type BundleFiles,
  type Finding,
  type FilesReading,
  type KnownKeys,
  type Stage,
  type SumsReading,
} from '#deliberation'
import { describeFault, readConversation, readSums } from '#polis-form'

/**
 * Works a result out again, beside the page, so that the page can still be read meanwhile. It is given bytes and answers findings; it asks
 * nobody for anything, and the policy of its own script forbids it to.
 */
export type VerifyQuestion = {
  /** Files as they were chosen or fetched; a zip is opened here. */
  readonly files: readonly { readonly name: string; readonly bytes: ArrayBuffer }[]
  /** The keys that the hub of the page publishes, as they came; null: they could not be had. */
  readonly keys: unknown
}
export type VerifyAnswer = { readonly stage: Stage } | { readonly findings: readonly Finding[] } | { readonly fault: string }

const NAMES = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv', 'certificate.json', 'signature.json']

const answer = (message: VerifyAnswer): void => self.postMessage(message)

self.addEventListener('message', (event: MessageEvent<VerifyQuestion>) => {
  verify(event.data)
    .then((findings) => answer({ findings }))
    .catch((error: unknown) => answer({ fault: String(error) }))
})

async function verify({ files, keys }: VerifyQuestion): Promise<readonly Finding[]> {
  answer({ stage: 'reading' })
  const opened = opening(files)
  if (typeof opened === 'string') return [{ code: 'files.unreadable', outcome: 'fails', data: { file: opened } }]
  return verifyBundle(opened, { read, readSums: sums, signedBy, known: knownKeys(keys), stage: (stage) => answer({ stage }) })
}

function knownKeys(given: unknown): KnownKeys | null {
  const keys = readKeys(given)
  return typeof keys === 'string' ? null : keys
}

/** The files by their names, those in a zip too; or the name of what cannot be opened, or is there twice. */
function opening(files: VerifyQuestion['files']): BundleFiles | string {
  const opened = new Map<string, Uint8Array>()
  for (const { name, bytes } of files) {
    const found = filesIn(name, new Uint8Array(bytes))
    if (found === null || found.some(([base]) => opened.has(base))) return name
    for (const [base, content] of found) opened.set(base, content)
  }
  return Object.fromEntries(opened)
}

/** Null: a zip that cannot be opened. */
function filesIn(name: string, bytes: Uint8Array): readonly (readonly [string, Uint8Array])[] | null {
  if (NAMES.includes(name)) return [[name, bytes]]
  if (!/\.zip$/i.test(name)) return []
  try {
    const files = unzipSync(bytes, { filter: archiveFilter(NAMES) })
    return Object.entries(files).map(([path, file]) => [lastPart(path), file])
  } catch {
    return null
  }
}

function read(files: BundleFiles): FilesReading {
  const reading = readConversation(files)
  return reading.ok ? reading : { ok: false, faults: reading.faults.map(describeFault) }
}

function sums(files: BundleFiles): SumsReading {
  const reading = readSums(files)
  return reading.ok ? reading : { ok: false, faults: reading.faults.map(describeFault) }
}

/** Null where the browser knows no Ed25519, or gives its cryptography to pages over https alone. */
async function signedBy(publicKey: string, text: string, signature: string): Promise<boolean | null> {
  // Its type promises what pages over plain http do not have.
  const subtle = crypto.subtle as SubtleCrypto | undefined
  if (subtle === undefined) return null
  const [spki, bytes] = [bytesOf(publicKey), bytesOf(signature)]
  if (spki === null || bytes === null) return false
  try {
    const key = await subtle.importKey('spki', spki, { name: 'Ed25519' }, false, ['verify'])
    return await subtle.verify({ name: 'Ed25519' }, key, bytes, new TextEncoder().encode(text))
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotSupportedError' ? null : false
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}
