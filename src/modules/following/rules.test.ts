import { describe, expect, test } from 'vitest'
import type { Published, Subject } from '../../core/published.ts'
import {
  byTime,
  cursorFrom,
  cursorText,
  entryKey,
  FIRST_WEIGHTS,
  fold,
  inOrder,
  isAfter,
  isMuted,
  muteHolds,
  pointsOf,
  subjectFrom,
  subjectsFrom,
  sumOf,
  toldCount,
  type Entry,
  type Reckoning,
} from './rules.ts'

const NOW = new Date('2026-03-01T12:00:00Z')
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000)

const thing = (id: string, more: Partial<Published> = {}): Published => ({
  ...{ sort: 'post', id, path: `/posts/${id}`, title: id, text: '', language: 'en', at: NOW },
  ...{ starts: null, until: null, checkedOn: null, by: null, subjects: [], open: true },
  ...more,
})
const entry = (id: string, by: readonly string[] = [], more: Partial<Published> = {}): Entry => ({ thing: thing(id, more), by })
const reckoning = (weights: Readonly<Record<string, number>> = {}, more: Partial<Reckoning> = {}): Reckoning => ({
  ...{ weights: FIRST_WEIGHTS, languages: ['fr'], weightOf: (key) => weights[key] ?? 4, now: NOW },
  ...more,
})
const ids = (entries: readonly Entry[]): readonly string[] => entries.map((one) => one.thing.id)

describe('points', () => {
  test('being fresh halves, in whole numbers, and is nothing after the fourth time', () => {
    const fresh = (hours: number): number => sumOf(pointsOf(entry('a', [], { at: hoursAgo(hours) }), reckoning()))
    expect([0, 71, 72, 143, 144, 216, 288, 359, 360, 100_000].map(fresh)).toEqual([16, 16, 8, 8, 4, 2, 1, 1, 0, 0])
    // Announced for tomorrow: no more than what is new now.
    expect(fresh(-20)).toBe(16)
  })

  test('of several follows the heaviest counts, once', () => {
    const parts = pointsOf(
      entry('a', ['topic:health', 'place:IE', 'topic:food'], { at: hoursAgo(400) }),
      reckoning({ 'topic:health': 3, 'place:IE': 7, 'topic:food': 7 }),
    )
    expect(parts).toEqual([{ what: 'follow', points: 7, key: 'place:IE' }])
  })

  test('language, a missing answer and what still runs', () => {
    const of = (more: Partial<Published>): readonly string[] =>
      pointsOf(entry('a', [], { at: hoursAgo(400), ...more }), reckoning()).map(({ what, points }) => `${points} ${what}`)
    expect(of({ language: 'fr' })).toEqual(['2 language'])
    expect(of({ awaits: true })).toEqual(['2 awaits'])
    expect(of({ until: hoursAgo(-1) })).toEqual(['2 running'])
    expect(of({ starts: hoursAgo(-1) })).toEqual(['2 running'])
    expect(of({ until: hoursAgo(1) })).toEqual([])
    expect(of({})).toEqual([])
  })

  test('a government gets none, whether it is named, its body followed, or neither', () => {
    const [association, ministry] = ['body:association', 'body:ministry'] as const
    for (const by of [[], ['topic:health']]) {
      const of = (body: string, name: string) =>
        pointsOf(entry('a', by, { by: name, subjects: [{ sort: 'body', id: body.slice(5) }] }), reckoning({ 'topic:health': 4 }))
      expect(of(ministry, 'The Minister')).toEqual(of(association, 'Mai'))
    }
    const followed = (key: string) => sumOf(pointsOf(entry('a', [key]), reckoning()))
    expect(followed(ministry)).toBe(followed(association))
  })
})

describe('orders', () => {
  const entries = [
    entry('old', ['topic:a'], { at: hoursAgo(90), until: hoursAgo(-2) }),
    entry('new', ['topic:a'], { at: hoursAgo(1) }),
    entry('middle', ['topic:b'], { at: hoursAgo(80), starts: hoursAgo(-1) }),
    entry('past', ['topic:a'], { at: hoursAgo(2), until: hoursAgo(1) }),
  ]

  test('by time', () => expect(ids(inOrder('time', entries, reckoning()))).toEqual(['new', 'past', 'middle', 'old']))
  test('by what ends or begins soonest', () =>
    expect(ids(inOrder('ending', entries, reckoning()))).toEqual(['middle', 'old', 'new', 'past']))
  test('in turns: a loud source does not drown a quiet one', () => {
    expect(ids(inOrder('turns', entries, reckoning()))).toEqual(['new', 'middle', 'past', 'old'])
  })
  test('in turns: what is there by two belongs to the quieter', () => {
    const loud = [1, 2, 3].map((n) => entry(`loud-${n}`, ['topic:a'], { at: hoursAgo(n) }))
    const both = entry('both', ['topic:a', 'topic:b'], { at: hoursAgo(50) })
    expect(ids(inOrder('turns', [...loud, both], reckoning()))).toEqual(['loud-1', 'both', 'loud-2', 'loud-3'])
  })
  test('by points, then by time', () => {
    const weights = { 'topic:a': 0, 'topic:b': 9 }
    // new 16, past 16, middle 8 + 9 + 2, old 8 + 2
    expect(ids(inOrder('points', entries, reckoning(weights)))).toEqual(['middle', 'new', 'past', 'old'])
  })
  test('of one moment there is one order, however they come', () => {
    const same = ['c', 'a', 'b'].map((id) => entry(id))
    expect(ids(same.toSorted(byTime))).toEqual(['a', 'b', 'c'])
    for (const order of ['time', 'ending', 'points', 'turns'] as const)
      expect(ids(inOrder(order, same, reckoning()))).toEqual(ids(inOrder(order, same.toReversed(), reckoning())))
  })
})

describe('mutes', () => {
  const alone = (key: string): readonly string[] => [key]
  const said = entry('a', [], { title: 'Élection à Cork', text: 'الانتخابات اليوم', subjects: [{ sort: 'topic', id: 'football' }] })

  test('a word, however it is written', () => {
    for (const what of ['election', 'ÉLECTION', 'cork', 'الانتخابات'])
      expect([what, isMuted(said, [{ sort: 'word', what, until: null }], alone)]).toEqual([what, true])
    expect(isMuted(said, [{ sort: 'word', what: 'dublin', until: null }], alone)).toBe(false)
    expect(fold('  Ça\n va ')).toBe('ca va')
  })
  test('a subject, with what stands below it', () => {
    const under = (key: string) => (key === 'topic:sport' ? ['topic:sport', 'topic:football'] : [key])
    const mute = (what: string) => isMuted(said, [{ sort: 'subject', what, until: null }], under)
    expect([mute('topic:football'), mute('topic:sport'), mute('topic:food')]).toEqual([true, true, false])
  })
  test('all of a sort, whoever sends it', () => {
    const kind = (what: string) => isMuted(said, [{ sort: 'kind', what, until: null }], alone)
    expect([kind(said.thing.sort), kind('call')]).toEqual([true, false])
  })
  test('until a day, or for good', () => {
    expect(muteHolds({ sort: 'word', what: 'x', until: '2026-03-02' }, NOW)).toBe(true)
    expect(muteHolds({ sort: 'word', what: 'x', until: '2026-03-01' }, NOW)).toBe(false)
    expect(muteHolds({ sort: 'word', what: 'x', until: null }, NOW)).toBe(true)
  })
})

test('what can be followed is read from an address, and nothing else', () => {
  const uuid = '00000000-0000-4000-8000-000000000001'
  for (const key of ['topic:heart-language', 'place:IE', `place:${uuid}`, `body:${uuid}`, `person:${uuid}`]) {
    const read: Subject | null = subjectFrom(key)
    expect(read === null ? null : `${read.sort}:${read.id}`).toBe(key)
  }
  for (const key of ['', 'topic', 'topic:', 'topic:Health!', 'body:ministry', 'place:ie', 'place:IRL', 'car:IE', ':IE'])
    expect(subjectFrom(key)).toBeNull()
  expect(subjectsFrom('topic:health, place:IE,topic:health,what')).toEqual([
    { sort: 'topic', id: 'health' },
    { sort: 'place', id: 'IE' },
  ])
})

test('the end of a page is read as it was written, and what is none is none', () => {
  const cursor = { asOf: NOW.getTime(), at: 17, key: 'post:a-1', shown: 20 }
  expect(cursorFrom(cursorText(cursor))).toEqual(cursor)
  // Rooms call their things as they like.
  const odd = { ...cursor, key: 'event:a~b/2026-03-01 é' }
  expect(cursorFrom(cursorText(odd))).toEqual(odd)
  for (const text of [undefined, '', '1~2~3', 'x~2~3~post:a', '1~2~3~post', `1~2~3~post:${'a'.repeat(300)}`])
    expect(cursorFrom(text)).toBeNull()
  const end = entry('b', [], { at: hoursAgo(1) })
  const after = { asOf: 0, at: end.thing.at.getTime(), key: entryKey(end), shown: 1 }
  expect(['a', 'b', 'c'].map((id) => isAfter(after, entry(id, [], { at: hoursAgo(1) })))).toEqual([false, false, true])
  expect([isAfter(after, entry('a', [], { at: hoursAgo(2) })), isAfter(after, entry('z', [], { at: NOW }))]).toEqual([true, false])
})

test('counts are told in tens, from ten on', () => {
  expect([0, 9, 10, 19, 20, 1234].map(toldCount)).toEqual([null, null, 10, 10, 20, 1230])
})
