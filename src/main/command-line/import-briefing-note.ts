import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { decodeNote, LONGEST_NOTE, readBriefingNote, type BriefingNote } from '#briefing-note'
import type { Asked } from './asked.ts'
import type { AskedEdition } from './bring-in-note.ts'
import { codeOf, InputRefused } from './faults.ts'
import type { Terminal } from './terminal.ts'

/** In UTF-16, and with room for its mark. */
const MOST_BYTES = 2 * LONGEST_NOTE + 2

/** A briefing note becomes a session. What is refused is refused before the hub is loaded. */
export async function importBriefingNote(asked: Asked, terminal: Terminal): Promise<void> {
  const [file = ''] = asked.arguments
  const language = languageOf(asked.value('language'))
  const edition = editionOf(asked.value('edition'))
  const starts = startsOf(asked.value('starts'))
  if (edition !== null && asked.value('body') !== null) {
    throw new InputRefused('--body is for a note without --edition: the bodies of an edition are its own.')
  }
  terminal.step(`Reading ${file}.`)
  const note = noteIn(file)
  const { bringInNote } = await import('./bring-in-note.ts')
  const told = {
    name: basename(file, extname(file)),
    language: language ?? note.language ?? 'und',
    edition,
    body: asked.value('body'),
    starts,
  }
  await bringInNote({ note, ...told, draft: asked.has('draft'), json: asked.has('json') }, terminal)
}

function noteIn(file: string): BriefingNote {
  const bytes = bytesOf(file)
  if (bytes.length > 2 * MOST_BYTES) throw new InputRefused(sentences['too-long'](file))
  const text = decodeNote(bytes)
  const read = text === null ? ({ ok: false, code: 'not-text' } as const) : readBriefingNote(text)
  if (!read.ok) throw new InputRefused(sentences[read.code](file))
  return read.note
}

const sentences = {
  empty: (file: string) => `${file} is empty.`,
  'not-text': (file: string) => `${file} is no plain text. Save the document as text (.txt) and import that.`,
  'too-long': (file: string) => `${file} is longer than ${LONGEST_NOTE.toLocaleString('en')} characters; a briefing note is a few pages.`,
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    const why = codeOf(error)
    const said = why === 'ENOENT' ? 'is not there' : why === 'EISDIR' ? 'is a folder' : `cannot be read (${why})`
    throw new InputRefused(`${file} ${said}.`)
  }
}

function languageOf(given: string | null): string | null {
  if (given === null) return null
  try {
    const [tag] = Intl.getCanonicalLocales(given)
    if (tag !== undefined) return tag
  } catch {
    // Falls through to the sentence.
  }
  throw new InputRefused(`--language is "${given}", which is no language tag; write for example en, fr or ar.`)
}

const CLOCK = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

function startsOf(given: string | null): string | null {
  if (given === null) return null
  try {
    if (CLOCK.test(given)) return Temporal.PlainDateTime.from(given).toString({ smallestUnit: 'minute' })
  } catch {
    // Falls through to the sentence.
  }
  throw new InputRefused(`--starts is "${given}"; write day and hour by the clock of the place, for example 2026-03-01T18:00.`)
}

function editionOf(given: string | null): AskedEdition | null {
  if (given === null) return null
  const [summit = '', edition = '', ...more] = given.replace(/^\/?(?:summits\/)?/, '').split('/')
  if (summit === '' || edition === '' || more.length > 0) {
    throw new InputRefused(`--edition is "${given}"; write the last two parts of the address of its page: <summit>/<edition>.`)
  }
  return { summit, edition }
}
