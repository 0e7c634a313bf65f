/** From lines to paragraphs: lines that were broken at a width come together again, list items and headings stand by themselves. */
import { SOFT_HYPHEN, type Line } from './clean.ts'
import type { Questions } from './parts.ts'
import { isPageNumber, partNamed, plain, sessionLabel } from './words.ts'

export type Block = {
  readonly id: string
  readonly at: number
  readonly kind: 'paragraph' | 'item' | 'page-mark'
  /** Marked as a heading, or known as one: it takes no further line. */
  readonly heading: 'marked' | 'known' | null
  readonly marker: string
  readonly text: string
  /** No empty line stands between it and the block before. */
  readonly tight: boolean
}

type Open = { readonly block: Block; readonly lines: string[]; last: Line }

// Bullets of a word processor's own font come as private characters: \uf0b7 and its kin.
const MARKER =
  /^([-–—*+•◦▪●‣·■□\uf0a7\uf0b7\uf0d8\uf0fco]|\(?(?:\p{Nd}{1,2}|[a-z]|[ivx]{2,4}|[IVX]{1,4}|[A-Z]|Q\p{Nd}{1,2})[.):]|\(?[أبجدهوزحطي][.)-]|\p{Nd}{1,2}-)[\s\u00a0]+(?=\S)|^([•◦▪●‣■□\uf0a7\uf0b7\uf0d8\uf0fc])(?=\S)/u
const HASHES = /^#{1,6}[\s\u00a0]+(.+?)[\s\u00a0]*#*$/
const STRONG = /^(?:\*\*|__)(.+?)(?:\*\*|__)[\s\u00a0]*([:：]?)$/
const SENTENCE_END = /[.!?;:؟؛…][»"”’')\]]*$/

/** Without marks of emphasis, for a heading. */
const bared = (text: string): string => text.replace(STRONG, '$1$2').trim()

export const endsSentence = (text: string): boolean => SENTENCE_END.test(text.trimEnd())

export function blocksOf(lines: readonly Line[], questions: Questions): Block[] {
  const isBroken = brokenAtWidth(lines)
  const words = new Set(plain(lines.map(({ text }) => text).join('\n')).match(/[\p{L}-]+/gu))
  const begun: Open[] = []
  for (const line of lines) {
    const block = beginningOf(line)
    const last = begun.at(-1)
    if (last !== undefined && goesOn(last, line, block, isBroken)) {
      append(last, line, words, questions)
      last.last = line
    } else begun.push({ block, lines: [block.text], last: line })
  }
  return begun.map(({ block, lines: parts }) => ({ ...block, text: tidy(parts.join(' ')) }))
}

function beginningOf(line: Line): Block {
  const plainly = { id: String(line.at), at: line.at, marker: '', text: line.text, tight: !line.blankBefore, heading: null } as const
  if (isPageNumber(line.text)) return { ...plainly, kind: 'page-mark' }
  // No heading is as long as that; and of a line that is, spaces and hashes would be gone through from each of its letters.
  const hashes = line.text.length > 2 * LONGEST_HEADING ? undefined : HASHES.exec(line.text)?.[1]
  if (hashes !== undefined) return { ...plainly, kind: 'paragraph', heading: 'marked', text: bared(hashes) }
  if (STRONG.test(line.text)) return { ...plainly, kind: 'paragraph', heading: 'marked', text: bared(line.text) }
  const marker = MARKER.exec(line.text)
  const after = marker === null ? line.text : line.text.slice(marker[0].length)
  // "1. Overview" is a heading with a number, and no first item.
  if (after.length < LONGEST_HEADING && !/[.?!؟,;،؛]$/.test(after) && !inSentence(line, after) && partNamed(bared(after)) !== null) {
    return { ...plainly, kind: 'paragraph', heading: 'known', text: bared(after), marker: marker?.[0].trim() ?? '' }
  }
  if (marker === null) return { ...plainly, kind: 'paragraph' }
  return { ...plainly, kind: 'item', marker: marker[0].trim(), text: after }
}

export const LONGEST_HEADING = 120

/** A small letter under a line of text goes on with that line: "... in what\nscope" names no part. */
const inSentence = (line: Line, text: string): boolean => !line.blankBefore && /^\p{Ll}/u.test(text)

/** Whether a line belongs to the block before it. */
function goesOn(open: Open, line: Line, begun: Block, isBroken: (last: Line, line: Line) => boolean): boolean {
  if (
    line.blankBefore ||
    begun.kind === 'page-mark' ||
    begun.heading !== null ||
    open.block.heading !== null ||
    open.block.kind === 'page-mark'
  )
    return false
  if (sessionLabel(line.text) !== null) return false
  if (runInHeading(line.text) !== null && !inSentence(line, line.text)) return false
  if (open.last.text.endsWith(SOFT_HYPHEN) || (HYPHENATED.test(open.last.text) && CONTINUED.test(line.text))) return true
  const softly = isBroken(open.last, line)
  if (begun.kind === 'item') {
    // A dash may begin a line in the middle of a sentence; the next item of a list does so after the end of one.
    const another = open.block.kind === 'item' ? sameSort(open.block.marker, begun.marker) : endsSentence(open.last.text)
    return softly && !another
  }
  return softly || (open.block.kind === 'item' && line.indent > 0)
}

const sameSort = (one: string, other: string): boolean =>
  one.replaceAll(/[\p{L}\p{Nd}]/gu, '1') === other.replaceAll(/[\p{L}\p{Nd}]/gu, '1')

function append({ lines }: Open, line: Line, words: ReadonlySet<string>, questions: Questions): void {
  const before = lines.at(-1) ?? ''
  const joined = before.endsWith(SOFT_HYPHEN) ? `${before.slice(0, -1)}${line.text}` : cutWord(before, line, { words, questions })
  if (joined === null) lines.push(line.text)
  else lines[lines.length - 1] = joined
}

const HYPHENATED = /(\p{Ll}+)[-‐]$/u
const CONTINUED = /^(\p{Ll}+)/u

/** A word that was cut at the end of a line: with or without its hyphen, as the note has it elsewhere. Null: no word was cut. */
function cutWord(
  before: string,
  line: Line,
  { words, questions }: { readonly words: ReadonlySet<string>; readonly questions: Questions },
): string | null {
  const head = HYPHENATED.exec(before)?.[1]
  const tail = CONTINUED.exec(line.text)?.[1]
  if (head === undefined || tail === undefined) return null
  const whole = `${before}${line.text}`
  const without = `${before.slice(0, -1)}${line.text}`
  if (words.has(plain(`${head}-${tail}`))) return whole
  if (words.has(plain(`${head}${tail}`))) return without
  const text = `${head}-${tail}`
  return questions.ask({ code: 'hyphen', id: String(line.at), at: line.at, text }, ['drop', 'keep'], 'drop') === 'keep' ? whole : without
}

const tidy = (text: string): string =>
  text
    .replaceAll(SOFT_HYPHEN, '')
    .replaceAll(/[ ]{2,}/g, ' ')
    .trim()

/** Nobody breaks lines wider than this, and lines that are all narrower are names and titles. */
const WIDEST = 160
const NARROWEST = 40

/**
 * Whether a line ends because the next word did not fit. The width is that of the longest line that another follows; a text whose lines
 * mostly end while there is room was not broken at a width, but has a paragraph on each.
 */
function brokenAtWidth(lines: readonly Line[]): (last: Line, line: Line) => boolean {
  const pairs = lines.flatMap((line, index): (readonly [Line, Line])[] => {
    const next = lines[index + 1]
    return next === undefined || next.blankBefore || !line.text.includes(' ') ? [] : [[line, next]]
  })
  const width = pairs.reduce((widest, [line]) => Math.max(widest, line.width), 0)
  const fits = (last: Line, line: Line) => last.width + 1 + [...(line.text.split(' ', 1)[0] ?? '')].length <= width
  const within = pairs.filter(([, next]) => beginningOf(next).kind === 'paragraph' && beginningOf(next).heading === null)
  const broken = within.filter(([line, next]) => !fits(line, next)).length
  if (
    width < NARROWEST ||
    width > WIDEST ||
    broken * 2 < within.length ||
    !within.some(([line, next]) => !fits(line, next) && !endsSentence(line.text))
  )
    return () => false
  return (last, line) => !fits(last, line)
}

/** "Overview: In the last decade ...": a heading and its text on one line. */
export function runInHeading(text: string): { readonly heading: string; readonly rest: string } | null {
  const found = RUN_IN.exec(text)
  const heading = bared(found?.[1] ?? '')
  const rest = found?.[2]?.trim() ?? ''
  return found === null || rest === '' || partNamed(heading) === null ? null : { heading, rest }
}

const RUN_IN = /^((?:\*\*|__)?[^:.–—]{2,50}?(?:\*\*|__)?)[\s\u00a0]*(?::(?:\*\*|__)?|[–—])[\s\u00a0]+(\S.*)$/su
