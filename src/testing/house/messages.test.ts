import { describe, expect, test } from 'vitest'
import { messageFaults } from './message-faults.ts'
import { readTree, ROOT, type Tree } from './tree.ts'

type Books = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const NBSP = '\u00A0'
const VOTES_AR = '{n, plural, zero {لا أصوات} one {صوت} two {صوتان} few {# أصوات} many {# صوتًا} other {# صوت}}'

const WEB: Books = {
  en: { 'too-many': 'Please wait.', 'refused.busy': 'A moment', 'field.required': 'Please fill this in.' },
  fr: { 'too-many': 'Merci d’attendre.', 'refused.busy': 'Un instant', 'field.required': 'À remplir.' },
  ar: { 'too-many': 'انتظر', 'refused.busy': 'لحظة', 'field.required': 'املأ هذا' },
}
const DIALOGUE: Books = {
  en: {
    'dialogue.votes': '{n, plural, =0 {No vote} one {# vote} other {# votes}}',
    'dialogue.closed': 'Closed',
    'dialogue.by': 'By {name}?',
  },
  fr: {
    'dialogue.votes': '{n, plural, one {# vote} other {# votes}}',
    'dialogue.closed': 'Clos',
    'dialogue.by': `Par «${NBSP}{name}${NBSP}»${NBSP}?`,
  },
  ar: { 'dialogue.votes': VOTES_AR, 'dialogue.closed': 'مغلق', 'dialogue.by': 'من {name}؟' },
}
const CODE = `say('dialogue.votes', { n }); const name = 'Mai'; page.say(open ? 'dialogue.by' : 'dialogue.by', { name }); say(\`refused.\${kind}\`); books.say('fr')`

/** A house of two shelves in good order, with some words replaced; undefined takes one away. */
function house({ web = {}, dialogue = {}, code = '', more = [] }: Changes = {}): Tree {
  return new Map([
    ['src/core/refused.ts', `export const refusals = { 'too-many': 'busy' } as const`],
    ['src/modules/dialogue/refusals.ts', `export const refusals = { 'dialogue.closed': 'conflict' } as const satisfies Codes`],
    ['src/modules/dialogue/pages.tsx', `${CODE};${code}`],
    ...shelf('src/web/messages', WEB, web),
    ...shelf('src/modules/dialogue/messages', DIALOGUE, dialogue),
    ...more,
  ])
}
type Changes = { web?: Books; dialogue?: Books; code?: string; more?: readonly (readonly [string, string])[] }

function shelf(folder: string, books: Books, changes: Books): (readonly [string, string])[] {
  return Object.keys(books).map((locale) => [`${folder}/${locale}.json`, JSON.stringify({ ...books[locale], ...changes[locale] })] as const)
}

const all = (locales: readonly string[], key: string, text: unknown): Books =>
  Object.fromEntries(locales.map((locale) => [locale, { [key]: text }]))
const LOCALES = ['en', 'fr', 'ar']

describe('the books', () => {
  test('of the real tree are whole', () => {
    expect(messageFaults(readTree(ROOT))).toEqual([])
  })

  test('of the sample are whole', () => {
    expect(messageFaults(house())).toEqual([])
  })
})

const BREAKS: readonly (readonly [string, Changes, RegExp])[] = [
  ['an empty text', { web: { fr: { 'refused.busy': ' ' } } }, /^text: src\/web\/messages\/fr\.json: refused\.busy is empty/],
  ['a nested book', { web: { fr: { 'refused.busy': { a: 'b' } } } }, /^text: .* is no text/],
  ['a message that cannot be read', { web: { fr: { 'refused.busy': 'Un {instant' } } }, /^text: .* cannot be read/],
  ['a key that one language lacks', { dialogue: { ar: { 'dialogue.by': undefined } } }, /^keys: .*ar\.json lacks dialogue\.by/],
  ['a key that English has not', { dialogue: { ar: { 'dialogue.more': 'x' } } }, /^keys: .*ar\.json has dialogue\.more/],
  ['a blank that is lost', { dialogue: { ar: { 'dialogue.by': 'من' } } }, /^blanks: .*ar\.json: dialogue\.by has no blank/],
  ['a blank of another name', { dialogue: { ar: { 'dialogue.by': 'من {nom}' } } }, /^blanks: .*\{nom\} \(text\), en has \{name\} \(text\)/],
  ['a blank of another type', { dialogue: { ar: { 'dialogue.by': 'من {name, number}' } } }, /^blanks: .*\{name\} \(number\)/],
  [
    'an Arabic plural of two forms',
    { dialogue: { ar: { 'dialogue.votes': '{n, plural, zero {x} one {x} two {x} few {x} other {x}}' } } },
    /^plural: .*"many"/,
  ],
  [
    'an exact form in place of another',
    { dialogue: { ar: { 'dialogue.votes': '{n, plural, =0 {x} one {x} two {x} few {x} many {x} other {x}}' } } },
    /^plural: .*"zero"/,
  ],
  ['a form that is never used', { dialogue: { fr: { 'dialogue.votes': '{n, plural, one {x} two {x} other {x}}' } } }, /^plural: .*"two"/],
  [
    'a refusal without a sentence',
    { more: [['src/modules/people/refusals.ts', `export const refusals = { 'people.gone': 'missing' }`]] },
    /^refusals: src\/modules\/people\/refusals\.ts: "people\.gone"/,
  ],
  [
    'a key with two homes',
    { dialogue: all(LOCALES, 'refused.busy', 'x') },
    /^two homes: refused\.busy is in src\/web\/messages and in src\/modules/,
  ],
  ['a key that is in no book', { code: `say('dialogue.gone')` }, /^said: src\/modules\/dialogue\/pages\.tsx:1 says "dialogue\.gone"/],
  ['a field fault that is in no book', { code: `const fault = { message: 'field.calendar' }` }, /^said: the code names "field\.calendar"/],
  ['a beginning of no key', { code: 'say(`dialogue.choice.${x}`)' }, /^said: .* says "dialogue\.choice\.…"/],
  ['a blank that is not filled', { code: `say('dialogue.by')` }, /^filled: .* without its blank \{name\}/],
  ['a blank filled under another name', { code: `say('dialogue.by', { nom })` }, /^filled: .* without its blank \{name\}/],
  ['a key that nobody says', { dialogue: all(LOCALES, 'dialogue.idle', 'x') }, /^unused: dialogue\.idle/],
  ['an exclamation mark', { web: { en: { 'refused.busy': 'A moment!' } } }, /^style: .*shout/],
  ['a space that breaks before a question mark', { web: { fr: { 'refused.busy': 'Un instant ?' } } }, /^french: .*refused\.busy/],
  ['no space before a colon', { web: { fr: { 'refused.busy': 'Attention: attendez' } } }, /^french: /],
  ['a space that breaks after a blank', { dialogue: { fr: { 'dialogue.by': '{name} ; lui' } } }, /^french: /],
  ['guillemets without their spaces', { web: { fr: { 'refused.busy': `«Un instant${NBSP}»` } } }, /^french: /],
  ['guillemets with spaces that break', { web: { fr: { 'refused.busy': `«${NBSP}Un instant »` } } }, /^french: /],
]

describe('a planted break rings', () => {
  test.each(BREAKS)('%s', (_name, changes, expected) => {
    const faults = messageFaults(house(changes))
    expect(faults).toEqual([expect.stringMatching(expected)])
  })

  test('a language that one shelf lacks', () => {
    const tree = new Map(house())
    tree.delete('src/modules/dialogue/messages/ar.json')
    expect(messageFaults(tree)).toEqual(['locales: src/modules/dialogue/messages has no ar.json'])
  })

  test('a language that one shelf alone has', () => {
    const more: readonly [string, string][] = [
      [
        'src/modules/dialogue/messages/pl.json',
        JSON.stringify({ ...DIALOGUE['fr'], 'dialogue.votes': '{n, plural, one {x} few {x} many {x} other {x}}' }),
      ],
    ]
    expect(messageFaults(house({ more }))).toEqual([expect.stringMatching(/^locales: .*pl\.json/)])
  })
})

test('addresses and hours keep their own marks in French', () => {
  expect(messageFaults(house({ web: { fr: { 'refused.busy': 'De 10:30 à 11:00, voir https://x.org/?a=b' } } }))).toEqual([])
})
