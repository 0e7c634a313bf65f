import { expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { mayComeInvited, mayFound, mayInvite, mayJoin, mayVouch, type Standing } from './policy.ts'
import { inTens, linksLeft, mayKnow, mayLookAfter, mayStandBehind, slugFrom, thresholdFor, toldCount, tooFine } from './rules.ts'

const code = (verdict: { ok: true } | { ok: false; refusal: { code: string } }): string => (verdict.ok ? 'yes' : verdict.refusal.code)
const actor = { account: 'a', person: 'p', operator: false, locale: 'en', guestKey: () => null } as unknown as Actor
const nobody: Actor = { ...actor, account: null, person: null }

test('the body of a state stands behind no ancestry, gender or youth, and nowhere alone', () => {
  const state = { government: true, freeStewards: 1 }
  for (const sort of ['ancestry', 'gender', 'youth'] as const)
    expect(code(mayStandBehind(sort, false, state))).toBe('community.government-not-here')
  expect(code(mayStandBehind('interest', true, state))).toBe('community.government-not-here')
  for (const sort of ['culture', 'interest', 'purpose'] as const) {
    expect(code(mayStandBehind(sort, false, state))).toBe('yes')
    expect(code(mayStandBehind(sort, false, { ...state, freeStewards: 0 }))).toBe('community.government-not-alone')
  }
  expect(code(mayStandBehind('gender', false, { government: false, freeStewards: 0 }))).toBe('yes')
  expect(code(mayStandBehind('gender', false, null))).toBe('yes')
})

test('who holds an office of a state looks after nothing hidden and nothing of the young, and does not find the latter', () => {
  expect(code(mayLookAfter({ access: 'hidden', youth: false }, true))).toBe('community.not-for-officers')
  expect(code(mayLookAfter({ access: 'closed', youth: true }, true))).toBe('community.not-for-officers')
  expect(code(mayLookAfter({ access: 'closed', youth: false }, true))).toBe('yes')
  expect([mayKnow({ access: 'request', youth: true }, null, true), mayKnow({ access: 'request', youth: true }, null, false)]).toEqual([
    false,
    true,
  ])
  expect([mayKnow({ access: 'hidden' }, null), mayKnow({ access: 'hidden' }, { role: 'member' })]).toEqual([false, true])
  expect(mayKnow({ access: 'open', hidden_for: 'no-advert' }, null)).toBe(false)
})

test('grown-ups who gather the young have a body behind them', () => {
  const founding = {
    sort: 'youth',
    access: 'request',
    youth: true,
    slug: 'young',
    taken: false,
    body: 'none',
    behind: null,
    officer: false,
    young: false,
  } as const
  expect(code(mayFound(actor, founding))).toBe('community.youth-needs-body')
  expect(code(mayFound(actor, { ...founding, young: true }))).toBe('yes')
  expect(code(mayFound(actor, { ...founding, body: 'known', behind: { government: false, freeStewards: 0 } }))).toBe('yes')
  expect(code(mayFound(actor, { ...founding, body: 'known', behind: { government: true, freeStewards: 0 } }))).toBe(
    'community.government-not-here',
  )
  expect(code(mayFound(nobody, founding))).toBe('sign-in.needed')
})

const shown = { access: 'open', readable: 'everybody', state: 'running', youth: false, hidden_for: null, guardian: false } as const
const coming = { shown, me: null, otherName: false, officer: false, removed: false, young: false } as const

test('who comes in, and who does not', () => {
  expect(code(mayJoin(actor, coming))).toBe('yes')
  expect(code(mayJoin(nobody, coming))).toBe('sign-in.needed')
  expect(code(mayJoin(actor, { ...coming, shown: null }))).toBe('community.missing')
  expect(code(mayJoin(actor, { ...coming, shown: { ...shown, access: 'hidden' }, otherName: true }))).toBe('community.missing')
  expect(code(mayJoin(actor, { ...coming, otherName: true }))).toBe('community.by-another-name')
  expect(code(mayJoin(actor, { ...coming, removed: true }))).toBe('community.removed')
  expect(code(mayJoin(actor, { ...coming, shown: { ...shown, access: 'closed' } }))).toBe('community.not-open')
  expect(code(mayJoin(actor, { ...coming, shown: { ...shown, state: 'ended' } }))).toBe('community.ended')
  const youth = { ...shown, youth: true, guardian: true } as const
  expect(code(mayJoin(actor, { ...coming, shown: youth }, true))).toBe('community.youth-only')
  expect(code(mayJoin(actor, { ...coming, shown: youth, young: true }))).toBe('community.guardian-needed')
  expect(code(mayJoin(actor, { ...coming, shown: youth, young: true }, true))).toBe('yes')
  expect(code(mayJoin(actor, { ...coming, shown: youth, officer: true, young: true }, true))).toBe('community.missing')
  expect(code(mayComeInvited(nobody, { ...coming, shown: { ...shown, access: 'hidden' } }, true, false))).toBe('sign-in.needed')
  expect(code(mayComeInvited(actor, { ...coming, shown: { ...shown, access: 'hidden' } }, true, false))).toBe('yes')
  expect(code(mayComeInvited(actor, coming, false, false))).toBe('community.invitation-missing')
})

test('who invites and who vouches', () => {
  const member: Standing = { shown, me: { role: 'member' }, otherName: false, officer: false }
  expect([code(mayInvite(actor, member, 1)), code(mayInvite(actor, member, 0))]).toEqual(['yes', 'community.invitations-spent'])
  const young = { ...member, shown: { ...shown, youth: true } }
  expect(code(mayInvite(actor, young, 1))).toBe('community.leads-only')
  expect(code(mayInvite(actor, { ...young, me: { role: 'facilitator' } }, 1))).toBe('yes')
  const vouching = { ...member, waits: false }
  expect(code(mayVouch(actor, vouching, { waits: true }, false))).toBe('yes')
  expect(code(mayVouch(actor, vouching, { waits: true }, true))).toBe('community.not-yourself')
  expect(code(mayVouch(actor, { ...vouching, waits: true }, { waits: true }, false))).toBe('community.not-waiting')
  expect(code(mayVouch(actor, vouching, null, false))).toBe('community.member-missing')
  expect([linksLeft('steward', 5, 90), linksLeft('member', 5, 3), linksLeft('facilitator', 5, 9)]).toEqual([null, 2, 0])
})

test('numbers and addresses', () => {
  expect([toldCount(9), toldCount(10), inTens(9), inTens(29)]).toEqual([null, 10, null, 20])
  expect([1, 2, 12, 100, 10_000].map(thresholdFor)).toEqual([1, 2, 3, 10, 50])
  expect([slugFrom('Chorale d’Été à Lyon'), slugFrom('合唱团'), slugFrom('New'), slugFrom('x')]).toEqual([
    'chorale-d-ete-a-lyon',
    null,
    null,
    null,
  ])
  const town = '00000000-0000-4000-8000-000000000001'
  expect(tooFine(true, { sort: 'residence', value: town })).toBe(true)
  expect([tooFine(true, { sort: 'residence', value: 'IE' }), tooFine(false, { sort: 'residence', value: town })]).toEqual([false, false])
})
