import { expect, test } from 'vitest'
import { letterIsDue, morningOf, newest, type Sort } from './rules.ts'

test.each([
  ['2026-03-01T06:59:59Z', 'Europe/Dublin', '2026-02-28'],
  ['2026-03-01T07:00:00Z', 'Europe/Dublin', '2026-03-01'],
  ['2026-07-01T05:59:59Z', 'Europe/Dublin', '2026-06-30'],
  ['2026-07-01T06:00:00Z', 'Europe/Dublin', '2026-07-01'],
  ['2026-03-01T22:00:00Z', 'Asia/Tokyo', '2026-03-02'],
  ['2026-03-01T14:59:59Z', 'America/Los_Angeles', '2026-02-28'],
])('the morning of %s in %s is that of %s', (at, zone, day) => expect(morningOf(new Date(at), zone)).toBe(day))

test('one letter a day, from seven on', () => {
  const due = (mailed: string, now: string) => letterIsDue(new Date(mailed), new Date(now), 'Europe/Dublin')
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
