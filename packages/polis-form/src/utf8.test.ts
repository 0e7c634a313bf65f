import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstBrokenByte, lineOfByte, Utf8Check } from './utf8.ts'

/** The auditor: the decoder that every browser has. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

test('bytes are judged as a decoder judges them, and all before the first broken character is sound', () => {
  const near = fc.constantFrom(
    0x0a,
    0x41,
    0x7f,
    0x80,
    0x8f,
    0x90,
    0x9f,
    0xa0,
    0xbf,
    0xc0,
    0xc1,
    0xc2,
    0xdf,
    0xe0,
    0xed,
    0xef,
    0xf0,
    0xf4,
    0xf5,
    0xff,
  )
  let sound = 0
  fc.assert(
    fc.property(fc.array(near, { maxLength: 6 }), (list) => {
      const bytes = Uint8Array.from(list)
      const broken = firstBrokenByte(bytes)
      expect(broken < 0).toBe(isUtf8(bytes))
      if (broken < 0) sound += 1
      else {
        expect(isUtf8(bytes.subarray(0, broken))).toBe(true)
        // No number of bytes from there on makes a character.
        for (let length = 1; length <= 4; length += 1)
          expect(broken + length > bytes.length || !isUtf8(bytes.subarray(broken, broken + length))).toBe(true)
      }
    }),
    { numRuns: 20_000 },
  )
  expect(sound).toBeGreaterThan(500)
})

test('pieces are judged as the whole, and the place is that of the piece', () => {
  const part = fc.constantFrom(
    [0x41],
    [0xc3, 0xa9],
    [0xe2, 0x82, 0xac],
    [0xf0, 0x9f, 0x98, 0x80],
    Array.from({ length: 150 }, () => 0x42),
  )
  const bad = fc.constantFrom([], [], [0x80], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xed, 0xa0, 0x80])
  fc.assert(
    fc.property(fc.array(part), bad, fc.array(part), fc.array(fc.nat(), { maxLength: 5 }), (before, spot, after, cuts) => {
      const bytes = Uint8Array.from([...before, spot, ...after].flat())
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
      const check = new Utf8Check()
      const found = places.slice(0, -1).map((from, at) => ({ from, broken: check.take(bytes.subarray(from, places[at + 1])) }))
      const first = found.find(({ broken }) => broken >= 0)
      const whole = firstBrokenByte(bytes)
      expect(whole < 0).toBe(isUtf8(bytes))
      expect(first === undefined ? check.whole : false).toBe(whole < 0)
      // A character that began in an earlier piece is told at the start of the piece in which it breaks.
      if (first !== undefined) expect(first.from + first.broken).toBe(Math.max(first.from, whole))
    }),
    { numRuns: 2000 },
  )
})

test('the line of a byte', () => {
  const bytes = new TextEncoder().encode('a\nb\r\n\nc')
  expect(Array.from(bytes, (_, index) => lineOfByte(bytes, index))).toEqual([1, 1, 2, 2, 2, 3, 4])
})
