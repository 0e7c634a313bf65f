import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import {
  articleLevels,
  dayOf,
  directionOfParagraph,
  directionOfText,
  filled,
  OWN_SIGN,
  printableAll,
  type Block,
  type Direction,
  type Document,
  type Note,
  type Sentence,
  type Words,
} from '#documents'
import { lettersOf, renamed } from './printing-fonts.ts'

export type PdfPrint = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly pages: number
  /** Letters that the fonts do not have: a sign stands in the place of each. */
  readonly missing: readonly string[]
}

// A folder that is not there: the compiler reaches no file of this machine, only what is laid beside the template in memory.
const PLACE = '/passerelle-document'
const STANDARD = 'ua-1'
/** Stands for a letter that no font has. */
const ABSENT = '\ufffd'
/** Put around a sentence of the other direction, so that its stops stay with it. */
const ISOLATE = { ltr: '\u2066', rtl: '\u2067', end: '\u2069' }

const resolve = createRequire(import.meta.url).resolve
/** As the template calls them. */
const FAMILIES = { latin: ['Noto Sans', 'Hub Latin'], arabic: ['Amiri', 'HubAr'] } as const
const fontFrom = (name: string, [from, to]: readonly [string, string]): Buffer =>
  renamed(readFileSync(resolve(`@expo-google-fonts/${name}.ttf`)), from, to)
const FONTS = [
  fontFrom('noto-sans/400Regular/NotoSans_400Regular', FAMILIES.latin),
  fontFrom('noto-sans/700Bold/NotoSans_700Bold', FAMILIES.latin),
  fontFrom('amiri/400Regular/Amiri_400Regular', FAMILIES.arabic),
  fontFrom('amiri/700Bold/Amiri_700Bold', FAMILIES.arabic),
]
const TEMPLATE = readFileSync(new URL('./document.typ', import.meta.url), 'utf8')
const [noto = new Set(), notoBold = new Set(), amiri = new Set(), amiriBold = new Set()] = FONTS.map(lettersOf)
const compiler = NodeCompiler.create({ workspace: PLACE, fontArgs: [{ fontBlobs: FONTS }] })

/**
 * A tagged PDF by PDF/UA-1. Equal documents give equal bytes. What somebody wrote reaches the compiler as JSON, which the template shows as text, and never
 * as a part of the template. Throws an Error whose message is a sentence.
 */
export function pdfOf(document: Document, words: Words): PdfPrint {
  const { data, missing } = laidOut(document, words)
  const pictures = document.blocks.flatMap((block, at) => (block.kind === 'figure' ? [{ name: fileOf(at), data: block.picture.data }] : []))
  compiler.resetShadow()
  compiler.mapShadow(`${PLACE}/document.json`, Buffer.from(JSON.stringify(data)))
  for (const picture of pictures) compiler.mapShadow(`${PLACE}${picture.name}`, Buffer.from(picture.data, 'base64'))
  try {
    const compiled = compiler.compile({ mainFileContent: TEMPLATE })
    if (compiled.result === null) throw new Error(complaintOf(compiled.takeDiagnostics()?.shortDiagnostics))
    const pages = compiled.result.numOfPages
    const pdf = compiler.pdf(compiled.result, { pdfStandard: STANDARD, creationTimestamp: stampOf(document) })
    // In memory of its own, so that it can be handed on to another thread.
    return { bytes: new Uint8Array(pdf), pages, missing }
  } catch (error) {
    throw new Error(sentenceFor(error instanceof Error ? error.message : String(error)), { cause: error })
  } finally {
    compiler.resetShadow()
    // What one document left behind is of no use to the next.
    compiler.evictCache(0)
  }
}

const fileOf = (at: number): string => `/figure-${at}`

/** The beginning of the document's day, in seconds. */
function stampOf(document: Document): number {
  const [year, month, day] = dayOf(document)
  return Date.UTC(year, month - 1, day) / 1000
}

/** What the template reads. */
function laidOut(document: Document, words: Words): { readonly data: unknown; readonly missing: readonly string[] } {
  const missing = new Set<string>()
  const levels = articleLevels(document.blocks)
  const cited = new Set<number>()
  const clean = printableAll({ document, words })
  const data = {
    language: languageOf(document.language),
    direction: document.direction,
    title: clean.document.title,
    subtitle: clean.document.subtitle ?? null,
    day: dayOf(document),
    date: clean.document.date.text,
    identifier: clean.document.identifier,
    words: { sources: clean.words.sources, own: clean.words.own, sign: OWN_SIGN, page: partsOf(clean.words.page) },
    blocks: clean.document.blocks.map((block, at) =>
      laidBlock(block, { at, level: levels[at] ?? 1, words: clean.words, direction: document.direction, cited }),
    ),
    notes: clean.document.notes.map((note) => laidNote(note, document.direction)),
  }
  return { data: throughLetters(data, missing), missing: [...missing].toSorted() }
}

type Around = {
  readonly at: number
  readonly level: number
  readonly words: Words
  readonly direction: Direction
  readonly cited: Set<number>
}

function laidBlock(block: Block, { at, level, words, direction, cited }: Around): unknown {
  const sentences = (all: readonly Sentence[], around: Direction) => all.map((one) => laidSentence(one, around, cited))
  switch (block.kind) {
    case 'heading':
      return {
        ...block,
        text: isolated(block.text, direction),
        direction: directionOfText(block.text, direction),
        language: block.language === undefined ? null : languageOf(block.language),
      }
    case 'paragraph':
    case 'article': {
      const own = directionOfParagraph(block.sentences, direction)
      const laid = { kind: block.kind, direction: own, sentences: sentences(block.sentences, own) }
      return block.kind === 'paragraph' ? laid : { ...laid, level, name: filled(words.article, { number: block.number }) }
    }
    case 'list':
      return { ...block, items: block.items.map((item) => sentences(item, direction)) }
    case 'figure': {
      const { type, width } = block.picture
      return {
        kind: block.kind,
        alt: block.alt,
        caption: block.caption ?? null,
        file: fileOf(at),
        format: type === 'png' ? 'png' : 'jpg',
        width,
      }
    }
    case 'table':
    case 'page-break':
      return block
  }
}

function laidSentence({ text, language, sources, own }: Sentence, around: Direction, cited: Set<number>): unknown {
  const named = sources.map((number) => {
    const first = !cited.has(number)
    cited.add(number)
    return { number, first }
  })
  const direction = directionOfText(text, around)
  return { text: isolated(text, around), direction, language: languageOf(language), sources: named, own: own === true }
}

function laidNote({ number, text, language, speaker, link }: Note, around: Direction): unknown {
  return {
    number,
    text: isolated(text, around),
    direction: directionOfText(text, around),
    language: languageOf(language),
    speaker: speaker === null ? null : isolated(speaker, around),
    link,
    shown: link === null ? null : isolated(link, around),
  }
}

function isolated(text: string, around: Direction): string {
  const own = directionOfText(text, around)
  return own === around ? text : `${ISOLATE[own]}${text}${ISOLATE.end}`
}

/** As the compiler takes it: two or three small letters, and two capital ones where there is a region. */
function languageOf(tag: string): { readonly code: string; readonly region: string | null } {
  const [code = 'und', ...others] = tag.split('-')
  return { code: code.toLowerCase(), region: others.find((part) => /^[A-Za-z]{2}$/.test(part))?.toUpperCase() ?? null }
}

/** "Page {page} of {pages}" -> text, page, text, pages. */
function partsOf(pattern: string): readonly { readonly kind: string; readonly text?: string }[] {
  return pattern.split(/(\{pages?\})/).map((text) => (/^\{pages?\}$/.test(text) ? { kind: text.slice(1, -1) } : { kind: 'text', text }))
}

/** A letter without a glyph would fail the whole document: a sign takes its place, and it is told. */
function throughLetters(value: unknown, missing: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => throughLetters(one, missing))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, throughLetters(inner, missing)]))
  }
  if (typeof value !== 'string') return value
  let out = ''
  for (const letter of value) {
    const has = isPrinted(letter)
    if (!has) missing.add(letter)
    out += has ? letter : ABSENT
  }
  return out
}

function isPrinted(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0
  return (noto.has(code) && notoBold.has(code)) || (amiri.has(code) && amiriBold.has(code)) || SPACES.test(letter)
}

/** Leave no mark on paper, whatever the font. */
const SPACES = /[\t\n\u00ad\u200b-\u200f\u2060\u2066-\u2069\u061c]/

type Complaint = readonly { readonly message?: string }[]
const complaintOf = (found: Complaint | undefined): string => found?.map(({ message = '' }) => message).join('; ') ?? ''

/** The compiler speaks to whoever writes templates; whoever compiles a report needs a sentence. */
function sentenceFor(message: string): string {
  if (/failed to decode image|unknown image format|failed to load/i.test(message))
    return 'A picture of the document cannot be read: it is neither a whole PNG nor a whole JPEG.'
  if (/could not be displayed/i.test(message)) return 'The document has letters that its fonts cannot print.'
  if (/alt text|alternative/i.test(message)) return 'A figure of the document says nothing to readers who do not see it.'
  return 'The PDF could not be made of this document; this is a fault of the hub.'
}
