import { describe, expect, test } from 'vitest'
import {
  apartByState,
  endOf,
  isOpen,
  isSuspect,
  isWithin,
  lowestFree,
  pointsOf,
  ranked,
  reasonsFor,
  roundly,
  slotsOf,
  tableTimes,
  wordsIn,
  type Told,
} from './rules.ts'

const NOTHING: Told = { questions: [], words: [], languages: [], seeks: [], offers: [] }
const told = (some: Partial<Told>): Told => ({ ...NOTHING, ...some })

describe('reasons', () => {
  test('two have in common what both said, and what one seeks and the other offers, in the words of whoever looks', () => {
    const me = told({ questions: [1, 3], words: ['Night  School', 'trust'], languages: ['fr', 'ar'], seeks: ['a mentor'], offers: ['law'] })
    const other = told({
      questions: [3],
      words: ['night school'],
      languages: ['ar'],
      seeks: ['LAW', 'money'],
      offers: ['A mentor', 'trust'],
    })
    const reasons = { questions: [3], words: ['Night  School'], languages: ['ar'], seeks: ['a mentor'], offers: ['law'] }
    expect(reasonsFor(me, other)).toEqual(reasons)
    // 2 for the question, 2 for the word, 3 for what is sought, 3 for what is offered, 1 for the language: as the page says.
    expect(pointsOf(reasons)).toBe(2 + 2 + 3 + 3 + 1)
  })

  test('the formula says the same as a slow one over many people', () => {
    const pool = ['a', 'b', 'c', 'd']
    const some = (seed: number) => pool.filter((_, at) => ((seed * 7919) >> (at + 2)) % 2 === 1)
    const people = Array.from({ length: 60 }, (_, at) => ({
      id: `${String(at).padStart(8, '0')}-0000-4000-8000-000000000000`,
      told: told({ words: some(at), seeks: some(at * 3 + 1), offers: some(at * 5 + 2), languages: some(at + 11), questions: [at % 7] }),
    }))
    const [me, ...others] = people
    if (me === undefined) throw new Error('nobody')
    const slow = (one: Told, two: Told): number => {
      let points = 0
      for (const question of one.questions) for (const same of two.questions) if (question === same) points += 2
      for (const word of one.words) for (const same of two.words) if (word === same) points += 2
      for (const word of one.seeks) for (const same of two.offers) if (word === same) points += 3
      for (const word of one.offers) for (const same of two.seeks) if (word === same) points += 3
      if (points === 0) return 0
      for (const word of one.languages) for (const same of two.languages) if (word === same) points += 1
      return points
    }
    const order = ranked(me, others)
    const points = order.map((other) => slow(me.told, other.told))
    expect(points.length).toBeGreaterThan(30)
    expect(points).toEqual(points.toSorted((one, two) => two - one))
    expect(new Set(order.map(({ id }) => id))).toEqual(new Set(others.filter((other) => slow(me.told, other.told) > 0).map(({ id }) => id)))
    expect(ranked(me, others.toReversed())).toEqual(order)
  })

  test('a language alone is no reason', () => {
    expect(pointsOf(reasonsFor(told({ languages: ['fr'] }), told({ languages: ['fr'] })))).toBe(0)
  })
})

test('who does not want to be shown to a state is apart from it, both ways', () => {
  const [state, shy, plain] = [
    { state: true, notToStates: false },
    { state: false, notToStates: true },
    { state: false, notToStates: false },
  ]
  expect([apartByState(state, shy), apartByState(shy, state), apartByState(state, plain), apartByState(shy, plain)]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('nothing is said below ten, and tens above', () => {
  expect([0, 1, 9, 10, 19, 20, 57].map(roundly)).toEqual([null, null, null, 10, 10, 20, 50])
})

test('words are parted by the commas of several scripts, each once', () => {
  expect(wordsIn(' droit, école ، تعليم;  Droit ,\n night   school')).toEqual(['droit', 'école', 'تعليم', 'night school'])
})

describe('what deceivers send first', () => {
  test.each([
    ...['see https://example.org', 'www.example.org', 'go to example.org/now', 'write to me@example.org', 'call +353 86 123 4567'],
    ...['IE29 AIBK 9311 5212 3456 78', 'by Western Union please', '٠٨٦ ١٢٣ ٤٥٦ ٧٨٩', '0x52908400098527886E0F7030069857D2E4169EE7'],
  ])('%s', (text) => expect(isSuspect(text)).toBe(true))

  test.each(['Shall we meet on 2026-03-02 at 10:15?', 'In 2019, 340 of 1200 came.', 'Yes. We do.', 'نعم، غدًا في الساعة 10:30'])(
    'not: %s',
    (text) => expect(isSuspect(text)).toBe(false),
  )
})

test('it ends two weeks after the closing, and a month after the plan where nobody closed', () => {
  const endsAt = new Date('2026-03-02T11:00:00Z')
  const closedAt = new Date('2026-03-02T12:00:00Z')
  expect(endOf({ endsAt, closedAt })).toEqual(new Date('2026-03-16T12:00:00Z'))
  expect(endOf({ endsAt, closedAt: null })).toEqual(new Date('2026-04-01T11:00:00Z'))
  const session = { phase: 'closed', endsAt, closedAt }
  expect([isOpen(session, new Date('2026-03-16T11:59:59Z')), isOpen(session, new Date('2026-03-16T12:00:00Z'))]).toEqual([true, false])
  expect(isOpen({ ...session, phase: 'called-off' }, endsAt)).toBe(false)
})

test('a meeting takes its quarters of an hour', () => {
  expect(slotsOf(new Date('2026-03-02T10:15:00Z'), 45).map((at) => at.toISOString().slice(11, 16))).toEqual(['10:15', '10:30', '10:45'])
})

test('a small room lies within its session, and tables are had in whole slots', () => {
  const [startsAt, endsAt] = [new Date('2026-03-02T09:00:00Z'), new Date('2026-03-02T10:00:00Z')]
  const within = (at: string, minutes: number) => isWithin({ startsAt, endsAt }, new Date(`2026-03-02T${at}:00Z`), minutes)
  expect([within('09:00', 60), within('09:15', 45), within('09:15', 60), within('08:45', 15)]).toEqual([true, true, false, false])
  const times = (minutes: number) => tableTimes({ tables: 1, minutes, startsAt, endsAt }).map((at) => at.toISOString().slice(11, 16))
  expect([times(30), times(45), times(60)]).toEqual([['09:00', '09:30'], ['09:00'], ['09:00']])
  expect([lowestFree(3, new Set([1, 3])), lowestFree(2, new Set([1, 2])), lowestFree(0, new Set())]).toEqual([2, null, null])
})
