import { describe, expect, test } from 'vitest'
import {
  answerDue,
  isChecked,
  isFresh,
  nearPairs,
  nextQuarter,
  pairOf,
  practiceEnds,
  progressOf,
  quarterEnds,
  quarterOf,
  quartersOf,
  questionStateOf,
  reportDue,
  reportStateOf,
  resultStateOf,
  statusOf,
} from './rules.ts'

describe('quarters', () => {
  test('are those of the calendar; a report is due on the last day of the month that follows', () => {
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual(['2026-Q1', '2026-Q1', '2026-Q2', '2026-Q4'])
    expect(['2026-Q1', '2026-Q4'].map(nextQuarter)).toEqual(['2026-Q2', '2027-Q1'])
    expect(['2026-Q1', '2026-Q2', '2026-Q4'].map(quarterEnds)).toEqual(['2026-03-31', '2026-06-30', '2026-12-31'])
    expect(['2026-Q1', '2026-Q4', '2027-Q4'].map(reportDue)).toEqual(['2026-04-30', '2027-01-31', '2028-01-31'])
  })

  test('are reported on once they are over, from the start or the agreement if that is later, to the end', () => {
    const span = { startsOn: '2025-02-10', acceptedOn: '2025-05-20', endedOn: null }
    expect(quartersOf(span, '2025-06-30')).toEqual([])
    expect(quartersOf(span, '2025-07-01')).toEqual(['2025-Q2'])
    expect(quartersOf(span, '2026-01-01')).toEqual(['2025-Q2', '2025-Q3', '2025-Q4'])
    expect(quartersOf({ ...span, endedOn: '2025-08-01' }, '2026-06-01')).toEqual(['2025-Q2', '2025-Q3'])
    expect(quartersOf({ ...span, startsOn: '2027-01-01' }, '2026-06-01')).toEqual([])
    expect(quartersOf({ ...span, acceptedOn: null }, '2026-06-01')).toEqual([])
    // It was ended before it began.
    expect(quartersOf({ ...span, startsOn: '2025-09-01', endedOn: '2025-07-02' }, '2026-06-01')).toEqual([])
  })

  test.each([
    [null, '2026-04-30', 'awaited'],
    [null, '2026-05-01', 'missing'],
    ['2026-04-30', '2026-09-01', 'sent'],
    ['2026-05-01', '2026-09-01', 'sent-late'],
  ] as const)('sent on %s and looked at on %s, the report of the first one is %s', (sentOn, today, state) => {
    expect(reportStateOf('2026-Q1', sentOn, today)).toBe(state)
  })
})

test('late is said from the day after the date, and of what runs alone', () => {
  const dueOn = '2026-03-01'
  expect(statusOf({ state: 'running', dueOn }, '2026-03-01')).toBe('running')
  expect(statusOf({ state: 'running', dueOn }, '2026-03-02')).toBe('late')
  expect(statusOf({ state: 'kept', dueOn }, '2026-03-02')).toBe('kept')
})

test('evidence is checked by two who confirm, and by nobody who does not', () => {
  const [yes, no] = [{ confirms: true }, { confirms: false }]
  expect([[], [yes], [yes, yes], [yes, yes, no]].map(isChecked)).toEqual([false, false, true, false])
})

test('progress also goes down to a target', () => {
  expect(progressOf({ baseline: 0, target: 40 }, 10)).toBe(0.25)
  expect(progressOf({ baseline: 10, target: 0 }, 2.5)).toBe(0.75)
  expect(progressOf({ baseline: 3, target: 3 }, 3)).toBeNull()
})

test('those look alike that share four of ten different words in title or text; the pair has one name', () => {
  const one = (id: string, title: string, text: string) => ({ id, title, text })
  const all = [
    one('a', 'Open ten village libraries', 'Ten libraries with network in the north.'),
    one('b', 'Open village libraries in 2027', 'Something else entirely different.'),
    one('c', 'Train nurses abroad', 'Ten libraries with network in the north and south.'),
    one('d', 'Nothing near', 'Words that stand alone here.'),
  ]
  expect(nearPairs(all).map(([a, b]) => `${a.id}${b.id}`)).toEqual(['ab', 'ac'])
  expect([pairOf('b', 'a'), pairOf('a', 'b')]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
})

test('a request for evidence is answered within thirty days; after them it is overdue, unless its commitment was given up', () => {
  const asked = { askedOn: '2026-03-01', answeredOn: null }
  expect(answerDue('2026-03-01')).toBe('2026-03-31')
  const on = (day: string, state: 'running' | 'kept' | 'not-kept') => questionStateOf(asked, { state }, day)
  expect([on('2026-03-31', 'running'), on('2026-04-01', 'running'), on('2026-04-01', 'kept'), on('2026-04-01', 'not-kept')]).toEqual([
    'awaited',
    'overdue',
    'overdue',
    'closed',
  ])
  expect(questionStateOf({ ...asked, answeredOn: '2026-05-01' }, { state: 'withdrawn' }, '2026-06-01')).toBe('answered')
})

test('a practice is fresh for a year from its last check; a result is told a year on, with a month for it', () => {
  expect([practiceEnds('2025-03-01'), isFresh('2025-03-01', '2026-03-01'), isFresh('2025-03-01', '2026-03-02')]).toEqual([
    '2026-03-01',
    true,
    false,
  ])
  const state = (today: string, resultOn: string | null = null) => resultStateOf({ adoptedOn: '2025-03-01', resultOn }, today)
  expect([state('2026-02-28'), state('2026-03-01'), state('2026-04-01'), state('2026-04-02'), state('2026-04-02', '2025-06-01')]).toEqual([
    'too-early',
    'awaited',
    'awaited',
    'overdue',
    'told',
  ])
})
