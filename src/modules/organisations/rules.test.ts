import { expect, test } from 'vitest'
import {
  accountAddress,
  accountCheckIsDue,
  accountHolds,
  invitationHolds,
  isLanguage,
  isSlug,
  mayStandBelow,
  networkOf,
  officesThatImply,
  shownCount,
  slugOf,
  standingFrom,
  termEndsSoon,
  titleIn,
} from './rules.ts'

const noon = new Date('2026-03-01T12:00:00Z')
const after = new Date(noon.getTime() + 1)

const none = { steward: false, convener: false, moderator: false, member: false }
const standings = [
  ['nobody', [], false, none],
  ['a member', [], true, { ...none, member: true }],
  ['a convener', ['convener'], false, { ...none, convener: true }],
  ['a moderator who is a member', ['moderator'], true, { ...none, moderator: true, member: true }],
  ['a steward is all', ['steward'], false, { steward: true, convener: true, moderator: true, member: true }],
] as const
test.each(standings)('%s', (_title, offices, member, standing) => expect(standingFrom(offices, member)).toEqual(standing))

test('a steward may do what every office may', () => {
  expect(officesThatImply('convener')).toEqual(['steward', 'convener'])
  expect(officesThatImply('steward')).toEqual(['steward'])
})

const slugs = [
  ['Association Pulaar de Lyon', 'association-pulaar-de-lyon'],
  ['  Œuvre d’Été — São Tomé & Príncipe  ', 'œuvre-d-ete-sao-tome-principe'],
  ['رابطة ليون', 'رابطة-ليون'],
  ['서울 향우회', '서울-향우회'],
  ['!!!', null],
  ['New', null],
  ['New Horizons', 'new-horizons'],
  ['a'.repeat(80), 'a'.repeat(60)],
  [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
] as const
test.each(slugs)('the address of %j', (name, slug) => expect(slugOf(name)).toBe(slug))

test('an address that somebody chose is in its final form', () => {
  expect(['pulaar-lyon', 'Pulaar', 'a--b', '-a', 'a/b', 'new', '', 'a b'].map(isSlug)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

test('a language is a tag in its usual form', () => {
  expect(['en', 'ff', 'kab', 'pt-BR', 'zh-Hant', 'EN', 'english', 'e', 'en_IE', '', 'x-mine'].map(isLanguage)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

const invitations = [
  ['holds while it is open', { expiresAt: after, acceptedAt: null }, undefined],
  ['not once it was accepted', { expiresAt: after, acceptedAt: noon }, 'invitation.spent'],
  ['not in the moment that it ends', { expiresAt: noon, acceptedAt: null }, 'invitation.spent'],
  ['not when there is none', null, 'invitation.missing'],
] as const
test.each(invitations)('an invitation %s', (_title, invitation, code) => {
  const verdict = invitationHolds(invitation, noon)
  expect(verdict.ok ? undefined : verdict.refusal.code).toBe(code)
})

test('a count under ten is not told', () => expect([0, 9, 10, 11].map(shownCount)).toEqual([null, null, 10, 11]))

test('a body stands below another in a tree of four floors, without a circle', () => {
  const verdictOf = (bonds: readonly (readonly [string, string])[], chapter: string, umbrella: string) => {
    const verdict = mayStandBelow(new Map(bonds), chapter, umbrella)
    return verdict.ok ? null : verdict.refusal.code
  }
  const line = [
    ['b', 'a'],
    ['c', 'b'],
  ] as const
  expect(verdictOf([], 'b', 'a')).toBeNull()
  expect(verdictOf([], 'a', 'a')).toBe('chapter.itself')
  expect(verdictOf(line, 'b', 'x')).toBe('chapter.has-umbrella')
  expect(verdictOf(line, 'a', 'c')).toBe('chapter.circle')
  expect(verdictOf(line, 'a', 'b')).toBe('chapter.circle')
  expect(verdictOf(line, 'd', 'c')).toBeNull()
  expect(verdictOf([...line, ['d', 'c']], 'e', 'd')).toBe('chapter.too-deep')
  expect(verdictOf([...line, ['e', 'd']], 'd', 'c')).toBe('chapter.too-deep')
  expect(verdictOf([...line, ['e', 'd']], 'd', 'b')).toBeNull()
})

test('an outside account is an address of the open web, and nothing else', () => {
  expect(['https://example.org/@a#top', ' https://www.example.org/a '].map(accountAddress)).toEqual([
    'https://example.org/@a',
    'https://www.example.org/a',
  ])
  const none = [
    'http://example.org/a',
    'https://u:p@example.org/',
    'https://example.org:8443/',
    'https://127.0.0.1/a',
    'https://localhost/a',
    'javascript:1',
    'example.org/a',
    '',
  ]
  expect(none.map(accountAddress)).toEqual(none.map(() => null))
  expect(networkOf('https://www.example.org/a')).toBe('example.org')
})

test('a checked account counts while nobody answers for a week, and not a moment where it is gone', () => {
  const days = (count: number) => new Date(Date.UTC(2026, 2, 1) + count * 86_400_000)
  const account = { provenAt: days(0), failingSince: null, absent: false }
  expect(accountHolds(account, days(300))).toBe(true)
  expect([6, 7].map((day) => accountHolds({ ...account, failingSince: days(0) }, days(day)))).toEqual([true, false])
  expect(accountHolds({ ...account, failingSince: days(0), absent: true }, days(0))).toBe(false)
  expect(accountHolds({ ...account, provenAt: null }, days(0))).toBe(false)
  const times = { askedAt: null, checkedAt: days(0), failingSince: null }
  expect([6, 7].map((day) => accountCheckIsDue(times, days(day)))).toEqual([false, true])
  expect(accountCheckIsDue({ ...times, failingSince: days(0) }, days(1))).toBe(true)
  expect(accountCheckIsDue({ ...times, askedAt: days(0) }, days(0))).toBe(true)
  expect(accountCheckIsDue({ ...times, checkedAt: null }, days(9))).toBe(false)
})

test('a title is read in the reader’s language, else in one that is there', () => {
  expect(titleIn({ en: 'Treasurer', fr: 'Trésorière' }, 'fr')).toEqual({ language: 'fr', text: 'Trésorière' })
  expect(titleIn({ fr: 'Trésorière' }, 'ar')).toEqual({ language: 'fr', text: 'Trésorière' })
  expect(titleIn({}, 'ar')).toBeNull()
})

test('a reminder comes two months before the end of a term', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const after = (count: number) => new Date(now.getTime() + count * 86_400_000)
  expect([61, 60, 1, 0, -1].map((day) => termEndsSoon(after(day), now))).toEqual([false, true, true, false, false])
  expect(termEndsSoon(null, now)).toBe(false)
})
