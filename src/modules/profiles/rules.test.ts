import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { consentText } from './queries/consent-texts.ts'
import { ANYBODY, cardFor, CONSENT_VERSION, LANGUAGES, narrower, privateIn, sees, valueFault, type Relation } from './rules.ts'
import { AUDIENCES, FACETS, type Audience } from './tables.ts'

const MEMBER: Relation = { ...ANYBODY, signedIn: true }
const COMPANION: Relation = { ...MEMBER, sharesBody: true }

/** Each sort of reader, and who of nobody, groups, members, public shows themselves to them. */
const READERS: readonly (readonly [string, Relation, readonly [boolean, boolean, boolean, boolean]])[] = [
  ['anybody', ANYBODY, [false, false, false, true]],
  ['a member of the hub', MEMBER, [false, false, true, true]],
  ['somebody of the same body', COMPANION, [false, true, true, true]],
  ['a government', { ...MEMBER, government: true }, [false, false, false, true]],
  ['a government in the same body', { ...COMPANION, government: true }, [false, false, false, true]],
  ['who is hidden from', { ...COMPANION, hidden: true }, [false, false, false, false]],
  ['a government that is hidden from', { ...MEMBER, government: true, hidden: true }, [false, false, false, false]],
  ['oneself', { ...MEMBER, own: true }, [true, true, true, true]],
  ['oneself in an office for a state', { ...MEMBER, own: true, government: true }, [true, true, true, true]],
]

test.each(READERS)('%s sees', (_name, relation, expected) => {
  expect(AUDIENCES.map((audience) => sees(audience, relation))).toEqual(expected)
})

const offices = [{ slug: 'unit', body: 'Unit', language: 'en', roles: ['convener'] }]
const card = (audience: Audience, facet: Audience) => ({
  person: 'p',
  name: 'Mai',
  audience,
  facets: [{ facet: 'origins' as const, audience: facet, values: ['PH'] }],
  offices,
})

test.each(READERS)('%s: a card for each audience, and on it what is no wider than that', (_name, relation, expected) => {
  for (const [place, audience] of AUDIENCES.entries())
    for (const facet of AUDIENCES) {
      const visible = sees(narrower(audience, facet), relation)
      const facets = visible ? [{ facet: 'origins', values: ['PH'] }] : []
      expect([audience, facet, cardFor(card(audience, facet), relation)]).toEqual([
        audience,
        facet,
        expected[place] === true ? { person: 'p', name: 'Mai', facets, offices } : null,
      ])
    }
})

test('a facet is never wider than its identity, and a wide identity does not widen a facet', () => {
  const facetsFor = (audience: Audience, facet: Audience, relation: Relation) => cardFor(card(audience, facet), relation)?.facets.length
  expect(facetsFor('public', 'members', ANYBODY)).toBe(0)
  expect(facetsFor('public', 'members', MEMBER)).toBe(1)
  expect(facetsFor('members', 'public', ANYBODY)).toBeUndefined()
  expect(facetsFor('groups', 'public', COMPANION)).toBe(1)
})

test.each([
  ['nurse, 20 years in wards of 300 beds', null],
  ['History 1914–1918', null],
  ['ISO 27001', null],
  ['رعاية المسنين', null],
  ['mai@example.org', 'field.private-address'],
  ['mai @ example', null],
  ['+353 1 234 567', 'field.private-number'],
  ['(01) 23-45-67', 'field.private-number'],
  ['12.03.1990', 'field.private-number'],
  ['1990-03-12', 'field.private-number'],
  ['P1234567A', 'field.private-number'],
  ['AB12CD3456', 'field.private-number'],
  ['٠١٢٣٤٥٦٧', 'field.private-number'],
  ['१२३ ४५६', 'field.private-number'],
  ['𝟏𝟐𝟑𝟒𝟓𝟔', 'field.private-number'],
] as const)('%s: %s', (text, expected) => {
  expect([privateIn(text), valueFault('fields', text), valueFault('interests', text)]).toEqual([expected, expected, expected])
})

test.each([
  ['origins', ['PH', 'XK'], ['Philippines', 'EU', 'ph', '']],
  ['residence', ['IE'], ['UK', 'Cork']],
  ['languages', ['fil', 'ff', 'pt-BR', 'zh-Hant', 'sr-Latn-RS'], ['Irish', 'iw', 'xx', 'und', 'EN', 'en-x-secret', '']],
  ['generation', ['moved', 'otherwise'], ['third', '']],
] as const)('%s: codes of the list and nothing else', (facet, right, wrong) => {
  expect(right.map((value) => valueFault(facet, value))).toEqual(right.map(() => null))
  expect(wrong.filter((value) => valueFault(facet, value) === null)).toEqual([])
})

test('the languages that are offered have each a name', () => {
  const named = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
  expect(LANGUAGES.filter((code) => named.of(code) === undefined)).toEqual([])
  expect(LANGUAGES.length).toBeGreaterThan(240)
})

/** Whoever changes what people agree to gives the words a new number: then put the new pair here, and never take an old one away. */
const WORDS = new Map([['1', '8c352f5b84be7d67de6f44339a01e2d747950ebb34da57c6f7c0c4241a0903df']])

test('the number of the words of the consents belongs to these very words', () => {
  const words = ['en', 'fr', 'ar'].flatMap((locale) => FACETS.map((facet) => consentText(facet, locale).text))
  expect(words.filter((text) => text.length < 100)).toEqual([])
  expect(createHash('sha256').update(JSON.stringify(words)).digest('hex')).toBe(WORDS.get(CONSENT_VERSION))
})

test('who reads in a language that the hub does not speak agrees to the English words', () => {
  expect([consentText('origins', 'de').language, consentText('origins', '../../../x').language]).toEqual(['en', 'en'])
})
