import { expect, test } from 'vitest'
import { openBuckets } from './buckets.ts'

function atNoon() {
  let now = Date.parse('2026-03-01T12:00:00Z')
  return { now: () => new Date(now), wait: (seconds: number) => void (now += seconds * 1000) }
}

test('points are given until none is left, and come back evenly', () => {
  const clock = atNoon()
  const buckets = openBuckets(60, clock.now)
  expect([buckets.take('mai', 50), buckets.take('mai', 10), buckets.take('mai', 1), buckets.take('niamh', 60)]).toEqual([
    null,
    null,
    1,
    null,
  ])
  expect(buckets.take('mai', 30)).toBe(30)
  clock.wait(29)
  expect(buckets.take('mai', 30)).toBe(1)
  clock.wait(1)
  expect([buckets.take('mai', 30), buckets.take('mai', 1)]).toEqual([null, 1])
  clock.wait(3600)
  expect([buckets.take('mai', 60), buckets.take('mai', 1)]).toEqual([null, 1])
})

test('a refused try costs nothing, and a clock that goes back gives nothing', () => {
  const clock = atNoon()
  const buckets = openBuckets(10, clock.now)
  expect(buckets.take('mai', 9)).toBeNull()
  for (let n = 0; n < 20; n += 1) expect(buckets.take('mai', 2)).toBe(6)
  clock.wait(-600)
  expect(buckets.take('mai', 2)).toBe(6)
  expect(buckets.take('mai', 1)).toBeNull()
})

test('what was spent elsewhere is taken out, at most as much again as there is, and has to come back first', () => {
  const clock = atNoon()
  const buckets = openBuckets(10, clock.now)
  buckets.owe('mai', 4)
  expect([buckets.take('mai', 6), buckets.take('mai', 1)]).toEqual([null, 6])
  for (let n = 0; n < 5; n += 1) buckets.owe('mai', 10)
  expect(buckets.take('mai', 1)).toBe(66)
  clock.wait(65)
  expect(buckets.take('mai', 1)).toBe(1)
  clock.wait(1)
  expect(buckets.take('mai', 1)).toBeNull()
})

test('a flood of keys is forgotten from its oldest end; who was just counted stays counted', () => {
  const clock = atNoon()
  const buckets = openBuckets(10, clock.now)
  for (let n = 0; n < 60_000; n += 1) buckets.take(`key ${n}`, 10)
  expect([buckets.take('key 59999', 1), buckets.take('key 0', 10)]).toEqual([6, null])
  clock.wait(60)
  expect(buckets.take('key 59999', 10)).toBeNull()
})

test('a clock that is put back gives points back from then on, and not only when it is where it was', () => {
  let now = 7_200_000
  const buckets = openBuckets(2, () => new Date(now))
  expect([buckets.take('a', 2), buckets.take('a', 1)]).toEqual([null, 30])
  now = 3_600_000
  expect(buckets.take('a', 1)).toBe(30)
  now += 30_000
  expect(buckets.take('a', 1)).toBeNull()
})
