/** Finds the first byte that no UTF-8 text can hold there, so that a fault can name its line. */

/** For a lead byte: how many bytes follow, and what the first of them may be (Unicode 15, table 3-7). Null: no character begins so. */
function afterLead(lead: number): { count: number; least: number; most: number } | null {
  if (lead >= 0xc2 && lead <= 0xdf) return { count: 1, least: 0x80, most: 0xbf }
  // E0 and F0 would else admit overlong forms, ED the surrogates, F4 what lies above U+10FFFF.
  if (lead >= 0xe0 && lead <= 0xef) return { count: 2, least: lead === 0xe0 ? 0xa0 : 0x80, most: lead === 0xed ? 0x9f : 0xbf }
  if (lead >= 0xf0 && lead <= 0xf4) return { count: 3, least: lead === 0xf0 ? 0x90 : 0x80, most: lead === 0xf4 ? 0x8f : 0xbf }
  return null
}

/** Four bytes at once: none of them is above 0x7F where none of these bits is set. */
const NOT_ASCII = 0x80808080

/** Reads a text in pieces; a character may begin in one piece and end in the next. */
export class Utf8Check {
  /** How many bytes the character that was begun still lacks, and what the next of them may be. */
  #lacking = 0
  #least = 0
  #most = 0

  /** Answers where in this piece the text breaks, or -1. It is where the broken character begins, 0 where that was in an earlier piece. */
  take(piece: Uint8Array): number {
    const length = piece.length
    let begun = 0
    let at = 0
    while (at < length) {
      if (this.#lacking === 0) at = endOfAscii(piece, at)
      if (at === length) return -1
      const byte = piece[at] as number
      if (this.#lacking > 0) {
        if (byte < this.#least || byte > this.#most) return begun
        this.#lacking -= 1
        this.#least = 0x80
        this.#most = 0xbf
      } else {
        begun = at
        const rule = afterLead(byte)
        if (rule === null) return at
        this.#lacking = rule.count
        this.#least = rule.least
        this.#most = rule.most
      }
      at += 1
    }
    return -1
  }

  /** Whether the text may end here: not in the middle of a character. */
  get whole(): boolean {
    return this.#lacking === 0
  }
}

/** So many bytes are looked at one by one before a view of words is made, which costs as much: texts in other scripts have short runs of ASCII. */
const SHORT_RUN = 64

/** Where the first byte above 0x7F stands, from `start` on; the length where there is none. */
function endOfAscii(bytes: Uint8Array, start: number): number {
  const length = bytes.length
  const { byteOffset } = bytes
  let at = start
  const near = Math.min(length, start + SHORT_RUN)
  while (at < near && (bytes[at] as number) < 0x80) at += 1
  if (at < near) return at
  while (at < length && ((byteOffset + at) & 3) !== 0 && (bytes[at] as number) < 0x80) at += 1
  if (((byteOffset + at) & 3) === 0 && length - at >= 4) {
    const words = new Uint32Array(bytes.buffer, byteOffset + at, (length - at) >> 2)
    let word = 0
    while (word < words.length && ((words[word] as number) & NOT_ASCII) === 0) word += 1
    at += 4 * word
  }
  while (at < length && (bytes[at] as number) < 0x80) at += 1
  return at
}

/** The index of the first byte of the first broken character, or -1 where all is UTF-8. */
export function firstBrokenByte(bytes: Uint8Array): number {
  const check = new Utf8Check()
  const broken = check.take(bytes)
  if (broken >= 0 || check.whole) return broken
  // The text ends in the middle of a character, which begins at the last byte that is no continuation.
  let lead = bytes.length - 1
  while (((bytes[lead] as number) & 0xc0) === 0x80) lead -= 1
  return lead
}

/** How many lines end within the first `end` bytes, or all. */
export function linesIn(bytes: Uint8Array, end = Infinity): number {
  let lines = 0
  for (let at = bytes.indexOf(0x0a); at >= 0 && at < end; at = bytes.indexOf(0x0a, at + 1)) lines += 1
  return lines
}

/** The physical line, from 1, on which the byte at `index` stands. */
export function lineOfByte(bytes: Uint8Array, index: number): number {
  return 1 + linesIn(bytes, index)
}
