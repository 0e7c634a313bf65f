import { describe, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { mayKeep, mayPublish, mayReply, mayWithdrawReplies, type Place } from './policy.ts'
import { askedVersion, differences, holdsFromOf, inForce, isDay, publishingHolds, stateOf, toldCount, type VersionDays } from './rules.ts'

const version = (number: number, holdsFrom: string, correction = false): VersionDays => ({
  number,
  correction,
  publishedOn: '2026-01-01',
  holdsFrom,
})
const now = new Date('2026-03-01T22:00:00Z')
const first = version(1, '2026-01-01')

describe('which version', () => {
  const versions = [first, version(2, '2026-02-01'), version(3, '2026-02-01', true), version(4, '2026-03-20')]
  test('holds: the newest whose day has come; on its very day it does', () => {
    expect(inForce(versions, '2026-03-01')).toBe(3)
    expect(inForce(versions, '2026-03-19')).toBe(3)
    expect(inForce(versions, '2026-03-20')).toBe(4)
    expect(inForce(versions, '2025-12-31')).toBeNull()
    expect(versions.map((one) => stateOf(one, versions, '2026-03-01'))).toEqual(['earlier', 'earlier', 'in-force', 'announced'])
  })
  test('is asked about: the newest change, and no correction of language', () => {
    expect(askedVersion(versions)?.number).toBe(4)
    expect(askedVersion(versions.slice(0, 3))?.number).toBe(2)
    expect(askedVersion([])).toBeNull()
  })
})

describe('the day from which a version holds', () => {
  test.each([
    ['the first: today, whatever was asked', { correction: false, holdsFrom: '2027-01-01' }, null, '2026-03-01'],
    ['a change without a day: after the notice', { correction: false, holdsFrom: null }, first, '2026-03-15'],
    ['a change with a day', { correction: false, holdsFrom: '2026-04-01' }, first, '2026-04-01'],
    ['a correction: today', { correction: true, holdsFrom: '2026-04-01' }, first, '2026-03-01'],
    ['a correction of what is announced: its day', { correction: true, holdsFrom: null }, version(2, '2026-03-20'), '2026-03-20'],
  ] as const)('%s', (_name, asked, last, day) => expect(holdsFromOf(asked, last, now)).toBe(day))

  test.each([
    [{ correction: true, holdsFrom: null }, null, 'charter.first-is-no-correction'],
    [{ correction: false, holdsFrom: '2026-03-14' }, first, 'charter.too-soon'],
    [{ correction: false, holdsFrom: '2026-03-15' }, first, null],
    [{ correction: false, holdsFrom: '2026-03-19' }, version(2, '2026-03-20'), 'charter.before-the-last'],
    [{ correction: true, holdsFrom: '2020-01-01' }, first, null],
  ] as const)('%j after %j: %s', (asked, last, code) => {
    const verdict = publishingHolds(asked, last, now)
    expect(verdict.ok ? null : verdict.refusal.code).toBe(code)
  })
  test('is a day of the calendar', () => {
    expect(['2026-02-28', '2026-02-30', '2026-13-01', '26-01-01', '', '2026-03-01T00:00'].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

test('fewer than ten acceptances are not told', () => {
  expect([0, 9, 10, 11].map(toldCount)).toEqual([null, null, 10, 11])
})

describe('differences', () => {
  const marked = (before: string, after: string) =>
    differences(before, after)
      .map((block) => block.map(({ sort, text }) => ({ same: text, added: `+${text}+`, removed: `-${text}-` })[sort]).join(''))
      .join('\n')
  test('word by word in a paragraph that changed, whole where one came or went', () => {
    expect(marked('One.\n\nWe speak calmly here.\n\nLast.', 'One.\n\nWe speak clearly here.\n\nLast.\n\nNew.')).toBe(
      'One.\nWe speak -calmly -+clearly +here.\nLast.\n+New.+',
    )
    expect(marked('One.\n\nTwo.', 'Two.')).toBe('-One.-\nTwo.')
    expect(marked('Same.', 'Same.')).toBe('Same.')
  })
  test('the pieces without what was added are the old text, without what was removed the new one', () => {
    const old = 'a b c\n\nd e f\n\ng'
    const fresh = 'a c b\n\nx\n\nd f e f\n\nh'
    const without = (sort: 'added' | 'removed') =>
      differences(old, fresh)
        .map((block) =>
          block
            .filter((piece) => piece.sort !== sort)
            .map(({ text }) => text)
            .join('')
            .trim(),
        )
        .filter((text) => text !== '')
        .join('\n\n')
    expect(without('added')).toBe(old)
    expect(without('removed')).toBe(fresh)
  })
  test('two very long texts cost no more than a moment', () => {
    const long = (word: string) => Array.from({ length: 6000 }, (_, at) => `${word}${at}`).join('\n\n')
    const begun = performance.now()
    expect(differences(long('a'), long('b'))).toHaveLength(6000)
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})

describe('who may', () => {
  const person = (account: string | null, operator = false): Actor => ({
    account: account as Actor['account'],
    person: account as Actor['person'],
    operator,
    locale: 'en',
    guestKey: () => null,
  })
  const ana = person(null)
  const mai = person('mai')
  const gift = person('gift', true)
  const hub: Place = { scope: 'hub', body: null }
  const body = (steward: boolean, belongs: boolean): Place => ({ scope: 'body', body: { steward, belongs } })
  const code = (verdict: ReturnType<typeof mayKeep>) => (verdict.ok ? 'yes' : verdict.refusal.code)

  test('look after a charter', () => {
    expect([ana, mai, gift].map((actor) => code(mayKeep(actor, hub)))).toEqual(['sign-in.needed', 'charter.keepers-only', 'yes'])
    expect([ana, mai, gift].map((actor) => code(mayKeep(actor, body(false, true))))).toEqual([
      'sign-in.needed',
      'charter.keepers-only',
      'yes',
    ])
    expect(code(mayKeep(mai, body(true, true)))).toBe('yes')
    expect(code(mayKeep(gift, null))).toBe('charter.missing')
  })
  test('publish: with something written, and what changes said', () => {
    const asked = { correction: false, holdsFrom: null }
    const facts = { place: hub, last: first, written: 1, named: true }
    expect(code(mayPublish(gift, asked, facts, now))).toBe('yes')
    expect(code(mayPublish(gift, asked, { ...facts, written: 0 }, now))).toBe('charter.no-draft')
    expect(code(mayPublish(gift, asked, { ...facts, named: false }, now))).toBe('charter.unnamed')
    expect(code(mayPublish(gift, asked, { ...facts, named: false, last: null }, now))).toBe('yes')
  })
  test('reply: to what holds or is asked about, and to nothing older', () => {
    const versions = [first, version(2, '2026-02-01'), version(3, '2026-03-20')]
    const reply = (actor: Actor, place: Place, number: number) => code(mayReply(actor, number, { place, versions }, now))
    expect([1, 2, 3, 4].map((number) => reply(mai, hub, number))).toEqual(['charter.not-asked', 'yes', 'yes', 'charter.no-version'])
    expect(reply(ana, hub, 3)).toBe('sign-in.needed')
    expect(reply(mai, body(false, false), 3)).toBe('charter.members-only')
    expect(reply(mai, body(false, true), 3)).toBe('yes')
    expect(reply(mai, null, 3)).toBe('charter.missing')
  })
  test('forget replies: the hub itself', () => {
    expect([ana, mai, gift, person(null, true)].map((actor) => code(mayWithdrawReplies(actor)))).toEqual([
      'charter.missing',
      'charter.missing',
      'charter.missing',
      'yes',
    ])
  })
})
