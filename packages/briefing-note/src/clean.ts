/** From bytes to text, and from text to lines without what conversion left in them. */

export const LONGEST_NOTE = 200_000

/** Why something cannot be read as a note. */
export type UnreadableCode = 'empty' | 'not-text' | 'too-long'

// A zip or a word processor's file holds these from its first bytes on; no text does.
// oxlint-disable-next-line no-control-regex -- it is control characters that are looked for.
const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g
const LETTER = /\p{L}/u
/** One stray character in two hundred is forgiven and taken out; more is no text. */
const STRAY = 200

export function unreadable(text: string): UnreadableCode | null {
  if (text.length > LONGEST_NOTE) return 'too-long'
  const strays = text.match(CONTROL)?.length ?? 0
  if (text.includes('\0') || strays * STRAY > text.length) return 'not-text'
  if (text.trim() === '') return 'empty'
  return LETTER.test(text) ? null : 'not-text'
}

/**
 * UTF-8, or UTF-16 where it says so. What is neither was most likely written by an older word processor: windows-1256 where more than half of
 * its letters lie outside ASCII, as in Arabic, else windows-1252. Null: no text.
 */
export function decodeNote(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytes.includes(0) ? null : olderText(bytes)
  }
}

/** What windows-1252 has where ISO 8859-1 has control characters. Decoders of some engines confuse the two, and would lose a dash, or the œ of "œuvre". */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function olderText(bytes: Uint8Array): string {
  const encoding = olderEncoding(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  return encoding === 'windows-1252' ? text.replaceAll(/[\u0080-\u009f]/g, (control) => WINDOWS[control.charCodeAt(0) - 0x80] ?? '') : text
}

function olderEncoding(bytes: Uint8Array): 'windows-1252' | 'windows-1256' {
  const high = bytes.reduce((count, byte) => count + (byte > 0x7f ? 1 : 0), 0)
  const ascii = bytes.reduce((count, byte) => count + (/[A-Za-z]/.test(String.fromCodePoint(byte & 0x7f)) && byte <= 0x7f ? 1 : 0), 0)
  return high > ascii ? 'windows-1256' : 'windows-1252'
}

/** A line that is not empty. `at`: its number, from 1; a page break counts as one. */
export type Line = {
  readonly at: number
  readonly text: string
  readonly indent: number
  readonly width: number
  readonly blankBefore: boolean
}

export const SOFT_HYPHEN = '\u00ad'
// Marks that turn the direction of writing could make a text read as something else than it is.
const INVISIBLE = /[\ufeff\u200b\u2060\u202a-\u202e\u2066-\u2069]/g
const ENDS = /\r\n?|[\n\u0085\u2028\u2029\f\v]/
const RULE = /^[\s\u00a0\-*_=~—–─━•·.+#|]*$/

export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let blank = true
  for (const [index, raw] of unquoted(text.normalize('NFC').split(ENDS)).entries()) {
    const line = withSuperscripts(
      raw.replaceAll(CONTROL, '').replaceAll('\u001b', '').replaceAll(INVISIBLE, '').replaceAll('\t', '    '),
    ).trimEnd()
    // A rule of dashes or stars parts what an empty line would part.
    if (RULE.test(line)) {
      blank = true
      continue
    }
    const inside = line.trimStart()
    const indent = line.length - inside.length
    lines.push({ at: index + 1, text: inside, indent, width: [...line].length, blankBefore: blank })
    blank = false
  }
  return lines
}

const QUOTED = /^\s*(?:>\s?)+/
/** A mail that was answered or passed on has a mark before each line. */
const unquoted = (lines: readonly string[]): readonly string[] =>
  lines.every((line) => line.trim() === '' || QUOTED.test(line)) ? lines.map((line) => line.replace(QUOTED, '')) : lines

const RAISED: Readonly<Record<string, string>> = {
  ...{ '0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹' },
  ...{ a: 'ᵃ', d: 'ᵈ', e: 'ᵉ', h: 'ʰ', m: 'ᵐ', n: 'ⁿ', o: 'ᵒ', r: 'ʳ', s: 'ˢ', t: 'ᵗ', è: 'ᵉ' },
}

/** `XXI^e`, `XXI^{e}`, `XXI^(e)`, `XXI^e^`: what converters write for a raised letter. */
const CARET = /(?<=[\p{L}\p{N}])\^(?:\{([\p{L}\p{N}]{1,4})\}|\(([\p{L}\p{N}]{1,4})\)|([\p{L}\p{N}]{1,4})(?![\p{L}\p{N}])\^?)/gu

function withSuperscripts(line: string): string {
  return line.replaceAll(CARET, (whole: string, braced?: string, bracketed?: string, bare?: string) => {
    const raised = [...(braced ?? bracketed ?? bare ?? '')].map((letter) => RAISED[letter.toLowerCase()])
    return raised.includes(undefined) ? whole : raised.join('')
  })
}
