import type { Id } from '#base'
import { expect, test } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import { mayChooseAudience, mayForget, mayHide, maySaveFacet, mayShowAgain, mayWithdraw } from './policy.ts'
import { CONSENT_VERSION, MOST_HIDINGS } from './rules.ts'
import { AUDIENCES } from './tables.ts'

const mai: Actor = { ...nobody('en'), account: 'a' as Id<'account'>, person: 'p' as Id<'person'> }
const code = (verdict: ReturnType<typeof mayForget>) => (verdict.ok ? 'yes' : verdict.refusal.code)

test('nobody without an identity does any of it, the hub itself included', () => {
  for (const actor of [nobody('en'), theHub])
    expect(
      [
        mayChooseAudience(actor, 'nobody', false),
        maySaveFacet(actor, { facet: 'fields', audience: 'nobody', agreed: CONSENT_VERSION }, { audience: 'nobody', under18: false }),
        mayWithdraw(actor, {}),
        mayHide(actor, { isOwn: false, bodyKnown: true, held: 0 }),
        mayShowAgain(actor, true),
      ].map(code),
    ).toEqual(Array.from({ length: 5 }, () => 'sign-in.needed'))
})

test('only the hub itself forgets a person', () => {
  expect([theHub, mai, { ...mai, operator: true }, nobody('en')].map((actor) => code(mayForget(actor)))).toEqual([
    'yes',
    'sign-in.needed',
    'sign-in.needed',
    'sign-in.needed',
  ])
})

test('under 18 the widest is the people of one’s own bodies', () => {
  expect(AUDIENCES.map((audience) => code(mayChooseAudience(mai, audience, true)))).toEqual([
    'yes',
    'yes',
    'card.under-18',
    'card.under-18',
  ])
  expect(AUDIENCES.map((audience) => code(mayChooseAudience(mai, audience, false)))).toEqual(['yes', 'yes', 'yes', 'yes'])
})

test.each(AUDIENCES)('an identity for %s tells nothing more widely, and under 18 nothing to anybody', (own) => {
  for (const audience of AUDIENCES) {
    const asked = { facet: 'fields' as const, audience, agreed: CONSENT_VERSION }
    const wide = AUDIENCES.indexOf(audience) > AUDIENCES.indexOf(own)
    expect(code(maySaveFacet(mai, asked, { audience: own, under18: false }))).toBe(wide ? 'facet.too-wide' : 'yes')
    expect(code(maySaveFacet(mai, asked, { audience: own, under18: true }))).toBe(audience === 'nobody' ? 'yes' : 'facet.under-18')
  }
})

test('where the young live is kept by nobody, not even for themselves', () => {
  const asked = { facet: 'residence' as const, audience: 'nobody' as const, agreed: CONSENT_VERSION }
  expect([true, false].map((under18) => code(maySaveFacet(mai, asked, { audience: 'nobody', under18 })))).toEqual([
    'facet.residence-young',
    'yes',
  ])
})

test('nothing is kept without the consent to the words as they are now', () => {
  const facts = { audience: 'public' as const, under18: false }
  const agreeing = (agreed: string | undefined) => code(maySaveFacet(mai, { facet: 'fields', audience: 'public', agreed }, facts))
  expect([agreeing(undefined), agreeing('0'), agreeing(CONSENT_VERSION)]).toEqual(['consent.needed', 'consent.outdated', 'yes'])
})

test('one hides from others, from bodies that there are, and not without end', () => {
  const facts = { isOwn: false, bodyKnown: true, held: 0 }
  expect(
    [facts, { ...facts, isOwn: true }, { ...facts, bodyKnown: false }, { ...facts, held: MOST_HIDINGS }].map((known) =>
      code(mayHide(mai, known)),
    ),
  ).toEqual(['yes', 'hiding.own', 'hiding.no-body', 'hiding.too-many'])
  expect([code(mayShowAgain(mai, false)), code(mayWithdraw(mai, null))]).toEqual(['hiding.missing', 'consent.missing'])
})
