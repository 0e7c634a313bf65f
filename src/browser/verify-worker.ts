import { unzipSync } from 'fflate'
import { verifyBundle, type BundleFiles, type Finding, type FilesReading, type Stage } from '#deliberation'
import { describeFault, readConversation } from '#polis-form'

/**
 * Works a result out again, beside the page, so that the page can still be read meanwhile. It is given bytes and answers findings; it asks
 * nobody for anything, and the policy of its own script forbids it to.
 */
export type VerifyQuestion = {
  /** Files as they were chosen or fetched; a zip is opened here. */
  readonly files: readonly { readonly name: string; readonly bytes: ArrayBuffer }[]
  /** Ids of the keys that the hub of the page publishes; null: they could not be had. */
  readonly known: readonly string[] | null
}
export type VerifyAnswer = { readonly stage: Stage } | { readonly findings: readonly Finding[] } | { readonly fault: string }

const NAMES = ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv', 'certificate.json', 'signature.json']

const answer = (message: VerifyAnswer): void => self.postMessage(message)

self.addEventListener('message', (event: MessageEvent<VerifyQuestion>) => {
  verify(event.data)
    .then((findings) => answer({ findings }))
    .catch((error: unknown) => answer({ fault: String(error) }))
})

async function verify({ files, known }: VerifyQuestion): Promise<readonly Finding[]> {
  answer({ stage: 'reading' })
  const opened = opening(files)
  if (typeof opened === 'string') return [{ code: 'files.unreadable', outcome: 'fails', data: { file: opened } }]
  return verifyBundle(opened, { read, signedBy, known, stage: (stage) => answer({ stage }) })
}

/** The files by their names, those in a zip too; or the name of a zip that cannot be opened. */
function opening(files: VerifyQuestion['files']): BundleFiles | string {
  const opened: Record<string, Uint8Array> = {}
  for (const { name, bytes } of files) {
    const content = new Uint8Array(bytes)
    if (NAMES.includes(name)) opened[name] = content
    else if (!/\.zip$/i.test(name)) continue
    else {
      try {
        for (const [path, file] of Object.entries(unzipSync(content, { filter: (one) => NAMES.includes(baseOf(one.name)) })))
          opened[baseOf(path)] = file
      } catch {
        return name
      }
    }
  }
  return opened
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

function read(files: BundleFiles): FilesReading {
  const reading = readConversation(files)
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
