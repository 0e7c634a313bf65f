import { describe, expect, test } from 'vitest'
import type { Verdict } from '#base'
import {
  mayAcceptCircle,
  mayAcceptModerator,
  mayAgree,
  mayAppeal,
  mayDecide,
  mayDecideAppeal,
  mayDismissModerator,
  mayInviteToCircle,
  mayJoinCircle,
  mayOfferModerator,
  mayReadPressure,
  mayRecordRequest,
  maySeeCircle,
  maySeeQueue,
  type AppealFacts,
} from './policy.ts'
import { doneByModerators } from './queries/moderators.ts'
import { answerDue, appealEnds, hourOf, hoursBetween, inTerm, median, shownCount } from './rules.ts'

const code = (verdict: Verdict): string => (verdict.ok ? 'yes' : verdict.refusal.code)
const desk = { signedIn: true, operator: false, moderator: true, ofHub: false }
const stranger = { ...desk, moderator: false }

describe('decisions', () => {
  test.each([
    ['a moderator', { desk, decided: false, own: false }, 'yes'],
    ['a moderator of the hub', { desk: { ...stranger, ofHub: true }, decided: false, own: false }, 'yes'],
    ['an operator', { desk: { ...stranger, operator: true }, decided: false, own: false }, 'yes'],
    ['anybody else', { desk: stranger, decided: true, own: true }, 'case.missing'],
    [
      'the hub itself',
      { desk: { signedIn: false, operator: true, moderator: false, ofHub: false }, decided: false, own: false },
      'case.missing',
    ],
    ['who wrote it', { desk, decided: false, own: true }, 'case.own'],
    ['twice', { desk, decided: true, own: false }, 'case.decided'],
  ])('by %s', (_name, facts, expected) => expect(code(mayDecide(facts))).toBe(expected))

  test.each([
    ['somebody else', { desk, appeal: { decided: false }, own: false, sameAsFirst: false }, 'yes'],
    ['who decided first', { desk, appeal: { decided: false }, own: false, sameAsFirst: true }, 'appeal.same-person'],
    [
      'an operator who decided first',
      { desk: { ...desk, operator: true }, appeal: { decided: false }, own: false, sameAsFirst: true },
      'appeal.same-person',
    ],
    ['nobody, where there is none', { desk, appeal: null, own: false, sameAsFirst: false }, 'appeal.missing'],
    ['who wrote it', { desk, appeal: { decided: false }, own: true, sameAsFirst: false }, 'case.own'],
    ['twice', { desk, appeal: { decided: true }, own: false, sameAsFirst: false }, 'appeal.decided'],
  ])('about an appeal by %s', (_name, facts, expected) => expect(code(mayDecideAppeal(facts))).toBe(expected))

  test('the queue', () => {
    expect([desk, stranger, { ...desk, signedIn: false }].map((one) => code(maySeeQueue(one)))).toEqual([
      'yes',
      'case.not-a-moderator',
      'sign-in.needed',
    ])
  })
})

describe('appeals', () => {
  const decidedAt = new Date('2026-08-31T10:00:00Z')
  const hidden: AppealFacts = { byAuthor: true, decision: { outcome: 'hidden', decidedAt }, appealed: false }
  const soon = new Date('2026-09-01T10:00:00Z')
  test.each([
    ['the author, of what is hidden', hidden, soon, 'yes'],
    ['a reporter, of what is kept', { ...hidden, byAuthor: false, decision: { outcome: 'kept', decidedAt } }, soon, 'yes'],
    ['the author, of what is kept', { ...hidden, decision: { outcome: 'kept', decidedAt } }, soon, 'appeal.not-yours'],
    ['a reporter, of what is hidden', { ...hidden, byAuthor: false }, soon, 'appeal.not-yours'],
    ['before a decision', { ...hidden, decision: null }, soon, 'appeal.too-early'],
    ['twice', { ...hidden, appealed: true }, soon, 'appeal.made'],
    ['after six months', hidden, new Date('2027-03-03T10:00:00Z'), 'appeal.too-late'],
  ] as const)('%s', (_name, facts, now, expected) => expect(code(mayAppeal(facts, now))).toBe(expected))
})

test('the circle reads; while nobody is in it, every operator. Whoever runs the hub sees who is in it and cannot let anybody in', () => {
  const facts = (operator: boolean, inCircle: boolean, circleEmpty: boolean) => ({ signedIn: true, operator, inCircle, circleEmpty })
  const cases = [
    facts(true, false, true),
    facts(true, true, false),
    facts(true, false, false),
    facts(false, true, false),
    facts(false, false, true),
  ]
  expect(cases.map((one) => mayReadPressure(one).ok)).toEqual([true, true, false, true, false])
  expect(cases.map((one) => mayJoinCircle(one).ok)).toEqual([true, true, false, false, false])
  expect(cases.map((one) => maySeeCircle(one).ok)).toEqual([true, true, true, true, false])
  expect(cases.map((one) => mayInviteToCircle(one).ok)).toEqual([true, true, false, true, false])
  expect(mayReadPressure({ ...facts(true, true, true), signedIn: false }).ok).toBe(false)
})

test('a link into the circle works once, within its days, for somebody who is signed in', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const link = { expiresAt: new Date('2026-03-02T12:00:00Z'), usedAt: null }
  expect(code(mayAcceptCircle(true, link, now))).toBe('yes')
  expect(code(mayAcceptCircle(false, link, now))).toBe('sign-in.needed')
  expect(code(mayAcceptCircle(true, null, now))).toBe('circle.link-broken')
  expect(code(mayAcceptCircle(true, { ...link, usedAt: now }, now))).toBe('circle.link-spent')
  expect(code(mayAcceptCircle(true, link, link.expiresAt))).toBe('circle.link-spent')
})

test('what an authority asked for: recorded once, agreed to by somebody else, never hidden by one alone', () => {
  const open = { desk, decided: false, own: false }
  expect(code(mayRecordRequest({ ...open, requested: false }))).toBe('yes')
  expect(code(mayRecordRequest({ ...open, requested: true }))).toBe('request.made')
  expect(code(mayRecordRequest({ ...open, decided: true, requested: false }))).toBe('case.decided')
  expect(code(mayAgree({ ...open, proposed: true, sameAsFirst: false }))).toBe('yes')
  expect(code(mayAgree({ ...open, proposed: true, sameAsFirst: true }))).toBe('case.second-person')
  expect(code(mayAgree({ ...open, proposed: false, sameAsFirst: false }))).toBe('case.not-proposed')
  expect(code(mayAgree({ ...open, own: true, proposed: true, sameAsFirst: false }))).toBe('case.own')
  const appeal = { desk, appeal: { decided: false }, own: false, sameAsFirst: false }
  expect(code(mayDecideAppeal({ ...appeal, hidesAlone: true }))).toBe('appeal.needs-two')
  expect(code(mayDecideAppeal(appeal))).toBe('yes')
})

test('the office of a moderator of the hub: for a term, by its link, by neither who runs the hub nor who speaks for a state', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const offered = (until: string, operator = true) => code(mayOfferModerator({ operator }, until, now))
  expect(['2026-03-02', '2027-03-02', '2026-03-01', '2027-03-03'].map((until) => offered(until))).toEqual([
    ...['yes', 'yes', 'moderator.day', 'moderator.day'],
  ])
  expect(offered('2026-03-02', false)).toBe('moderator.operators-only')
  const offer = { expiresAt: new Date('2026-03-08T12:00:00Z'), usedAt: null }
  const one = { signedIn: true, operator: false, government: false, already: false }
  const accepted = (more: Partial<typeof one>, link: typeof offer | { expiresAt: Date; usedAt: Date } | null = offer) =>
    code(mayAcceptModerator({ ...one, ...more }, link, now))
  expect(accepted({})).toBe('yes')
  expect(accepted({ signedIn: false })).toBe('sign-in.needed')
  expect(accepted({ operator: true })).toBe('moderator.runs-it')
  expect(accepted({ government: true })).toBe('moderator.government')
  expect(accepted({ already: true })).toBe('moderator.already')
  expect(accepted({}, { ...offer, usedAt: now })).toBe('moderator.link-spent')
  expect(accepted({}, { ...offer, expiresAt: now })).toBe('moderator.link-spent')
  expect(accepted({}, null)).toBe('moderator.link-broken')
  expect([inTerm('2026-03-01', now), inTerm('2026-02-28', now)]).toEqual([true, false])
  const dismissed = (person: string | null, operator = false) =>
    code(mayDismissModerator({ operator, person: person as Parameters<typeof mayDismissModerator>[0]['person'] }, 'mai'))
  expect([dismissed('mai'), dismissed('gift', true), dismissed('samir')]).toEqual(['yes', 'yes', 'moderator.operators-only'])
})

test('what they did is counted apart from what others decided', () => {
  const decided = (subject: string, by: string) => ({ kind: 'moderation.case.decided', subject, data: { outcome: 'hidden', by } })
  const appealed = (subject: string, by: string, outcome: string) => ({ kind: 'moderation.appeal.decided', subject, data: { outcome, by } })
  const events = [
    ...[decided('a', 'hub-moderator'), decided('b', 'hub-moderator'), decided('c', 'operator')],
    ...[appealed('a', 'operator', 'overturned'), appealed('b', 'hub-moderator', 'upheld'), appealed('c', 'hub-moderator', 'overturned')],
  ]
  expect(doneByModerators(events)).toEqual({ decided: 2, appeals: 2, overturned: 1 })
})

test('hours, dates and numbers', () => {
  const at = new Date('2026-03-01T12:59:59.999Z')
  expect(hourOf(at).toISOString()).toBe('2026-03-01T12:00:00.000Z')
  expect(answerDue(hourOf(at)).toISOString()).toBe('2026-03-04T12:00:00.000Z')
  expect(appealEnds(new Date('2026-03-01T12:00:00Z')).toISOString()).toBe('2026-09-01T12:00:00.000Z')
  expect(hoursBetween(hourOf(at), new Date('2026-03-02T14:00:00Z'))).toBe(26)
  expect([median([]), median([5]), median([9, 1, 4]), median([4, 1, 9, 2])]).toEqual([null, 5, 4, 2])
  expect([shownCount(0), shownCount(9), shownCount(10)]).toEqual([null, null, 10])
})
