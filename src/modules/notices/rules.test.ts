import { expect, test } from 'vitest'
import { beforeQuiet, isBounce, isQuiet, letterDay, letterIsDue, newest, stoppedAfter, urgentToday, type Sort } from './rules.ts'

const daily = (zone: string, hour = 7) => ({ zone, hour, weekday: null })

test.each([
  ['2026-03-01T06:59:59Z', 'Europe/Dublin', '2026-02-28'],
  ['2026-03-01T07:00:00Z', 'Europe/Dublin', '2026-03-01'],
  ['2026-07-01T05:59:59Z', 'Europe/Dublin', '2026-06-30'],
  ['2026-07-01T06:00:00Z', 'Europe/Dublin', '2026-07-01'],
  ['2026-03-01T22:00:00Z', 'Asia/Tokyo', '2026-03-02'],
  ['2026-03-01T14:59:59Z', 'America/Los_Angeles', '2026-02-28'],
])('the morning of %s in %s is that of %s', (at, zone, day) => expect(letterDay(new Date(at), daily(zone))).toBe(day))

test('one letter a day, from seven on', () => {
  const due = (mailed: string, now: string) => letterIsDue(new Date(mailed), new Date(now), daily('Europe/Dublin'))
  expect(due('2026-03-01T07:00:00Z', '2026-03-01T23:59:00Z')).toBe(false)
  expect(due('2026-03-01T07:00:00Z', '2026-03-02T06:59:00Z')).toBe(false)
  expect(due('2026-03-01T07:00:00Z', '2026-03-02T07:00:00Z')).toBe(true)
  expect(due('2026-03-01T06:30:00Z', '2026-03-01T07:00:00Z')).toBe(true)
})

test('of several about one thing the newest; of one moment the decision; nothing that has not come yet', () => {
  const one = (key: string, sort: Sort, hour: number) => ({ key, sort, at: new Date(Date.UTC(2026, 2, 1, hour)) })
  const news = [
    one('a', 'my-contribution', 3),
    one('a', 'decision', 3),
    one('b', 'hub', 2),
    one('b', 'hub', 5),
    one('c', 'answer-due', 9),
    one('d', 'hub', 1),
  ]
  expect(newest(news, new Date(Date.UTC(2026, 2, 1, 8))).map(({ key, sort, at }) => [key, sort, at.getUTCHours()])).toEqual([
    ['b', 'hub', 5],
    ['a', 'decision', 3],
    ['d', 'hub', 1],
  ])
})

/** How often a letter is due where one looks every five minutes from one moment to the other, and when. */
function dueBetween(from: string, to: string, timing: Parameters<typeof letterDay>[1]): readonly string[] {
  const due: string[] = []
  let mailed = new Date(from)
  for (let at = new Date(from); at <= new Date(to); at = new Date(at.getTime() + 300_000)) {
    if (!letterIsDue(mailed, at, timing)) continue
    due.push(at.toISOString().slice(0, 16))
    mailed = at
  }
  return due
}

test('where clocks change in the night there is one letter a day, at its hour of the wall or at the next', () => {
  // In Dublin one goes to two on the 29th of March 2026, and two to one on the 25th of October.
  expect(dueBetween('2026-03-28T12:00Z', '2026-03-30T12:00Z', daily('Europe/Dublin'))).toEqual(['2026-03-29T06:00', '2026-03-30T06:00'])
  expect(dueBetween('2026-03-28T12:00Z', '2026-03-30T12:00Z', daily('Europe/Dublin', 1)), 'one does not come').toEqual([
    '2026-03-29T01:00',
    '2026-03-30T00:00',
  ])
  expect(dueBetween('2026-10-24T12:00Z', '2026-10-26T12:00Z', daily('Europe/Dublin', 1)), 'one comes twice').toEqual([
    '2026-10-25T00:00',
    '2026-10-26T01:00',
  ])
  expect(dueBetween('2026-10-24T12:00Z', '2026-10-26T12:00Z', daily('Europe/Dublin', 23))).toEqual(['2026-10-24T22:00', '2026-10-25T23:00'])
})

test('once a week: on that day from that hour on, and once', () => {
  // The fourth of March 2026 was a Wednesday.
  const weekly = { zone: 'America/Los_Angeles', hour: 18, weekday: 3 }
  expect(dueBetween('2026-03-01T00:00Z', '2026-03-20T00:00Z', weekly)).toEqual(['2026-03-05T02:00', '2026-03-12T01:00', '2026-03-19T01:00'])
})

test('quiet hours go over midnight, by the clock on the wall also where it changes; what came in them waits', () => {
  const night = { from: 22, to: 7 }
  const quiet = (at: string) => isQuiet(new Date(at), 'Europe/Dublin', night)
  expect([quiet('2026-03-01T21:59Z'), quiet('2026-03-01T22:00Z'), quiet('2026-03-02T06:59Z'), quiet('2026-03-02T07:00Z')]).toEqual([
    ...[false, true],
    ...[true, false],
  ])
  expect([quiet('2026-03-29T05:59Z'), quiet('2026-03-29T06:00Z')], 'an hour less').toEqual([true, false])
  expect(isQuiet(new Date('2026-03-01T13:00Z'), 'Europe/Dublin', { from: 12, to: 14 })).toBe(true)
  expect(isQuiet(new Date('2026-03-01T13:00Z'), 'Europe/Dublin', null)).toBe(false)
  expect(beforeQuiet(new Date('2026-03-29T05:55Z'), 'Europe/Dublin', night)).toEqual(new Date('2026-03-28T21:55Z'))
  expect(beforeQuiet(new Date('2026-03-29T06:05Z'), 'Europe/Dublin', night)).toEqual(new Date('2026-03-29T06:05Z'))
})

test('urgent letters are counted by the day of the reader', () => {
  const state = { urgentUntil: new Date('2026-03-01T23:30Z'), urgentLetters: 2 }
  expect(urgentToday(state, new Date('2026-03-01T23:50Z'), 'Europe/Dublin')).toBe(2)
  expect(urgentToday(state, new Date('2026-03-02T00:10Z'), 'Europe/Dublin')).toBe(0)
  expect(urgentToday(state, new Date('2026-03-02T00:10Z'), 'America/Los_Angeles')).toBe(2)
})

test('letters stop after the third that came back, or after one that found nobody; what is about the hub counts for nobody', () => {
  expect(['5.1.1', '5.2.2', '5.0.0', '5.7.1', '4.2.2'].map(isBounce)).toEqual([true, true, true, false, false])
  expect([stoppedAfter('5.2.2', 2), stoppedAfter('5.2.2', 3), stoppedAfter('5.1.1', 1), stoppedAfter('5.1.10', 1)]).toEqual([
    ...[null, 'refused'],
    ...['nobody', 'nobody'],
  ])
})
