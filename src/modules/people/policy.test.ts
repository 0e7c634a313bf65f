import type { Id } from '#base'
import { expect, test } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import {
  answerHolds,
  codeOpens,
  invitationHolds,
  mayActAs,
  mayBecomeOperator,
  mayChangeWaysIn,
  mayEndSession,
  mayHoldMorePasskeys,
  mayInviteOperator,
  mayKeepAccount,
  mayLeave,
  mayMakeIdentity,
  mayMakeOwnerLink,
  mayRemoveIdentity,
  mayTouchIdentity,
  mayTouchPasskey,
  mayUseOwnerLink,
  mayWithdrawOperator,
  nameIsFree,
  theClockMay,
} from './policy.ts'

const now = new Date('2026-03-01T12:00:00Z')
const later = new Date('2026-03-02T12:00:00Z')
const ana = nobody('en')
const mai: Actor = { ...ana, account: 'a1' as Id<'account'>, person: 'p1' as Id<'person'> }
const gift: Actor = { ...mai, operator: true }

const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)
const place = { name: 'hub.test', origin: 'https://hub.test' }

const session = (minutes: number, account = 'a1') => ({ account, begun: ago(minutes) })
const [first, second] = [
  { person: 'p1', name: 'Mai', operator: false },
  { person: 'p2', name: 'Ỳ  Lan', operator: false },
]
const own = { all: [first, second], one: second }
const others = { all: [first, second], one: null }
const runs = { all: [first, { ...second, operator: true }], one: { ...second, operator: true } }
const removal = { ...own, operators: 1, needed: false }
const invitation = { usedAt: null, expiresAt: later }

const cases = [
  ['the hub makes an owner link where nobody runs it', mayMakeOwnerLink(theHub, 0), undefined],
  ['and none where somebody does', mayMakeOwnerLink(theHub, 1), 'owner-link.not-needed'],
  ['Mai makes none', mayMakeOwnerLink(mai, 0), 'account.operators-only'],
  ['an owner link is used in its time', mayUseOwnerLink({ expiresAt: later, operators: 0 }, now), undefined],
  ['not after it', mayUseOwnerLink({ expiresAt: now, operators: 0 }, now), 'owner-link.expired'],
  ['not where somebody runs the hub', mayUseOwnerLink({ expiresAt: later, operators: 1 }, now), 'owner-link.not-needed'],
  ['not when it is not ours', mayUseOwnerLink({ expiresAt: null, operators: 0 }, now), 'owner-link.broken'],
  ['Mai leaves', mayLeave(mai, { operates: false, others: 1 }), undefined],
  ['Gift leaves when another runs the hub', mayLeave(gift, { operates: true, others: 1 }), undefined],
  ['Gift alone does not', mayLeave(gift, { operates: true, others: 0 }), 'account.last-operator'],
  ['nor does she as another of her identities', mayLeave(mai, { operates: true, others: 0 }), 'account.last-operator'],
  ['who is not signed in has nothing to leave', mayLeave(ana, { operates: false, others: 1 }), 'sign-in.needed'],
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
  ['Mai has asked to leave and stays', mayKeepAccount({ ...mai, leavingAt: later }), undefined],
  ['without having asked there is nothing to take back', mayKeepAccount(mai), 'account.not-leaving'],
  ['Ana stays nowhere', mayKeepAccount(ana), 'sign-in.needed'],
  ['the clock erases', theClockMay(theHub), undefined],
  ['Gift does not', theClockMay(gift), 'account.operators-only'],
  ['Ana does not', theClockMay(ana), 'account.operators-only'],
  ['Mai touches an identity of hers', mayTouchIdentity(mai, own), undefined],
  ['not that of another', mayTouchIdentity(mai, others), 'identity.missing'],
  ['Ana touches none', mayTouchIdentity(ana, own), 'sign-in.needed'],
  ['a name of her own', nameIsFree('Lan', own), undefined],
  ['the name that it has', nameIsFree('Ỳ Lan', own), undefined],
  ['that of another identity of hers, however it is written', nameIsFree(' mAI ', own), 'identity.name-taken'],
  ['the same letters in another form', nameIsFree('Y\u0300 lan', { ...own, one: null }), 'identity.name-taken'],
  ['Mai makes a third', mayMakeIdentity(mai, 'Lan', others), undefined],
  ['and no sixth', mayMakeIdentity(mai, 'Lan', { all: [first, first, first, second, second], one: null }), 'identity.too-many'],
  ['nor one of a name that she has', mayMakeIdentity(mai, 'mai', others), 'identity.name-taken'],
  ['Ana makes none', mayMakeIdentity(ana, 'Lan', others), 'sign-in.needed'],
  ['Mai removes her other identity', mayRemoveIdentity(mai, removal), undefined],
  ['not that of another', mayRemoveIdentity(mai, { ...removal, one: null }), 'identity.missing'],
  ['not her last', mayRemoveIdentity(mai, { ...removal, all: [second] }), 'identity.last'],
  ['not the one she acts as', mayRemoveIdentity(mai, { ...removal, one: first }), 'identity.acting'],
  ['not the one that alone runs the hub', mayRemoveIdentity(mai, { ...runs, operators: 1, needed: false }), 'account.last-operator'],
  ['but where another runs it too', mayRemoveIdentity(mai, { ...runs, operators: 2, needed: false }), undefined],
  ['not one that a body needs', mayRemoveIdentity(mai, { ...removal, needed: true }), 'identity.needed'],
  ['Mai acts as her other identity, even days later', mayActAs(mai, own, session(9999), now), undefined],
  ['not as that of another', mayActAs(mai, others, session(1), now), 'identity.missing'],
  ['not in the session of another', mayActAs(mai, own, session(1, 'a2'), now), 'session.missing'],
  ['as the one that runs the hub soon after signing in', mayActAs(mai, runs, session(14), now), undefined],
  ['and not later', mayActAs(mai, runs, session(15), now), 'session.stale'],
  ['Gift names another', mayInviteOperator(gift, session(14), now), undefined],
  ['not a quarter of an hour later', mayInviteOperator(gift, session(15), now), 'session.stale'],
  ['Mai names none', mayInviteOperator(mai, session(1), now), 'account.operators-only'],
  ['Ana names none', mayInviteOperator(ana, null, now), 'sign-in.needed'],
  ['an invitation holds', invitationHolds(invitation, now), undefined],
  ['not twice', invitationHolds({ ...invitation, usedAt: now }, now), 'operator-invitation.spent'],
  ['not after its time', invitationHolds({ usedAt: null, expiresAt: now }, now), 'operator-invitation.spent'],
  ['not taken back', invitationHolds(null, now), 'operator-invitation.broken'],
  ['Mai accepts', mayBecomeOperator(mai, invitation, session(1), now), undefined],
  ['not long after signing in', mayBecomeOperator(mai, invitation, session(20), now), 'session.stale'],
  ['Gift runs the hub already', mayBecomeOperator(gift, invitation, session(1), now), 'operator.already'],
  ['Ana signs in first', mayBecomeOperator(ana, invitation, null, now), 'sign-in.needed'],
  ['Gift ends the right of one of two', mayWithdrawOperator(gift, { isOperator: true, operators: 2, held: session(1) }, now), undefined],
  ['not of the last', mayWithdrawOperator(gift, { isOperator: true, operators: 1, held: session(1) }, now), 'account.last-operator'],
  [
    'nor of somebody who has none',
    mayWithdrawOperator(gift, { isOperator: false, operators: 2, held: session(1) }, now),
    'operator.missing',
  ],
  ['nor long after signing in', mayWithdrawOperator(gift, { isOperator: true, operators: 2, held: session(20) }, now), 'session.stale'],
  ['Mai ends none', mayWithdrawOperator(mai, { isOperator: true, operators: 2, held: session(1) }, now), 'account.operators-only'],
] as const
test.each(cases)('%s', (_title, verdict, code) => expect(verdict.ok ? undefined : verdict.refusal.code).toBe(code))
