import { expect, test } from 'vitest'
import { courseOf, isEntry, isUnclosed, isWhole, numberIn, standing, stateOf, stepsDone, sumOf } from './rules.ts'

const NOW = new Date('2026-06-10T23:00:00Z')
const entry = (id: string, happenedOn: string, amount: number | null, more: { corrects?: string; step?: number } = {}) => ({
  ...{ id, happenedOn, amount, step: more.step ?? null, corrects: more.corrects ?? null },
})
const codeOf = (verdict: ReturnType<typeof isWhole>): string => (verdict.ok ? 'yes' : verdict.refusal.code)

test('the deadline is still in time; who closed it decides; a month later everybody reads that nobody has', () => {
  const of = (deadline: string, outcome: 'partly' | null = null) => [
    stateOf({ deadline, outcome }, NOW),
    isUnclosed({ deadline, outcome }, NOW),
  ]
  expect(of('2026-06-10')).toEqual(['running', false])
  expect(of('2026-06-09')).toEqual(['late', false])
  expect(of('2026-05-11')).toEqual(['late', false])
  expect(of('2026-05-10')).toEqual(['late', true])
  expect(of('2026-01-01', 'partly')).toEqual(['partly', false])
})

test('a corrected entry counts no more, and the sum is that of what stands', () => {
  const entries = [
    entry('a', '2026-05-02', 10, { step: 1 }),
    entry('b', '2026-05-01', 0.1),
    entry('c', '2026-05-02', 7, { corrects: 'a' }),
    entry('d', '2026-05-03', 0.2, { step: 2 }),
  ]
  expect(standing(entries).map(({ id }) => id)).toEqual(['b', 'c', 'd'])
  expect([...stepsDone(entries)]).toEqual([2])
  expect(sumOf(1, [7, 0.1, 0.2])).toBe(8.3)
  expect(courseOf('2026-04-30', 1, entries)).toEqual([
    { day: '2026-04-30', value: 1 },
    { day: '2026-05-01', value: 1.1 },
    { day: '2026-05-02', value: 8.1 },
    { day: '2026-05-03', value: 8.3 },
  ])
  expect(courseOf('2026-05-30', 1, entries)[0]).toEqual({ day: '2026-05-01', value: 1 })
})

test('a goal has a number or steps, whole, and a deadline that is to come', () => {
  const of = (more: object) => codeOf(isWhole({ deadline: '2026-12-31', target: 9, unit: 'trees', baseline: 0, steps: [], ...more }, NOW))
  expect(of({})).toBe('yes')
  expect(of({ deadline: '2026-06-10' })).toBe('purpose.deadline-past')
  expect(of({ deadline: '2036-12-31' })).toBe('purpose.deadline-far')
  expect(of({ unit: null })).toBe('purpose.number-whole')
  expect(of({ unit: null, target: null, baseline: null })).toBe('purpose.number-or-steps')
  expect(of({ unit: null, target: null, baseline: null, steps: ['One'] })).toBe('yes')
  expect(of({ baseline: 9 })).toBe('purpose.target-is-baseline')
})

test('an entry says what the goal can count', () => {
  const of = (written: object, goal = { target: 9 as number | null, steps: ['One'] }) =>
    codeOf(isEntry({ amount: 1, step: null, happenedOn: '2026-06-10', ...written }, goal, NOW))
  expect(of({})).toBe('yes')
  expect(of({ amount: 0 })).toBe('yes')
  expect(of({ happenedOn: '2026-06-11' })).toBe('purpose.day-ahead')
  expect(of({ step: 2 })).toBe('purpose.no-such-step')
  expect(of({ amount: null })).toBe('purpose.amount-missing')
  expect(of({}, { target: null, steps: [] })).toBe('purpose.amount-without-target')
})

test('numbers are read as people write them', () => {
  expect(['12,5', '1 200', '٣٤', '−3', '', '12.3.4', 'many'].map(numberIn)).toEqual([12.5, 1200, 34, -3, null, Number.NaN, Number.NaN])
})
