import { describe, expect, test } from 'vitest'
import { mayAnswerCall, mayCheck, mayEdit, mayShow, mayTranslate, mayWithdraw, mayWrite, type Asking } from './policy.ts'
import {
  beginningOf,
  endsInTime,
  isOverdue,
  mayWriteNow,
  plainWords,
  shownUnder,
  toldCounts,
  toldReactions,
  type WriteClock,
} from './rules.ts'

const NOON = new Date('2026-03-01T12:00:00Z')
const at = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000)
const codeOf = (verdict: { ok: true } | { ok: false; refusal: { code: string } }): string => (verdict.ok ? 'yes' : verdict.refusal.code)

const CLOCK: WriteClock = { measures: [], slowSeconds: 0, lastInThread: null, lastInCommunity: null, leads: false }
const measure = (sort: 'slow' | 'rest' | 'pause', until: Date, seconds: number | null = null) => ({ measures: [{ sort, until, seconds }] })

test.each([
  ['nothing holds', {}, 'yes'],
  ['slow mode, just written', { ...measure('slow', at(60), 60), lastInThread: at(-59) }, 'post.slow'],
  ['slow mode, a minute ago', { ...measure('slow', at(60), 60), lastInThread: at(-60) }, 'yes'],
  ['slow mode that is over', { ...measure('slow', NOON, 60), lastInThread: at(-1) }, 'yes'],
  ['a slow community', { slowSeconds: 30, lastInCommunity: at(-1) }, 'post.slow'],
  ['no slow mode, and a clock that went back', { lastInCommunity: at(50) }, 'yes'],
  ['a rest', measure('rest', at(1)), 'post.thread-rests'],
  ['a pause', measure('pause', at(1)), 'post.paused'],
  ['a pause that is over', measure('pause', at(0)), 'yes'],
  ['a facilitator in a thread that rests', { ...measure('rest', at(1)), leads: true }, 'yes'],
])('%s: %s', (_what, clock, code) => {
  expect(codeOf(mayWriteNow({ ...CLOCK, ...clock }, NOON))).toBe(code)
})

const person = { person: 'p' } as unknown as Asking['actor']
const MEMBER: Asking = { actor: person, member: 'm', leads: false, ended: false }
const STRANGER: Asking = { ...MEMBER, member: null }
const NOBODY: Asking = { ...STRANGER, actor: { person: null } }
const LEAD: Asking = { ...MEMBER, member: 'lead', leads: true }
const ENDED: Asking = { ...MEMBER, ended: true }
const TEXT = { kind: 'text', titled: true, reply: false, files: false, youth: false } as const

describe('who may', () => {
  test.each([
    ['a member writes', mayWrite(MEMBER, CLOCK, TEXT, NOON), 'yes'],
    ['nobody writes', mayWrite(NOBODY, CLOCK, TEXT, NOON), 'sign-in.needed'],
    ['a stranger writes', mayWrite(STRANGER, CLOCK, TEXT, NOON), 'post.members-only'],
    ['where it has ended', mayWrite(ENDED, CLOCK, TEXT, NOON), 'post.community-ended'],
    ['without a title', mayWrite(MEMBER, CLOCK, { ...TEXT, titled: false }, NOON), 'post.no-title'],
    ['an answer without a title', mayWrite(MEMBER, CLOCK, { ...TEXT, titled: false, reply: true }, NOON), 'yes'],
    ['an introduction without one', mayWrite(MEMBER, CLOCK, { ...TEXT, titled: false, kind: 'introduction' }, NOON), 'yes'],
    ['a file among the young', mayWrite(MEMBER, CLOCK, { ...TEXT, files: true, youth: true }, NOON), 'post.no-files-here'],
    ['the author edits', mayEdit(MEMBER, { author: 'm', state: 'standing' }), 'yes'],
    ['another edits', mayEdit(LEAD, { author: 'm', state: 'standing' }), 'post.author-only'],
    ['what was hidden is edited', mayEdit(MEMBER, { author: 'm', state: 'hidden' }), 'post.not-standing'],
    ['the author withdraws where it has ended', mayWithdraw(ENDED, { author: 'm', state: 'standing' }), 'yes'],
    ['who has left is nobody’s author', mayWithdraw(STRANGER, { author: null, state: 'standing' }), 'post.author-only'],
    [
      'a second translation',
      mayTranslate(MEMBER, { author: 'x', state: 'standing' }, { by: 'y', language: 'fr', original: 'en', ofAuthor: false }),
      'post.translation-by-another',
    ],
    [
      'a translation corrected by the author',
      mayTranslate(MEMBER, { author: 'm', state: 'standing' }, { by: 'y', language: 'fr', original: 'en', ofAuthor: true }),
      'yes',
    ],
    [
      'into its own language',
      mayTranslate(MEMBER, { author: 'x', state: 'standing' }, { by: null, language: 'en', original: 'en', ofAuthor: false }),
      'post.translation-same-language',
    ],
    ['one’s own is checked', mayCheck(MEMBER, { by: 'm' }), 'post.translation-own'],
    ['what leads hid', mayShow(LEAD, { hiddenBy: 'leads' }), 'yes'],
    ['what moderation hid', mayShow(LEAD, { hiddenBy: 'moderation' }), 'post.hidden-by-moderation'],
    ['an appeal by who decided', mayAnswerCall(LEAD, { answered: false, appeal: true, sameAsFirst: true }), 'post.same-person'],
    ['an appeal by another', mayAnswerCall(LEAD, { answered: false, appeal: true, sameAsFirst: false }), 'yes'],
    ['a call twice', mayAnswerCall(LEAD, { answered: true, appeal: false, sameAsFirst: false }), 'post.call-answered'],
  ])('%s', (_what, verdict, code) => {
    expect(codeOf(verdict)).toBe(code)
  })
})

test('counts are told as was said, reactions from three on', () => {
  expect(toldCounts({ counts: [4, 5], ended: true, shown: 'from-ten' })).toBeNull()
  expect(toldCounts({ counts: [5, 5], ended: false, shown: 'from-ten' })).toEqual([5, 5])
  expect(toldCounts({ counts: [50, 5], ended: false, shown: 'at-end' })).toBeNull()
  expect(toldCounts({ counts: [1, 0], ended: true, shown: 'at-end' })).toEqual([1, 0])
  expect([
    ...toldReactions(
      new Map([
        ['thanks', 3],
        ['same', 2],
      ]),
    ),
  ]).toEqual([['thanks', 3]])
})

test('the day for a look, the end of a measure, the place of an answer, the beginning of a text', () => {
  expect([isOverdue({ lookBy: '2026-02-28', answered: false }, NOON), isOverdue({ lookBy: '2026-03-01', answered: false }, NOON)]).toEqual([
    true,
    false,
  ])
  expect(isOverdue({ lookBy: '2026-02-28', answered: true }, NOON)).toBe(false)
  expect([
    endsInTime('rest', at(14 * 86_400), NOON),
    endsInTime('rest', at(14 * 86_400 + 1), NOON),
    endsInTime('pause', NOON, NOON),
  ]).toEqual([true, false, false])
  expect([shownUnder(null), shownUnder({ id: 'a', parentId: null }), shownUnder({ id: 'b', parentId: 'a' })]).toEqual([null, 'a', 'a'])
  expect([beginningOf('one two three', 9), beginningOf('short', 9)]).toEqual(['one two…', 'short'])
  expect(plainWords('# A **bold** [word](https://x.example)\n\n- one\n- two_three')).toBe('A bold word one two_three')
})
