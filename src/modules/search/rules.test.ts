import { marked, soughtIn, wordsIn } from '#findable'
import { expect, test } from 'vitest'
import { queryOf, scoreOf, snippetOf, titleQueryOf, vectorOf } from './rules.ts'

test('the published formula: two for a word of the title, one elsewhere, nothing where a word is nowhere', () => {
  const score = (query: string, title: string, other: string) => scoreOf(soughtIn(query), wordsIn(title), wordsIn(other))
  expect(score('école lyon', 'Les écoles', 'à Lyon')).toBeNull()
  expect(score('ecoles lyon', 'Les écoles', 'à Lyon')).toBe(3)
  expect(score('lyon ecol', 'Écoles de Lyon', '')).toBe(4)
  expect(score('lyon', 'Lyon', 'Lyon Lyon Lyon')).toBe(2)
})

test('what PostgreSQL is asked holds letters and digits alone, whatever somebody writes', () => {
  const nasty = 'o\'brien \\ \' & | ! :* (a) <-> "x" \u0000 ‘b’'
  expect(queryOf(soughtIn(nasty))).toMatch(/^'[\p{L}\p{N}\p{M}]+'(:\*)?( & '[\p{L}\p{N}\p{M}]+'(:\*)?)*$/u)
  expect(titleQueryOf({ word: 'pul', prefix: true })).toBe(`'pul':*A`)
  expect(vectorOf(['lyon'], ['lyon', 'ecole'])).toBe(`'lyon':1A 'ecole':1`)
})

test('a snippet begins near the first word sought, is cut between words, and is a part of the text', () => {
  const text = `${'Un long début. '.repeat(20)}Les écoles de Cork ouvrent tard. ${'Une longue fin. '.repeat(30)}`
  const pieces = snippetOf(text, soughtIn('cork'))
  const plain = pieces.map((piece) => piece.text).join('')
  expect(pieces.filter(({ hit }) => hit).map((piece) => piece.text)).toEqual(['Cork'])
  expect(plain.startsWith('…') && plain.endsWith('…')).toBe(true)
  expect(text).toContain(plain.slice(1, -1))
  expect(plain.length).toBeLessThan(240)
  expect(snippetOf('Court.', soughtIn('cork'))).toEqual([{ text: 'Court.', hit: false }])
  const unspaced = '水'.repeat(400)
  expect(
    snippetOf(unspaced, soughtIn('火'))
      .map((piece) => piece.text)
      .join('').length,
  ).toBeLessThan(240)
  expect(marked('a', [])).toEqual([{ text: 'a', hit: false }])
})
