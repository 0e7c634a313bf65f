import { expect, test } from 'vitest'
import { linesIn, neutralLineFaults } from './neutral-lines.ts'
import { readTree, ROOT } from './tree.ts'

const house = readTree(ROOT)

test('no line of news can name anybody or anything', () => {
  expect(neutralLineFaults(house)).toEqual([])
})

test('every room that has news is read', () => {
  const rooms = new Set(linesIn(house).map(({ room }) => room))
  const telling = [...house].flatMap(([path, source]) => {
    const room = /^src\/modules\/([^/]+)\/module\.ts$/.exec(path)?.[1]
    return room !== undefined && /^ {2,4}news\b/m.test(source) ? [room] : []
  })
  expect(telling.length).toBeGreaterThan(8)
  expect(telling.filter((room) => !rooms.has(room))).toEqual([])
})

const room = (code: string, message: string) =>
  new Map([
    ['src/modules/events/queries/news.ts', code],
    ['src/modules/events/messages/en.json', JSON.stringify({ 'events.news.today': message, 'events.news.soon': 'Soon.' })],
  ])
const plain = `export const one = { line: (say) => say('events.news.today') }`

test.each([
  ['a name', plain, 'See {title} today.', 'title'],
  ['a name within a plural', plain, '{n, plural, one {{who} comes} other {# come}}', 'who'],
  ['a choice', plain, '{sort, select, secret {A secret one} other {One}}', 'sort'],
  ['a name behind a key that is put together', 'export const one = { line: (say) => say(`events.news.${what}`) }', 'At {place}.', 'place'],
  [
    'a name behind a table',
    `const LINES = { a: 'events.news.today' }\nexport const one = { line: (say) => say(LINES[what]) }`,
    'By {who}.',
    'who',
  ],
  [
    'a name behind a name whose type lists them',
    `type Key = 'events.news.soon' | 'events.news.today'\nconst to = (key: Key) => ({ line: (say) => say(key) })`,
    'On {what}.',
    'what',
  ],
  [
    'a name in a line that is made before it is handed over',
    `import type { News } from '../core/news.ts'\nconst TODAY: News['line'] = (say) => say('events.news.today')`,
    '{who} comes.',
    'who',
  ],
  [
    'a name behind one of two',
    `export const one = { line: (say) => say(late ? 'events.news.soon' : 'events.news.today') }`,
    'For {who}.',
    'who',
  ],
])('%s rings', (_what, code, message, name) => {
  expect(neutralLineFaults(room(code, message))).toEqual([
    `src/modules/events/messages/en.json: events.news.today fills in {${name}}, and a line of news takes numbers and dates alone ({${name}, number})`,
  ])
})

test('a sentence that cannot be seen rings; numbers and dates pass', () => {
  expect(neutralLineFaults(room('export const one = { line: (say) => say(made(what)) }', 'x'))).toEqual([
    expect.stringContaining('no sentence can be seen'),
  ])
  expect(neutralLineFaults(room(plain, '{n, plural, one {# is} other {{n} are}} new since {day, date}, of {all, number}.'))).toEqual([])
})
