import { decodeNote } from '#briefing-note'
import { no, refuse } from '../core/refused.ts'
import type { Form } from './form.ts'
import type { PageContext } from './page.ts'
import { readFiles } from './served.ts'

/** What may be brought as text: more is no table or calendar that somebody looks through on a page. */
const MOST_TEXT_BYTES = 1_000_000

export type BroughtText = {
  readonly text: string
  /** It is in none of the forms of Unicode, so letters beyond plain ones may be other ones: somebody is to look. */
  readonly older: boolean
}

/**
 * The text of a form that takes a file as well as words in a field: the file, where there is one. It comes back in the field, so a second press
 * needs no file. What cannot be read is refused at the field of the file, and what was pasted stays.
 */
export async function broughtText(
  c: PageContext,
  form: Form,
  names: { readonly file: string; readonly field: string },
): Promise<BroughtText> {
  const [file] = await readFiles(c, names.file)
  const pasted = form.all(names.field)[0] ?? ''
  if (file === undefined) return { text: pasted, older: false }
  const fault = (code: 'file.too-large' | 'file.not-text', data: Readonly<Record<string, number>> = {}): never =>
    refuse(no(code, data), [{ field: names.file, code, data }])
  if (file.bytes.length > MOST_TEXT_BYTES) return fault('file.too-large', { most: MOST_TEXT_BYTES / 1_000_000 })
  const read = textOf(file.bytes)
  return read ?? fault('file.not-text')
}

/** What programs begin their own files with: zip (also of workbooks and documents), PDF, older Office, pictures. */
const NO_TEXT = ['504b0304', '504b0506', '25504446', 'd0cf11e0', '89504e47', 'ffd8ff', '47494638'] as const

/** Null: no text, whatever it is called. */
export function textOf(bytes: Uint8Array): BroughtText | null {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  if (NO_TEXT.some((sign) => head.startsWith(sign))) return null
  const wide = wideForm(bytes)
  const unicode = wide === null ? utf8(bytes) : new TextDecoder(wide).decode(bytes)
  const text = unicode ?? olderText(bytes)
  // No text has them; a file of a program does, in whatever form it is read.
  // oxlint-disable-next-line no-control-regex -- it is control characters that are looked for.
  return text === null || /[\u0000-\u0008\ufffd]/.test(text) ? null : { text, older: unicode === null }
}

/** Two bytes for each sign, by its mark, or, without one, by where the empty bytes of plain letters lie. */
function wideForm(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 2000)
  const empty = [0, 0]
  for (const [at, byte] of sample.entries()) if (byte === 0) empty[at % 2] = (empty[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = empty
  if (odd > sample.length / 5 && even === 0) return 'utf-16le'
  return even > sample.length / 5 && odd === 0 ? 'utf-16be' : null
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * A table in Arabic holds many plain letters, of addresses and names of columns, so how many there are of each says little. But its words are
 * letters beyond plain ones in a row, where a French word has one or two.
 */
const olderText = (bytes: Uint8Array): string | null =>
  arabicWords(bytes) ? new TextDecoder('windows-1256').decode(bytes) : decodeNote(bytes)

function arabicWords(bytes: Uint8Array): boolean {
  let [run, all, inWords] = [0, 0, 0]
  for (const byte of [...bytes, 0x20]) {
    if (byte > 0x7f) {
      run += 1
      all += 1
      continue
    }
    if (run >= 3) inWords += run
    run = 0
  }
  return inWords * 2 > all
}
