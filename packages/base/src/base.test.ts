import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64Of, bytesOfBase64, bytesOfHex, hexOf, jcs, type Json } from './index.ts'

describe('canonical JSON (RFC 8785)', () => {
  test('writes the examples of its specification', () => {
    const sample: Json = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(jcs(sample)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
    const sorted = { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One' }
    const more = { '\ud83d\ude00': 'Emoji: Grinning Face', '\u0080': 'Control', '\u00f6': 'Latin Small Letter O With Diaeresis' }
    const fields = Object.values(JSON.parse(jcs({ ...sorted, ...more })) as Record<string, string>)
    expect(fields.toSorted()).toEqual(Object.values({ ...sorted, ...more }).toSorted())
    const order = [...jcs({ ...sorted, ...more }).matchAll(/:"(\w+)/g)].map(([, word]) => word)
    expect(order).toEqual(['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew'])
  })

  test('gives back what it was given, in one form whatever the order, and refuses what has none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON has no negative zero.
        expect(JSON.parse(jcs(value as Json))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 50 },
    )
    expect(jcs({ b: 1, a: { d: undefined, c: -0 } })).toBe('{"a":{"c":0},"b":1}')
    for (const none of [Number.NaN, Number.POSITIVE_INFINITY, '\ud83d', { '\ude00': 1 }]) expect(() => jcs(none)).toThrow(RangeError)
    expect(() => jcs(['\ud83d\ude00'])).not.toThrow()
  })
})

describe('base64 and hex', () => {
  test('are those of the platform', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const [base64, hex] = [Buffer.from(bytes).toString('base64'), Buffer.from(bytes).toString('hex')]
      expect([base64Of(bytes), hexOf(bytes)]).toEqual([base64, hex])
      expect([bytesOfBase64(base64), bytesOfHex(hex)]).toEqual([bytes, bytes])
    })
    fc.assert(property, { numRuns: 60 })
  })

  test('take one text for one run of bytes alone', () => {
    expect(['AA', 'AA=', 'AB==', 'AAB=', 'A===', '====', '=', 'A A=', 'AA==AA==', 'A-A=', 'AAAA\n'].map(bytesOfBase64)).toEqual(
      Array.from({ length: 11 }, () => null),
    )
    expect(['0', '0G', 'AA', '0x', ' 0'].map(bytesOfHex)).toEqual([null, null, null, null, null])
  })
})

test('the hash is the one that the engine carries with it, because that is published alone', () => {
  const text = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8')
  expect(text('sha256.ts')).toBe(text('../../deliberation/src/sha256.ts'))
})
