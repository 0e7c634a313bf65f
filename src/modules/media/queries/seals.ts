import { z } from 'zod'
import type { Keys } from '../../../platform/keys.ts'

/** Purposes of seals and tags. */
export const BYTES = 'media-bytes'
export const WORDS = 'media-words'
const OWNER = 'media-owner'

/** What is said of it in words: of a picture what can be seen, of a recording what is said, of a file what it is called. */
const words = z.object({ text: z.string(), language: z.string(), name: z.string() })
export type MediaWords = z.infer<typeof words>

type Place = { readonly scope: string; readonly id: string }
const placed = z.tuple([z.string(), z.string(), words])

export const ownerTags = (keys: Pick<Keys, 'tags'>, scope: string, account: string): readonly Buffer[] => keys.tags(OWNER, scope, account)

/** With where it lies, so that a seal that is moved to another row does not open as that one's. */
export const sealWords = (keys: Pick<Keys, 'seal'>, { scope, id }: Place, said: MediaWords): Buffer =>
  keys.seal(WORDS, JSON.stringify([scope, id, said]))

export function openWords(keys: Pick<Keys, 'open'>, at: Place, sealed: Buffer): MediaWords {
  const [scope, id, said] = placed.parse(JSON.parse(keys.open(WORDS, sealed)))
  if (scope !== at.scope || id !== at.id) throw new Error('words of an upload lie at another one than they were sealed for')
  return said
}

export const sealBytes = (keys: Pick<Keys, 'seal'>, { scope, id }: Place, bytes: Uint8Array): Buffer =>
  keys.seal(BYTES, `${scope}/${id}/${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`)

export function openBytes(keys: Pick<Keys, 'open'>, { scope, id }: Place, sealed: Buffer): Uint8Array<ArrayBuffer> {
  const text = keys.open(BYTES, sealed)
  const before = `${scope}/${id}/`
  if (!text.startsWith(before)) throw new Error('an upload lies at another place than it was sealed for')
  return new Uint8Array(Buffer.from(text.slice(before.length), 'base64'))
}
