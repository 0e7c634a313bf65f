import { digestOf, utf8 } from './bytes.ts'

/**
 * The root on paper: 24 of 2,048 words (BIP 39: 256 bits and 8 of a checksum), or, for readers whose language has no list of words, 24 groups of
 * four digits with the same numbers.
 */
export type KitWords = readonly string[]

export const kitLength = 24
const bitsAWord = 11

/** Where no list of words is made for a language: every script has digits. */
export const digitGroups: KitWords = Array.from({ length: 2 ** bitsAWord }, (_, number) => String(number).padStart(4, '0'))

export type KitReading = { readonly ok: true; readonly root: Uint8Array } | ({ readonly ok: false } & KitFault)

/** `at`: which word, from 1. `near`: the word of the list that was probably meant, or null. */
export type KitFault =
  | { readonly fault: 'kit.missing'; readonly missing: number }
  | { readonly fault: 'kit.too-many'; readonly extra: number }
  | { readonly fault: 'kit.unknown-word'; readonly at: number; readonly word: string; readonly near: string | null }
  | { readonly fault: 'kit.not-together' }

export function kitOf(root: Uint8Array, words: KitWords): readonly string[] {
  if (root.length !== 32) throw new RangeError('a root has 32 bytes')
  const bits = bitsOf(Uint8Array.from([...root, checksumOf(root)]))
  return (bits.match(/.{11}/g) ?? []).map((number) => words[Number.parseInt(number, 2)] ?? '')
}

/** What somebody typed or pasted: numbers before the words, line breaks, capitals and accents do not matter. */
export function rootOfKit(text: string, words: KitWords): KitReading {
  const written = wordsIn(text, words)
  if (written.length < kitLength) return { ok: false, fault: 'kit.missing', missing: kitLength - written.length }
  if (written.length > kitLength) return { ok: false, fault: 'kit.too-many', extra: written.length - kitLength }
  const places = placesIn(words)
  const numbers = written.map((word) => places.get(plain(word)) ?? -1)
  const at = numbers.indexOf(-1)
  if (at >= 0) {
    const word = written[at] ?? ''
    return { ok: false, fault: 'kit.unknown-word', at: at + 1, word, near: nearest(word, words) }
  }
  const bits = numbers.map((number) => number.toString(2).padStart(bitsAWord, '0')).join('')
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
  const root = bytes.subarray(0, 32)
  return bytes[32] === checksumOf(root) ? { ok: true, root } : { ok: false, fault: 'kit.not-together' }
}

/**
 * Four digits that are printed with the kit and shown again when it was entered: the checksum misses one mistake in 256. They say nothing of the root that could
 * be used.
 */
export function markOf(root: Uint8Array): string {
  const [high = 0, low = 0] = digestOf(utf8('passerelle/kit-mark/v1\n'), root)
  return String(((high << 8) | low) % 10_000).padStart(4, '0')
}

const checksumOf = (root: Uint8Array): number => digestOf(root)[0] ?? 0
const bitsOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')

/** Accents may be missing on a keyboard; no two words of a list differ by them alone. */
const plain = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const places = new WeakMap<KitWords, ReadonlyMap<string, number>>()

function placesIn(words: KitWords): ReadonlyMap<string, number> {
  const known = places.get(words) ?? new Map(words.map((word, at) => [plain(word), at]))
  places.set(words, known)
  return known
}

function wordsIn(text: string, words: KitWords): readonly string[] {
  if (words === digitGroups) return westernDigits(text).match(/\d+/g) ?? []
  return text.normalize('NFC').match(/[\p{L}\p{M}]+/gu) ?? []
}

/** Arabic-Indic and Persian digits, as keyboards write them. */
const westernDigits = (text: string): string => text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))

/** The first four letters of a word are its own in each list. */
function nearest(word: string, words: KitWords): string | null {
  const given = plain(word)
  const head = words.find((one) => given.length >= 4 && plain(one).startsWith(given.slice(0, 4)))
  return head ?? words.find((one) => isOneSlip(plain(one), given)) ?? null
}

/** One letter more, fewer or other. */
function isOneSlip(one: string, other: string): boolean {
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  const [a, b] = [one.slice(start), other.slice(start)]
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)
}
