import { expect, test } from 'vitest'
import type { Made } from './cases.ts'
import type { Draft } from './draft.ts'
import { faultsOf } from './oracle.ts'
import type { Answer } from './sending.ts'

// Whoever judges the answers is judged first: each thing that must not be in one is put there once.

const DRAFT: Draft = {
  ...{ method: 'POST', spoken: true, pattern: '/dialogues', names: new Map(), raw: new Set(), tail: '', query: '', headers: {} },
  ...{ fields: [['text', 'These plain words kept-x']], files: [], readable: true, times: 1, atOnce: false },
}
const MADE: Made = { who: 'Mai', locale: 'fr', what: 'plain', draft: DRAFT, marks: ['kept-x'] }
const POLICY = "default-src 'none'; script-src 'self'"

type Given = {
  status?: number
  text?: string
  type?: string
  more?: Record<string, string>
  path?: string
  method?: string
  tookMs?: number
}

const answer = ({
  status = 422,
  text = PAGE,
  type = 'text/html; charset=UTF-8',
  more = {},
  path = '/dialogues',
  method = 'POST',
  tookMs = 5,
}: Given): Answer => ({
  ...{ status, text, path, method, tookMs },
  headers: new Headers({ 'content-type': type, 'x-content-type-options': 'nosniff', 'content-security-policy': POLICY, ...more }),
})
const PAGE = '<!doctype html><html lang="fr"><textarea>These plain words kept-x</textarea></html>'
const PROBLEM = {
  status: 400,
  path: '/api/dialogues',
  type: 'application/problem+json',
  text: '{"type":"input.invalid","title":"Pas cela","status":400}',
}

test('an answer as it should be is none of its faults', () => {
  const fine: readonly Given[] = [
    {},
    PROBLEM,
    { status: 303, text: '', more: { location: '/fr/dialogues/x' } },
    { status: 413, text: PAGE.replace('kept-x', '') },
    { status: 404, method: 'HEAD', text: '' },
  ]
  expect(fine.flatMap((one) => faultsOf(MADE, answer(one)))).toEqual([])
})

test.each<[string, Given, RegExp]>([
  ['a fault of the hub', { status: 500 }, /answered with 500/],
  ['no answer', { status: 0 }, /no answer within/],
  ['one that took too long', { tookMs: 60_000 }, /no answer within/],
  ['a trace', { text: `${PAGE}\n    at run (file:///hub/src/x.ts:1:2)` }, /a trace/],
  ['a path', { text: `${PAGE}/hub/node_modules/pg` }, /a path/],
  ['a statement', { text: `${PAGE}select "id" from x` }, /a statement/],
  ['a complaint of the database', { text: `${PAGE}duplicate key value` }, /a complaint of the database/],
  ['a complaint of the program', { text: `${PAGE}TypeError: x` }, /a complaint of the program/],
  ['another language', { text: PAGE.replace('"fr"', '"en"') }, /a page in en where fr/],
  ['a lost text', { text: PAGE.replace('kept-x', '') }, /written in text is lost/],
  ['no page', { type: 'text/plain; charset=utf-8' }, /a refusal of the type text\/plain/],
  ['no nosniff', { more: { 'x-content-type-options': '' } }, /no nosniff/],
  ['a loose policy', { more: { 'content-security-policy': "default-src 'none' 'unsafe-inline'" } }, /the policy is/],
  ['no charset', { type: 'text/html' }, /names no charset/],
  ['a way out', { status: 303, more: { location: '//evil.test' } }, /leads to \/\/evil/],
  ['a page of the API', { ...PROBLEM, type: 'text/html; charset=utf-8' }, /a refusal of the type text\/html/],
  ['a problem without a title', { ...PROBLEM, text: '{"status":400,"type":"x"}' }, /without a title/],
  ['another state', { ...PROBLEM, text: '{"type":"x","title":"x","status":200}' }, /says 200 for 400/],
  ['a problem in another language', { ...PROBLEM, text: '{"type":"x","title":"\u0644\u0627","status":400}' }, /another language/],
])('%s is heard', (_what, given, expected) => {
  expect(faultsOf(MADE, answer(given)).join('\n')).toMatch(expected)
})
