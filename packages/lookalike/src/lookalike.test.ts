import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keysOf, looksAlike, shapesOf } from './index.ts'

describe('alike', () => {
  test.each([
    ['Department of the Diaspora', 'DEPARTMENT OF THE DIASPORA'],
    ['Department of the Diaspora', 'department-of-the-diaspora'],
    ['Department of the Diaspora', 'Département of the Diasporà'],
    // Cyrillic а, е, о, р.
    ['Department of the Diaspora', 'Dераrtment of the Diаsроrа'],
    // Greek omicron and capital Rho.
    ['Department of the Diaspora', 'DeΡartment οf the Diaspora'],
    // rn for m, digits for letters, a letter of the phonetic alphabet, full width.
    ['Department of the Diaspora', 'Departrnent of the Diaspora'],
    ['Department of the Diaspora', 'Departm3nt 0f the D1a5pora'],
    ['Department of the Diaspora', 'Department of the Diɑspora'],
    ['Department of the Diaspora', 'Ｄｅｐａｒｔｍｅｎｔ of the Diaspora'],
    // Invisible: a joiner, a soft hyphen, a mark of direction.
    ['Department of the Diaspora', 'Depart\u200dment of\u00ad the Dias\u200epora'],
    // One slip: a letter more, less, other, two swapped.
    ['Department of the Diaspora', 'Department of the Diasporas'],
    ['Department of the Diaspora', 'Departent of the Diaspora'],
    ['Department of the Diaspora', 'Department af the Diaspora'],
    ['Department of the Diaspora', 'Depatrment of the Diaspora'],
    ['Pulaar Lyon', 'PuIaar Ly0n'],
    ['Pulaar Lyon', 'Pu1aar-lyon'],
    ['Élan', 'E lan'],
    ['Mille Rives', 'MiIle Rives'],
    ['Hope', 'Норе'],
    ['HOPE', 'ΗΟΡΕ'],
    ['Νέος Κόσμος', 'ΝΕΟΣ ΚΟΣΜΟΣ'],
    ['Общество друзей', 'ОБЩЕСТВО ДРУЗЕЙ'],
    ['رابطة ليون', 'رابطه ليون'],
    ['إدارة المغتربين', 'اداره المغتربین'],
    ['رابطة ليون', 'رَابِطَةُ لِيُون'],
    ['رابطة ليون', 'رابـــطة ليون'],
    ['جمعية ٢٠٢٤', 'جمعية 2024'],
    ['كتاب', 'کتاب'],
    ['Ɗowrude Pulaar', 'Dowrude Pulaar'],
    ['Cœur du Sahel', 'Coeur du Sahel'],
  ])('%s and %s', (one, other) => {
    expect([looksAlike(one, other), looksAlike(other, one)]).toEqual([true, true])
  })
})

describe('not alike', () => {
  test.each([
    ['Department of the Diaspora', 'Department of Health'],
    ['Department of the Diaspora', 'Depatrmnet of the Diaspora'],
    ['Pulaar Lyon', 'Pulaar Dijon'],
    ['Club A', 'Club B'],
    ['Diaspora Dublin 3', 'Diaspora Dublin 5'],
    ['Jeunes de Cork 2024', 'Jeunes de Cork 2025'],
    ['Wolof Paris', 'Wolof Parme'],
    ['رابطة ليون', 'رابطة باريس'],
    ['جمعية الشباب', 'جمعية النساء'],
    ['Élan', 'Clan'],
    ['!!!', '???'],
    ['', ''],
  ])('%s and %s', (one, other) => {
    expect([looksAlike(one, other), looksAlike(other, one)]).toEqual([false, false])
  })
})

test('a shape is written in the letters one sees', () => {
  expect(shapesOf('Норе')).toEqual(['hope'])
  expect(shapesOf('Départ-1')).toEqual(['departl'])
  expect(shapesOf('…')).toEqual([])
})

const name = fc.string({ unit: 'grapheme', maxLength: 30 })
const lettered = name.filter((text) => shapesOf(text).length > 0)

test('whatever is written is like itself, in any case, with spaces or marks between', () => {
  fc.assert(
    fc.property(lettered, (text) => {
      expect(looksAlike(text, text)).toBe(true)
      expect(looksAlike(text, ` ${text}\u200b`)).toBe(true)
    }),
  )
})

test('it goes both ways', () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(looksAlike(one, other)).toBe(looksAlike(other, one))
    }),
  )
})

/** The slow, obvious count of slips that the quick one is compared with: Damerau's, restricted. */
function slips(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const least = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)]
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least.push(at(i - 2, j - 2) + 1)
      ;(rows[i] ?? [])[j] = Math.min(...least)
    }
  }
  return at(a.length, b.length)
}

test('one slip is what the slow count says', () => {
  // Letters that nothing is mistaken for, so that only the count decides.
  const word = fc.string({ unit: fc.constantFrom('c', 'd', 'f', 'k'), minLength: 8, maxLength: 10 })
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(looksAlike(one, other)).toBe(slips(one, other) <= 1)
    }),
    { numRuns: 2000 },
  )
  expect(looksAlike('cdfkcdfk', 'cdfkcfdk')).toBe(true)
})

test('whatever is alike has a key in common', () => {
  const share = (one: string, other: string): boolean => keysOf(one).some((key) => keysOf(other).includes(key))
  const word = fc.string({ unit: fc.constantFrom('c', 'd', 'f', 'k'), minLength: 8, maxLength: 10 })
  fc.assert(
    fc.property(fc.oneof(word, name), fc.oneof(word, name), (one, other) => {
      if (looksAlike(one, other) && keysOf(one).length > 0) expect([one, other, share(one, other)]).toEqual([one, other, true])
    }),
    { numRuns: 2000 },
  )
  for (const [one, other] of [
    ['Department of the Diaspora', 'Dераrtment of the Diаsроrа'],
    ['Department of the Diaspora', 'Depatrment of the Diaspora'],
    ['إدارة المغتربين', 'اداره المغتربین'],
  ] as const)
    expect([share(one, other), share(one, 'Pulaar Lyon')]).toEqual([true, false])
  expect(keysOf('…')).toEqual([])
})

test('many names are held against a few others each, not against all', () => {
  const towns = ['Lyon', 'Cork', 'Dakar', 'Berlin', 'Oslo', 'Tunis', 'Quito', 'Hanoi', 'Lagos', 'Turin']
  const all = Array.from(
    { length: 1000 },
    (_, at) => `Association ${at % 100} of families from ${towns[at % 10] ?? ''} ${Math.floor(at / 100)}`,
  )
  const holders = new Map<string, number>()
  for (const key of all.flatMap(keysOf)) holders.set(key, (holders.get(key) ?? 0) + 1)
  const pairs = [...holders.values()].reduce((sum, many) => sum + (many * (many - 1)) / 2, 0)
  // All of them would be half a million.
  expect(pairs).toBeLessThan(10_000)
})
