import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { directionOf, openBooks } from './say.ts'

const folder = mkdtempSync(join(tmpdir(), 'books-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (locale: string, book: object) => writeFileSync(join(folder, `${locale}.json`), JSON.stringify(book))
write('en', { hello: 'Hello {name}', votes: '{count, plural, one {# vote} other {# votes}}', only: 'Here' })
write('fr', { hello: 'Bonjour {name}', votes: '{count, plural, one {# vote} other {# votes}}' })
write('ar', {
  hello: 'مرحبا {name}',
  votes: '{count, plural, zero {لا أصوات} one {صوت} two {صوتان} few {# أصوات} many {# صوتا} other {# صوت}}',
})
const books = openBooks([pathToFileURL(`${folder}/`)])

test('the files decide which languages there are', () => {
  expect(books.locales).toEqual(['ar', 'en', 'fr'])
  expect([books.say('fr').locale, books.say('xx').locale, books.say('ar').dir, books.say('en').dir]).toEqual(['fr', 'en', 'rtl', 'ltr'])
})

test('what is filled in stays as it is, and numbers keep western digits', () => {
  expect(books.say('en')('hello', { name: '<b>{x}</b>' })).toBe('Hello <b>{x}</b>')
  expect([1, 1234].map((count) => books.say('en')('votes', { count }))).toEqual(['1 vote', '1,234 votes'])
  expect([0, 1, 2, 5, 12, 100].map((count) => books.say('ar')('votes', { count }))).toEqual([
    'لا أصوات',
    'صوت',
    'صوتان',
    '5 أصوات',
    '12 صوتا',
    '100 صوت',
  ])
  expect([books.say('ar').number(1234.5), books.say('fr').share(0.256)]).toEqual(['1,234.5', '26\u00a0%'])
})

test('a sentence that is missing is a fault, not a blank', () => {
  expect(() => books.say('fr')('only')).toThrow('the fr messages have no "only"')
})

test('days and hours are said in the zone that is asked for', () => {
  const at = new Date('2026-03-01T23:30:00Z')
  expect([books.say('en').day(at, 'UTC'), books.say('fr').day(at, 'Africa/Nairobi')]).toEqual(['1 March 2026', '2 mars 2026'])
  expect(books.say('fr').moment(at, 'Europe/Paris')).toBe('2 mars 2026 à 00:30 UTC+1')
  expect(books.say('en').list(['a', 'b', 'c'])).toBe('a, b, and c')
})

test('languages have names, at least in English, and what is no language is shown as it is written', () => {
  expect(books.say('ar').language('arz')).toBe('Egyptian Arabic')
  const { language } = books.say('en')
  expect(['fr', 'ff', 'zh-Hant', 'en-12', 'nonsense tag', ''].map(language)).toEqual([
    'French',
    'Fula',
    'Traditional Chinese',
    'en-12',
    'nonsense tag',
    '',
  ])
})

test.each([
  ['fr', 'en', 'fr'],
  ['xx', 'fr-CA,fr;q=0.9', 'fr'],
  [undefined, 'de, ar;q=0.3, fr;q=0.8', 'fr'],
  [undefined, 'fr;q=0.1,en;q=0.9', 'en'],
  [undefined, 'de', 'en'],
  [undefined, '', 'en'],
  [undefined, undefined, 'en'],
  [undefined, ';;q=,*;q=x,AR', 'ar'],
  ['__proto__', 'constructor', 'en'],
])('chosen %s, asked for %s: %s', (chosen, accepted, locale) => {
  expect(books.choose(chosen, accepted)).toBe(locale)
})

test('the direction comes from the language', () => {
  expect(['ar', 'ar-EG', 'ur', 'he', 'fr', 'und', ''].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr'])
})

test('without a folder or a language there is no voice', () => {
  expect(() => openBooks([])).toThrow(TypeError)
  const empty = mkdtempSync(join(tmpdir(), 'books-'))
  expect(() => openBooks([pathToFileURL(`${empty}/`)])).toThrow('no language')
  rmSync(empty, { recursive: true })
})
