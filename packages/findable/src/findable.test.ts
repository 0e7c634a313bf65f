import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { folded, gramsOf, isNear, marked, slips, soughtIn, wordsIn } from './index.ts'

type Vectors = {
  readonly folded: readonly (readonly [string, string])[]
  readonly words: readonly (readonly [string, readonly string[]])[]
}
const vectors: Vectors = JSON.parse(readFileSync(new URL('../vectors/words.json', import.meta.url), 'utf8'))

test('texts of all scripts are folded as the vectors say, and what is folded stays as it is', () => {
  expect(vectors.folded.map(([text]) => [text, folded(text)])).toEqual(vectors.folded)
  for (const [, kept] of vectors.folded) expect(folded(kept)).toBe(kept)
  expect(vectors.words.map(([text]) => [text, wordsIn(text)])).toEqual(vectors.words)
})

test('the last word may be unfinished, a single sign of a script without spaces begins others, and there is an end to it', () => {
  expect(soughtIn('Écoles Pul')).toEqual([
    { word: 'ecoles', prefix: false },
    { word: 'pul', prefix: true },
  ])
  expect(soughtIn('水')).toEqual([{ word: '水', prefix: true }])
  expect(soughtIn('北京大')).toEqual([
    { word: '北京', prefix: false },
    { word: '京大', prefix: false },
  ])
  expect(soughtIn('a')).toEqual([{ word: 'a', prefix: false }])
  expect(soughtIn('cork cork')).toEqual([{ word: 'cork', prefix: true }])
  expect(soughtIn(Array.from({ length: 50 }, (_, index) => `w${index}`).join(' '), 8)).toHaveLength(8)
  expect(soughtIn(' « » ')).toEqual([])
})

test('what was looked for is marked in its own letters, and the pieces are the text', () => {
  const of = (text: string, query: string) => marked(text, soughtIn(query))
  expect(of('Les Écoles d’été', 'ecole')).toEqual([
    { text: 'Les ', hit: false },
    { text: 'Écoles', hit: true },
    { text: ' d’été', hit: false },
  ])
  expect(of('في مَدْرَسَةِ', 'مدرسة').filter(({ hit }) => hit)).toEqual([{ text: 'مَدْرَسَةِ', hit: true }])
  expect(of('我在北京大学', '北京')).toEqual([
    { text: '我在', hit: false },
    { text: '北京', hit: true },
    { text: '大学', hit: false },
  ])
  for (const text of ['<b>a</b> & "c"', 'ｶﾞｲﾄﾞ中文', '\u2068Pulaar\u2069 Lyon'])
    expect(
      of(text, 'a')
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
})

test('slips are counted as an obvious second way counts them, and a near word shares parts with what was written', () => {
  const slow = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length
    const cost = a.at(-1) === b.at(-1) ? 0 : 1
    const plain = Math.min(slow(a.slice(0, -1), b) + 1, slow(a, b.slice(0, -1)) + 1, slow(a.slice(0, -1), b.slice(0, -1)) + cost)
    const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
    return swapped ? Math.min(plain, slow(a.slice(0, -2), b.slice(0, -2)) + 1) : plain
  }
  for (const [a, b] of [
    ['cork', 'crok'],
    ['lyon', 'lion'],
    ['pulaar', 'pular'],
    ['abc', 'xyz'],
    ['', 'ab'],
    ['école', 'ecole'],
  ] as const)
    expect([a, b, slips(a, b)]).toEqual([a, b, slow(a, b)])
  expect(isNear('asociation', 'association')).toBe(true)
  expect(isNear('assoc', 'association')).toBe(false)
  expect(isNear('ab', 'ac')).toBe(false)
  expect(isNear('cork', 'cork')).toBe(false)
  expect(gramsOf('asociation').filter((gram) => gramsOf('association').includes(gram)).length).toBeGreaterThan(5)
})
