import type { Id } from '#base'
import { expect, test } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import {
  answerHolds,
  codeOpens,
  mayChangeWaysIn,
  mayEndSession,
  mayHoldMorePasskeys,
  mayLeave,
  mayMakeOwnerLink,
  mayTouchPasskey,
  mayUseOwnerLink,
} from './policy.ts'

const now = new Date('2026-03-01T12:00:00Z')
const later = new Date('2026-03-02T12:00:00Z')
const ana = nobody('en')
const mai: Actor = { ...ana, account: 'a1' as Id<'account'>, person: 'p1' as Id<'person'> }
const gift: Actor = { ...mai, operator: true }

const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)
const place = { name: 'hub.test', origin: 'https://hub.test' }

const cases = [
  ['the hub makes an owner link where nobody runs it', mayMakeOwnerLink(theHub, 0), undefined],
  ['and none where somebody does', mayMakeOwnerLink(theHub, 1), 'owner-link.not-needed'],
  ['Mai makes none', mayMakeOwnerLink(mai, 0), 'account.operators-only'],
  ['an owner link is used in its time', mayUseOwnerLink({ expiresAt: later, operators: 0 }, now), undefined],
  ['not after it', mayUseOwnerLink({ expiresAt: now, operators: 0 }, now), 'owner-link.expired'],
  ['not where somebody runs the hub', mayUseOwnerLink({ expiresAt: later, operators: 1 }, now), 'owner-link.not-needed'],
  ['not when it is not ours', mayUseOwnerLink({ expiresAt: null, operators: 0 }, now), 'owner-link.broken'],
  ['Mai leaves', mayLeave(mai, 1), undefined],
  ['Gift leaves when another runs the hub', mayLeave(gift, 2), undefined],
  ['Gift alone does not', mayLeave(gift, 1), 'account.last-operator'],
  ['who is not signed in has nothing to leave', mayLeave(ana, 1), 'sign-in.needed'],
  ['Mai ends her session', mayEndSession(mai, 'a1'), undefined],
  ['not that of another', mayEndSession(mai, 'a2'), 'session.missing'],
  ['not one that is gone', mayEndSession(mai, null), 'session.missing'],
  ['Mai changes her ways in just after signing in', mayChangeWaysIn(mai, { account: 'a1', begun: ago(14) }, now), undefined],
  ['not a quarter of an hour later', mayChangeWaysIn(mai, { account: 'a1', begun: ago(15) }, now), 'session.stale'],
  ['not with the session of another', mayChangeWaysIn(mai, { account: 'a2', begun: ago(1) }, now), 'session.stale'],
  ['not without any', mayChangeWaysIn(mai, null, now), 'session.stale'],
  ['Ana has no ways in', mayChangeWaysIn(ana, { account: 'a1', begun: ago(1) }, now), 'sign-in.needed'],
  ['Mai touches her passkey', mayTouchPasskey(mai, 'a1'), undefined],
  ['not that of another', mayTouchPasskey(mai, 'a2'), 'passkey.missing'],
  ['not one that is gone', mayTouchPasskey(mai, null), 'passkey.missing'],
  ['Ana touches none', mayTouchPasskey(ana, 'a1'), 'sign-in.needed'],
  ['an answer holds', answerHolds({ place, question: {}, proved: 0 }), undefined],
  ['not where the hub has no name', answerHolds({ place: null, question: {}, proved: 1 }), 'passkey.no-name'],
  ['not to a question that was not asked', answerHolds({ place, question: null, proved: null }), 'passkey.too-late'],
  ['not unproved', answerHolds({ place, question: {}, proved: null }), 'passkey.not-accepted'],
  ['a twentieth passkey', mayHoldMorePasskeys(19), undefined],
  ['no twenty-first', mayHoldMorePasskeys(20), 'passkey.too-many'],
  ['a code that somebody holds', codeOpens({}), undefined],
  ['one that nobody holds', codeOpens(null), 'recovery-code.wrong'],
  ['Ana has none', mayEndSession(ana, null), 'sign-in.needed'],
] as const
test.each(cases)('%s', (_title, verdict, code) => expect(verdict.ok ? undefined : verdict.refusal.code).toBe(code))
