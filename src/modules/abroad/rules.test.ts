import { expect, test } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import { mayAppoint, mayJoin, mayKeep, mayTake, type Desk, type Steward } from './policy.ts'
import { afterLook, daysAfter, endsSoon, freshness, isEnd, isLink, isShown, isTelephone, isThere, lastEnd, movedTo } from './rules.ts'

test('an item holds for twelve months after a look at most, is shown sixty days longer, and then no more', () => {
  expect([lastEnd('2026-03-01'), lastEnd('2028-02-29')]).toEqual(['2027-03-01', '2029-02-28'])
  expect(['2026-03-01', '2026-03-02', '2027-03-01', '2027-03-02'].map((end) => isEnd(end, '2026-03-01'))).toEqual([
    false,
    true,
    true,
    false,
  ])
  const end = '2026-03-01'
  expect(['2026-03-01', '2026-03-02', '2026-04-30', '2026-05-01'].map((day) => freshness(end, day))).toEqual([
    ...['holds', 'to-check', 'to-check', 'expired'],
  ])
  expect(freshness(null, end)).toBe('expired')
  expect(isShown({ state: 'published', expires_on: end }, daysAfter(end, 60))).toBe(true)
  expect(isShown({ state: 'published', expires_on: end }, daysAfter(end, 61))).toBe(false)
  expect(isShown({ state: 'proposed', expires_on: daysAfter(end, 9) }, end)).toBe(false)
  expect([endsSoon('2026-03-31', '2026-03-01'), endsSoon('2026-04-01', '2026-03-01')]).toEqual([true, false])
})

test('a link is dead after two failures three days apart, and alive at its first answer', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 2, day))
  const first = afterLook({ state: 'answers', failed_since: null }, false, at(1))
  expect(first).toEqual({ state: 'fails', failed_since: at(1) })
  expect(afterLook(first, false, at(3)).state).toBe('fails')
  const dead = afterLook(first, false, at(4))
  expect(dead).toEqual({ state: 'dead', failed_since: at(1) })
  expect(afterLook(dead, true, at(9))).toEqual({ state: 'answers', failed_since: null })
  expect([200, 302, 403, 429, 404, 410, 500, 0].map(isThere)).toEqual([true, true, true, true, false, false, false, false])
  const moved = (to: string) => movedTo('https://example.org/a', new URL(to))
  expect([moved('https://EXAMPLE.org/a/'), moved('http://example.org/b'), moved('https://example.org/b')]).toEqual([
    ...[null, null, 'https://example.org/b'],
  ])
  expect(['https://example.org/a', 'http://example.org', 'https://localhost/', 'https://a:b@example.org', 'x'].map(isLink)).toEqual([
    ...[true, false, false, false, false],
  ])
  expect(['', '112', '+353 21 496 3000', 'call me', '+'].map(isTelephone)).toEqual([true, true, true, false, false])
})

const who = (person: string | null, operator = false): Actor =>
  ({ ...nobody('en'), account: person === null ? null : `account of ${person}`, person, operator }) as unknown as Actor
const desk = (actor: Actor, stewards: readonly Steward[], more: Partial<Desk> = {}): Desk => ({
  ...{ actor, stewards, ofItsBody: false, bodyOfState: false },
  ...more,
})
const mai = { person: 'mai', ofState: false }
const aoife = { person: 'aoife', ofState: true }
const code = (verdict: ReturnType<typeof mayKeep>): string => (verdict.ok ? 'yes' : verdict.refusal.code)

test('nobody of a state keeps a page alone, however many they are', () => {
  expect([
    code(mayKeep(desk(who('aoife'), [aoife]))),
    code(mayKeep(desk(who('aoife'), [aoife, { person: 'colm', ofState: true }]))),
    code(mayKeep(desk(who('aoife'), [aoife, mai]))),
    code(mayKeep(desk(who('mai'), [aoife, mai]))),
  ]).toEqual(['abroad.state-alone', 'abroad.state-alone', 'yes', 'yes'])
  // Nor are they the first on a page, by themselves or in the name of a body.
  expect([code(mayJoin(desk(who('gift', true), []), true)), code(mayJoin(desk(who('gift', true), [mai]), true))]).toEqual([
    ...['abroad.state-second', 'yes'],
  ])
  const taking = { stewardOfBody: true, speaksForState: true, taken: false }
  expect([
    code(mayTake(desk(who('aoife'), [aoife]), taking)),
    code(mayTake(desk(who('gift', true), [aoife]), taking)),
    code(mayTake(desk(who('aoife'), [aoife, mai]), taking)),
    code(mayTake(desk(who('mai'), [mai]), { ...taking, speaksForState: false, taken: true })),
    code(mayTake(desk(who('niamh'), [mai]), { ...taking, speaksForState: false })),
  ]).toEqual(['abroad.appointers-only', 'abroad.state-second', 'yes', 'abroad.taken', 'abroad.appointers-only'])
})

test('whoever runs the hub keeps a page only while nobody else can; strangers never do', () => {
  const gift = who('gift', true)
  expect([
    code(mayKeep(desk(gift, []))),
    code(mayKeep(desk(gift, [aoife]))),
    code(mayKeep(desk(gift, [mai]))),
    code(mayKeep(desk(who('niamh'), [mai]))),
    code(mayKeep(desk(who(null), []))),
    code(mayKeep(desk(theHub, [mai]))),
  ]).toEqual(['yes', 'yes', 'abroad.stewards-only', 'abroad.stewards-only', 'sign-in.needed', 'yes'])
  expect([
    code(mayAppoint(desk(gift, [mai]))),
    code(mayAppoint(desk(who('mai'), [mai]))),
    code(mayAppoint(desk(who('idrissa'), [mai], { ofItsBody: true }))),
    code(mayAppoint(desk(who(null), []))),
  ]).toEqual(['yes', 'abroad.appointers-only', 'yes', 'sign-in.needed'])
})
