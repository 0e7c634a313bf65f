import { expect, test } from 'vitest'
import { watchClock } from './clock-watch.ts'

const DAY = 86_400_000

function stage() {
  const [told, at] = [[] as string[], { now: 0, steady: 0 }]
  const watch = watchClock(
    (line) => void told.push(line.slice(0, 30)),
    () => at.now,
    () => at.steady,
  )
  /** So much time passes, and the clock shows so much more or less than that. */
  const passes = (ms: number, more = 0): boolean => {
    at.now += ms + more
    at.steady += ms
    return watch.hasLeapt()
  }
  return { told, passes }
}

test('time that passes is no leap, nor is an hour more or less', () => {
  const { told, passes } = stage()
  expect([passes(1000), passes(40 * DAY), passes(1000, 3_600_000), passes(1000, -3_600_000), passes(1000, -20 * DAY)]).toEqual([
    false,
    false,
    false,
    false,
    false,
  ])
  expect(told).toEqual([])
})

test('a leap to 2038 stops the clock’s work, is told once, and ends when the clock is back', () => {
  const { told, passes } = stage()
  expect([passes(1000, 4000 * DAY), passes(1000), passes(5 * DAY)]).toEqual([true, true, true])
  expect([passes(1000, -4000 * DAY), passes(1000)]).toEqual([false, false])
  expect(told).toEqual(['The clock went forward by more', 'The clock is back; what is don'])
})
