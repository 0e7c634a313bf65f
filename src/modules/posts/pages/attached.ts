import { perform } from '../../../core/perform.ts'
import { Refused, refuse } from '../../../core/refused.ts'
import { sentId } from '../../../core/sending.ts'
import { formBody, type Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { readFiles } from '../../../web/served.ts'
import { media, type MediaSort } from '../../media/index.ts'
import { uploadMedia } from '../commands/upload-media.ts'
import { no } from '../refusals.ts'

type Slot = { readonly field: string; readonly words: string; readonly sort: MediaSort }

/** The places for files of the form, each with the field of its words. */
const SLOTS: readonly Slot[] = [
  { field: 'picture-1', words: 'alt-1', sort: 'picture' },
  { field: 'picture-2', words: 'alt-2', sort: 'picture' },
  { field: 'sound', words: 'transcript', sort: 'sound' },
  { field: 'paper', words: '', sort: 'paper' },
]
export const WORDS = ['alt-1', 'alt-2', 'transcript'] as const

/** What was uploaded before and is still wanted: its box is ticked. */
const KEPT = /^media-([0-9a-f-]{36})$/

export async function keptIn(c: PageContext): Promise<readonly string[]> {
  const body = await formBody(c)
  return Object.keys(body).flatMap((name) => KEPT.exec(name)?.[1] ?? [])
}

type Uploading = { readonly community: string; readonly sending: string; readonly form: Form }

/**
 * Cleans and keeps what the form brings, one after the other. What could be kept is in `attached` also where something else is refused after it,
 * so that the form that comes back need not be given it again.
 */
export async function keepUploads(c: PageContext, kit: Kit, { community, sending, form }: Uploading, attached: string[]): Promise<void> {
  for (const { field, words, sort } of SLOTS)
    for (const file of (await readFiles(c, field)).slice(0, 1)) {
      const text = words === '' ? '' : form.text(words)
      const id = await atField(field, async () => {
        // Before the file is taken apart: without its words it is not published anyway.
        if (words !== '' && text === '') return atField(words, async () => refuse(no('post.no-words')))
        const cleaned = await media.read(sort, file)
        const input = {
          community,
          sending: sentId(kit.runner.outside.keys, 'post-upload', sending, field),
          cleaned,
          text,
          language: form.text('language'),
        }
        return (await perform(kit.runner, uploadMedia, input, c.var.page.actor)).id
      })
      attached.push(id)
    }
}

/** What is refused about a file is said beside its field. */
async function atField<T>(field: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (
      !(error instanceof Refused) ||
      error.refusal.kind !== 'invalid' ||
      error.fields.some((fault) => fault.field !== '' && fault.field !== 'text')
    )
      throw error
    const { code, data } = error.refusal
    return refuse({ ok: false, refusal: error.refusal }, [{ field, code, data }])
  }
}
