import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  articleLevels,
  canonicalDocument,
  directionOfParagraph,
  directionOfText,
  faultsOf,
  filled,
  inOrderOfCitation,
  printable,
  printableAll,
  sentencesOf,
  textOf,
  untraced,
  type Block,
  type Document,
  type Sentence,
  type Words,
} from './index.ts'

const words: Words = {
  sources: 'Sources',
  own: 'editor’s own',
  page: '{page} of {pages}',
  article: 'Article {number}',
  source: 'Source {number}',
  back: 'Back {number}',
}
const said = (text: string, ...sources: number[]): Sentence => ({ text, language: 'en', sources })
const note = (number: number) => ({ number, text: `note ${number}`, language: 'en', speaker: null, link: null })
const picture = { type: 'png', width: 2, height: 1, data: '' } as const
const whole: Document = {
  language: 'en',
  direction: 'ltr',
  title: 'Report',
  date: { day: '2028-02-29', text: '29 February 2028' },
  identifier: 'r-1',
  blocks: [
    { kind: 'heading', level: 1, text: 'Part' },
    { kind: 'paragraph', sentences: [said('One.', 1), { text: 'Ours.', language: 'en', sources: [], own: true }] },
    { kind: 'heading', level: 2, text: 'Inner' },
    { kind: 'article', number: 4, sentences: [said('Two.', 2, 1)] },
    { kind: 'list', ordered: true, items: [[said('Three.', 3)], [said('Plain.')]] },
    { kind: 'table', caption: 'Sums', header: ['a', 'b'], rows: [['1', '2']] },
    { kind: 'figure', alt: 'A line', caption: 'Line', picture },
    { kind: 'page-break' },
    { kind: 'heading', level: 1, text: 'End' },
  ],
  notes: [note(1), { ...note(2), speaker: 'Mai', link: 'https://hub.example/a' }, note(3)],
}
const faultsWith = (changes: Partial<Document>): readonly string[] => faultsOf({ ...whole, ...changes })
const withBlocks = (...blocks: Block[]): readonly string[] => faultsWith({ blocks, notes: [] })

describe('what keeps a document from being printed', () => {
  test('nothing, where it is whole', () => expect(faultsOf(whole)).toEqual([]))

  test.each<[readonly string[], string]>([
    [faultsWith({ title: ' ' }), 'The document has no title.'],
    [faultsWith({ identifier: '' }), 'The document has no identifier.'],
    [faultsWith({ language: 'e n' }), '“e n” is not the tag of a language.'],
    [faultsWith({ date: { day: '2026-02-29', text: '' } }), '“2026-02-29” is not a day as in 2026-05-03.'],
    [withBlocks({ kind: 'heading', level: 2, text: 'b' }), 'The heading “b” of level 2 leaves a level out.'],
    [withBlocks({ kind: 'heading', level: 1, text: '' }), 'Heading 1 is empty.'],
    [withBlocks({ kind: 'list', ordered: false, items: [] }), 'A list has nothing in it.'],
    [withBlocks({ kind: 'table', caption: 'c', header: [], rows: [] }), 'The table “c” has no header.'],
    [
      withBlocks({ kind: 'table', caption: 'c', header: ['a'], rows: [['1'], ['1', '2']] }),
      'The table “c” has a row with more or fewer cells than its header.',
    ],
    [withBlocks({ kind: 'figure', alt: ' ', caption: 'c', picture }), 'The figure “c” says nothing to readers who do not see it.'],
    [withBlocks({ kind: 'figure', alt: 'a', picture: { ...picture, width: 0 } }), 'The picture of the figure “a” has no size.'],
    [withBlocks({ kind: 'paragraph', sentences: [said('')] }), 'A sentence is empty.'],
    [withBlocks({ kind: 'paragraph', sentences: [said('x', 1)] }), 'There is no note 1, to which a sentence leads.'],
    [withBlocks({ kind: 'paragraph', sentences: [{ ...said('x'), language: '' }] }), '“” is not the tag of a language.'],
    [faultsWith({ notes: [...whole.notes, note(4)] }), 'A note is named by no sentence.'],
    [faultsWith({ notes: [note(1), note(3), note(2)] }), 'Note 3 stands where note 2 should.'],
    [
      faultsWith({ blocks: [{ kind: 'paragraph', sentences: [said('x', 2, 1)] }], notes: [note(1), note(2)] }),
      'Notes are not numbered in the order in which the text names them.',
    ],
    [
      faultsWith({ notes: [{ ...note(1), link: 'javascript:alert(1)' }, note(2), note(3)] }),
      'The link of note 1 does not begin with http:// or https://.',
    ],
    [
      faultsWith({ blocks: [{ kind: 'paragraph', sentences: [{ ...said('x', 1), own: true }] }], notes: [note(1)] }),
      '“x” is marked as the editor’s own and has a source.',
    ],
  ])('%j', (found, sentence) => expect(found[0]).toBe(sentence))
})

test('notes are numbered as the text names them first, and those that it does not name go', () => {
  const shuffled: Document = {
    ...whole,
    blocks: [
      { kind: 'paragraph', sentences: [said('a', 7), said('b', 2, 7)] },
      { kind: 'list', ordered: false, items: [[said('c', 5)]] },
    ],
    notes: [note(2), note(3), note(5), note(7)],
  }
  expect(faultsOf(shuffled)).not.toEqual([])
  const settled = inOrderOfCitation(shuffled)
  expect(faultsOf(settled)).toEqual([])
  expect(sentencesOf(settled).map(({ sources }) => sources)).toEqual([[1], [2, 1], [3]])
  expect(settled.notes.map(({ number, text }) => [number, text])).toEqual([
    [1, 'note 7'],
    [2, 'note 2'],
    [3, 'note 5'],
  ])
})

test('sentences that lead nowhere are found, the editor’s own left out', () => {
  expect(untraced(whole).map(({ text }) => text)).toEqual(['Plain.'])
})

test('an article stands one level under its heading', () => {
  expect(articleLevels(whole.blocks)).toEqual([2, 2, 3, 3, 3, 3, 3, 3, 2])
  expect(articleLevels([{ kind: 'article', number: 1, sentences: [] }])).toEqual([1])
})

test('all that is read, as text', () => {
  expect(textOf(whole, words)).toBe(
    [
      ...['Report', '29 February 2028', 'r-1', 'Part', 'One. Ours.', 'Inner', 'Article 4', 'Two.', 'Three.', 'Plain.'],
      ...['Sums', 'a\tb', '1\t2', 'A line', 'Line', 'End', 'Sources', '1. note 1', '2. Mai note 2 https://hub.example/a', '3. note 3'],
    ].join('\n'),
  )
  expect(filled('{page} of {pages}, {other}', { page: 1, pages: 2 })).toBe('1 of 2, {other}')
})

test('one text to sign: keys in order, nothing undefined, nothing outside ASCII', () => {
  const small = { ...whole, title: 'é', blocks: [], notes: [] }
  expect(canonicalDocument(small)).toBe(
    '{"blocks":[],"date":{"day":"2028-02-29","text":"29 February 2028"},"direction":"ltr","identifier":"r-1","language":"en","notes":[],"title":"\\u00e9"}',
  )
  const turned = Object.fromEntries(Object.entries(whole).toReversed()) as Document
  expect(canonicalDocument(turned)).toBe(canonicalDocument(whole))
  expect(JSON.parse(canonicalDocument(whole))).toEqual(whole)
})

describe('text that any form can print', () => {
  test.each([
    ['a\u202eb\u202c', 'ab'],
    ['a\u2067b', 'a\u2067b\u2069'],
    ['a\u2069b', 'ab'],
    ['\u2068a\u2069b\u2069', '\u2068a\u2069b'],
    ['a\u0000\u001bb\ud800c', 'ab\ufffdc'],
    ['a\n  b\tc', 'a b\tc'],
  ])('%j is %j', (text, printed) => expect(printable(text)).toBe(printed))

  test('isolates always close, and doing it again changes nothing', () => {
    const letters = fc.constantFrom('a', 'ب', '\u2066', '\u2067', '\u2068', '\u2069', '\u202e', '\n', ' ', '\ud800')
    fc.assert(
      fc.property(fc.array(letters), (all) => {
        const text = printable(all.join(''))
        expect(printable(text)).toBe(text)
        expect([...text].filter((one) => /[\u2066-\u2068]/.test(one)).length).toBe([...text].filter((one) => one === '\u2069').length)
      }),
    )
  })

  test('at any depth', () => expect(printableAll({ a: ['b\u202e'], c: { d: 1, e: null } })).toEqual({ a: ['b'], c: { d: 1, e: null } }))
})

test('the direction is that of the first letter', () => {
  expect(['12 مدارس', 'Le مدارس', '12', 'שלום'].map((text) => directionOfText(text, 'ltr'))).toEqual(['rtl', 'ltr', 'ltr', 'rtl'])
  expect(directionOfParagraph([said('مدارس'), said('12')], 'rtl')).toBe('rtl')
  expect(directionOfParagraph([said('One'), said('Two')], 'rtl')).toBe('ltr')
  expect(directionOfParagraph([said('One'), said('مدارس')], 'rtl')).toBe('rtl')
  expect(directionOfParagraph([], 'rtl')).toBe('rtl')
})
