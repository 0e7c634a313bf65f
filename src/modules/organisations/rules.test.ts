import { expect, test } from 'vitest'
import { invitationHolds, isLanguage, isSlug, officesThatImply, shownCount, slugOf, standingFrom } from './rules.ts'

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
