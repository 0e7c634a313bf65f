import { expect, test } from 'vitest'
import {
  calendarHolds,
  canBeAnswered,
  canBeClosed,
  canBeOpened,
  canBeVotedOn,
  choiceOf,
  CHOICES,
  isRule,
  lengthOf,
  phaseOf,
  publicationOf,
  RULES,
  sameWords,
  shownCount,
  slugFrom,
  takesVotes,
  valueOf,
  type DialogueClock,
} from './rules.ts'
import type { DialogueState, StatementStatus } from './tables.ts'

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n))
const clock = (state: DialogueState): DialogueClock => ({ state, opensAt: day(5), closesAt: day(10), answerBy: day(20) })
const codeOf = (verdict: ReturnType<typeof takesVotes>): string => (verdict.ok ? 'yes' : verdict.refusal.code)

test.each([
  ['draft', 7, 'draft', 'dialogue.not-open-yet'],
  ['open', 4, 'announced', 'dialogue.not-open-yet'],
  ['open', 5, 'open', 'yes'],
  ['open', 9, 'open', 'yes'],
  ['open', 10, 'closed', 'dialogue.closed'],
  ['closed', 7, 'closed', 'dialogue.closed'],
  ['answered', 12, 'answered', 'dialogue.closed'],
] as const)('a dialogue that is %s on day %i is %s, and a vote meets %s', (state, on, phase, answer) => {
  expect([phaseOf(clock(state), day(on)), codeOf(takesVotes(clock(state), day(on)))]).toEqual([phase, answer])
})

test('a vote in the last millisecond counts, one at the hour does not', () => {
  expect(takesVotes(clock('open'), new Date(day(10).getTime() - 1)).ok).toBe(true)
  expect(takesVotes(clock('open'), day(10)).ok).toBe(false)
})

test.each([
  ['draft', 4, 1, 'yes'],
  ['draft', 7, 3, 'yes'],
  ['draft', 4, 0, 'dialogue.needs-statements'],
  ['draft', 10, 1, 'dialogue.calendar'],
  ['open', 4, 1, 'dialogue.not-a-draft'],
  ['answered', 4, 0, 'dialogue.not-a-draft'],
] as const)('%s, day %i, %i statements: opening meets %s', (state, on, statements, answer) => {
  expect(codeOf(canBeOpened(clock(state), statements, day(on)))).toBe(answer)
})

test.each([
  ['draft', 7, 'dialogue.not-open-yet', 'dialogue.still-open'],
  ['open', 4, 'yes', 'dialogue.still-open'],
  ['open', 7, 'yes', 'dialogue.still-open'],
  ['open', 11, 'yes', 'yes'],
  ['closed', 7, 'dialogue.closed', 'yes'],
  ['answered', 12, 'dialogue.closed', 'yes'],
] as const)('%s on day %i: closing meets %s, answering %s', (state, on, closing, answering) => {
  expect([codeOf(canBeClosed(clock(state), day(on))), codeOf(canBeAnswered(clock(state), day(on)))]).toEqual([closing, answering])
})

test('the calendar goes forward; the answer may be due at the very hour of the closing', () => {
  const held = (opens: number, closes: number, answer: number) =>
    calendarHolds({ opensAt: day(opens), closesAt: day(closes), answerBy: day(answer) }).ok
  expect([held(1, 2, 3), held(1, 2, 2), held(2, 2, 3), held(3, 2, 4), held(1, 3, 2)]).toEqual([true, true, false, false, false])
})

test('only what is published can be voted on', () => {
  const can = (status: StatementStatus | null) => codeOf(canBeVotedOn(status === null ? null : { status }))
  expect([can('published'), can('waiting'), can('declined'), can(null)]).toEqual([
    'yes',
    'statement.missing',
    'statement.missing',
    'statement.missing',
  ])
})

test('choices and their values are two names of one thing', () => {
  expect(CHOICES.map(valueOf)).toEqual([1, -1, 0])
  expect(CHOICES.map((choice) => choiceOf(valueOf(choice)))).toEqual([...CHOICES])
})

test('length is counted as people count', () => {
  expect([lengthOf('abc'), lengthOf('🙂🙂'), lengthOf('سلام'), lengthOf('')]).toEqual([3, 2, 4, 0])
})

test.each([
  ['We need doctors.', 'we   NEED doctors', true],
  ['Ｗｅ need', 'we need', true],
  ['نريد أطباء؟', 'نريد أطباء', true],
  ['A clinic…', 'A clinic...', true],
  ['No\u00a0clinic!', 'no clinic', true],
  ['We need doctors', 'We need nurses', false],
  ['1.5 clinics', '15 clinics', false],
])('"%s" and "%s": the same words? %s', (one, other, same) => {
  expect(sameWords(one) === sameWords(other)).toBe(same)
})

test.each([
  ['Health between two countries', 'health-between-two-countries'],
  ['L’été à Tên Việt', 'l-ete-a-ten-viet'],
  ['الصحة بين بلدين: أهل', 'الصحة-بين-بلدين-أهل'],
  ['স্বাস্থ্য কথা', 'স্বাস্থ্য-কথা'],
  ['../a/b?c#d', 'a-b-c-d'],
  ['  --  ', null],
  ['New', null],
  ['00000000-0000-4000-8000-000000000000', null],
])('the address of "%s" is %s', (title, slug) => {
  expect(slugFrom(title)).toBe(slug === null ? null : slug.normalize('NFC'))
})

test('an address is cut between letters, also between those of two code units', () => {
  const slug = slugFrom(`a${'𞤢'.repeat(80)}`) ?? ''
  expect([[...slug].length, slug.isWellFormed()]).toEqual([60, true])
})

test('rules have names; members-only dialogues give out sums; counts under ten are not told', () => {
  expect([...RULES].map(isRule)).toEqual(RULES.map(() => true))
  expect(isRule('taste')).toBe(false)
  const chosen = [undefined, 'votes', 'aggregates'] as const
  for (const participation of ['members', 'hidden', 'hidden-members'] as const)
    expect(chosen.map((publication) => publicationOf(participation, publication))).toEqual(['aggregates', 'aggregates', 'aggregates'])
  for (const participation of ['account', 'anyone'] as const)
    expect(chosen.map((publication) => publicationOf(participation, publication))).toEqual(['votes', 'votes', 'aggregates'])
  expect([0, 9, 10, 250].map(shownCount)).toEqual([null, null, 10, 250])
})
