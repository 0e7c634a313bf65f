import type { Id } from '#base'
import { expect, test } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import {
  mayAccept,
  mayAppoint,
  mayAttest,
  mayClaimDomain,
  mayCreateBody,
  mayDropDomain,
  mayEditText,
  mayEndOffice,
  mayLeaveBody,
  mayMarkDifference,
  mayRecordCheck,
  mayRequestCheck,
  maySteward,
  mayVouch,
  mayWithdraw,
  mayWithdrawAttestation,
  mayWithdrawVouching,
} from './policy.ts'
import { standingFrom } from './rules.ts'

const now = new Date('2026-03-01T12:00:00Z')
const later = new Date('2026-03-02T12:00:00Z')
const ana = nobody('en')
const person = (id: string, operator = false): Actor => ({ ...ana, account: id as Id<'account'>, person: id as Id<'person'>, operator })
const [mai, aoife, gift] = [person('mai'), person('aoife'), person('gift', true)]

const plain = { id: 'b1', standing: standingFrom([], false) }
const led = { id: 'b1', standing: standingFrom(['steward'], false) }
const convened = { id: 'b1', standing: standingFrom(['convener'], true) }
const free = { slug: 'pulaar-lyon', taken: false, alike: null }
const like = { ...free, alike: 'Pulaar Lyon' }
const other = { id: 'b2', standing: standingFrom([], false) }
const otherLed = { id: 'b2', standing: standingFrom(['steward'], false) }
const vouch = { body: plain, voucher: otherLed, voucherVerified: true, vouchesBack: false }
const times = { askedAt: null, checkedAt: null, failingSince: null }
const appointed = { body: plain, personExists: true, held: false }
const open = { expiresAt: later, acceptedAt: null }
const toOffice = { invitation: { ...open, role: 'convener' as const }, held: false }
const toMembership = { invitation: { ...open, role: 'member' as const }, held: true }
const office = { body: led, held: true, stewards: 2 }

const cases = [
  ['Gift creates a body', mayCreateBody(gift, free, false), undefined],
  ['so does the hub itself', mayCreateBody(theHub, free, false), undefined],
  ['Mai does not', mayCreateBody(mai, free, false), 'body.operators-only'],
  ['Ana signs in first', mayCreateBody(ana, free, false), 'sign-in.needed'],
  ['not at an address that is taken', mayCreateBody(gift, { ...free, taken: true }, false), 'body.address-taken'],
  ['not without an address', mayCreateBody(gift, { ...free, slug: null }, false), 'body.no-address'],

  ['not under a name that looks like a verified one, unseen', mayCreateBody(gift, like, false), 'body.looks-like'],
  ['having seen it, Gift does', mayCreateBody(gift, like, true), undefined],
  ['Aoife writes a text', mayEditText(aoife, { body: led, alike: null }, false), undefined],
  ['Mai writes none', mayEditText(mai, { body: plain, alike: null }, false), 'body.stewards-only'],
  ['Aoife cannot confirm a like name herself', mayEditText(aoife, { body: led, alike: 'X' }, true), 'body.looks-like-ask'],
  ['Gift can', mayEditText(gift, { body: plain, alike: 'X' }, true), undefined],

  ['Aoife claims a domain', mayClaimDomain(aoife, 'a.org', { body: led, domains: [] }), undefined],
  ['Mai claims none', mayClaimDomain(mai, 'a.org', { body: plain, domains: [] }), 'body.stewards-only'],
  ['Ana claims none', mayClaimDomain(ana, 'a.org', { body: plain, domains: [] }), 'sign-in.needed'],
  ['not twice', mayClaimDomain(aoife, 'a.org', { body: led, domains: ['a.org'] }), 'domain.claimed'],
  ['not a sixth', mayClaimDomain(aoife, 'f.org', { body: led, domains: ['a', 'b', 'c', 'd', 'e'] }), 'domain.too-many'],
  ['Aoife drops one', mayDropDomain(aoife, { body: led, domain: times }), undefined],
  ['Mai drops none', mayDropDomain(mai, { body: plain, domain: times }), 'body.stewards-only'],
  ['not one that is not there', mayDropDomain(aoife, { body: led, domain: null }), 'domain.missing'],
  ['Aoife has it looked at', mayRequestCheck(aoife, { body: led, domain: times }, now), undefined],
  ['Mai does not', mayRequestCheck(mai, { body: plain, domain: times }, now), 'body.stewards-only'],
  ['not again at once', mayRequestCheck(aoife, { body: led, domain: { ...times, checkedAt: now } }, now), 'domain.asked-lately'],
  ['again a day later', mayRequestCheck(aoife, { body: led, domain: { ...times, checkedAt: now } }, later), undefined],
  ['the hub writes down what it found', mayRecordCheck(theHub, true), undefined],
  ['Aoife does not', mayRecordCheck(aoife, true), 'body.operators-only'],
  ['not for what was dropped', mayRecordCheck(theHub, false), 'domain.missing'],

  ['a steward of another, verified body vouches', mayVouch(mai, vouch), undefined],
  ['no convener does', mayVouch(mai, { ...vouch, voucher: other }), 'vouching.stewards-only'],
  ['Gift does not, in the name of others', mayVouch(gift, { ...vouch, voucher: other }), 'vouching.stewards-only'],
  ['nor the hub itself', mayVouch(theHub, { ...vouch, voucher: other }), 'sign-in.needed'],
  ['Ana signs in to vouch', mayVouch(ana, { ...vouch, voucher: other }), 'sign-in.needed'],
  ['nobody for a body of their own', mayVouch(mai, { ...vouch, body: led }), 'vouching.own'],
  ['no body for itself', mayVouch(mai, { ...vouch, body: otherLed }), 'vouching.own'],
  ['not one that is not verified', mayVouch(mai, { ...vouch, voucherVerified: false }), 'vouching.not-verified'],
  ['not two for each other', mayVouch(mai, { ...vouch, vouchesBack: true }), 'vouching.circle'],
  ['not for no body', mayVouch(mai, { ...vouch, body: null }), 'body.missing'],
  ['the same steward takes it back', mayWithdrawVouching(mai, { body: plain, voucher: otherLed, held: true }), undefined],
  ['so may Gift', mayWithdrawVouching(gift, { body: plain, voucher: other, held: true }), undefined],
  ['not who it was given for', mayWithdrawVouching(aoife, { body: led, voucher: other, held: true }), 'vouching.stewards-only'],
  ['not what was not given', mayWithdrawVouching(mai, { body: plain, voucher: otherLed, held: false }), 'vouching.missing'],

  ['Gift confirms a body', mayAttest(gift, plain), undefined],
  ['Aoife does not', mayAttest(aoife, led), 'body.operators-only'],
  ['Ana signs in first, to confirm too', mayAttest(ana, plain), 'sign-in.needed'],
  ['Gift takes it back', mayWithdrawAttestation(gift, plain, true), undefined],
  ['not what is not there', mayWithdrawAttestation(gift, plain, false), 'attestation.missing'],
  ['Gift says that two are two', mayMarkDifference(gift, plain, other), undefined],
  ['Aoife does not say so', mayMarkDifference(aoife, led, other), 'body.operators-only'],
  ['one is not two', mayMarkDifference(gift, plain, led), 'body.not-another'],
  ['nor is one with nothing', mayMarkDifference(gift, plain, null), 'body.missing'],

  ['Aoife looks after her body', maySteward(aoife, led), undefined],
  ['a convener does not', maySteward(mai, convened), 'body.stewards-only'],
  ['Gift looks after every body', maySteward(gift, plain), undefined],
  ['Ana signs in first, here too', maySteward(ana, plain), 'sign-in.needed'],
  ['nobody looks after what is not there', maySteward(gift, null), 'body.missing'],

  ['Gift appoints', mayAppoint(gift, appointed), undefined],
  ['Aoife invites instead', mayAppoint(aoife, { ...appointed, body: led }), 'body.operators-only'],
  ['not who is not there', mayAppoint(gift, { ...appointed, personExists: false }), 'office.no-such-person'],
  ['not twice', mayAppoint(gift, { ...appointed, held: true }), 'office.held'],
  ['not in no body', mayAppoint(gift, { ...appointed, body: null }), 'body.missing'],

  ['Mai accepts', mayAccept(mai, toOffice, now), undefined],
  ['Ana signs in to accept', mayAccept(ana, toOffice, now), 'sign-in.needed'],
  ['the hub is no person', mayAccept(theHub, toOffice, now), 'sign-in.needed'],
  ['too late', mayAccept(mai, toOffice, later), 'invitation.spent'],
  ['not what one holds', mayAccept(mai, { ...toOffice, held: true }, now), 'office.held'],
  ['not where one belongs', mayAccept(mai, toMembership, now), 'membership.held'],
  ['not without an invitation', mayAccept(mai, { invitation: null, held: false }, now), 'invitation.missing'],

  ['Aoife takes an invitation back', mayWithdraw(aoife, { body: led, invitation: open }, now), undefined],
  ['Mai does not', mayWithdraw(mai, { body: plain, invitation: open }, now), 'body.stewards-only'],
  ['not what was accepted', mayWithdraw(aoife, { body: led, invitation: { ...open, acceptedAt: now } }, now), 'invitation.spent'],

  ['Aoife ends an office of her body', mayEndOffice(aoife, { person: 'mai', role: 'convener' }, office), undefined],
  ['Mai ends her own', mayEndOffice(mai, { person: 'mai', role: 'convener' }, { ...office, body: convened }), undefined],
  ['not another’s', mayEndOffice(mai, { person: 'niamh', role: 'convener' }, { ...office, body: convened }), 'office.not-yours'],
  ['Ana ends none', mayEndOffice(ana, { person: 'mai', role: 'convener' }, { ...office, body: plain }), 'sign-in.needed'],
  ['not one that nobody holds', mayEndOffice(aoife, { person: 'mai', role: 'convener' }, { ...office, held: false }), 'office.missing'],
  ['the last steward stays', mayEndOffice(aoife, { person: 'aoife', role: 'steward' }, { ...office, stewards: 1 }), 'body.last-steward'],
  ['one of two goes', mayEndOffice(aoife, { person: 'aoife', role: 'steward' }, office), undefined],
  ['an operator may end the last', mayEndOffice(gift, { person: 'aoife', role: 'steward' }, { ...office, stewards: 1 }), undefined],

  ['Mai leaves', mayLeaveBody(mai, plain, true), undefined],
  ['not where she does not belong', mayLeaveBody(mai, plain, false), 'membership.none'],
  ['Ana has nothing to leave', mayLeaveBody(ana, plain, false), 'sign-in.needed'],
  ['nobody leaves what is not there', mayLeaveBody(mai, null, false), 'body.missing'],
] as const
test.each(cases)('%s', (_title, verdict, code) => expect(verdict.ok ? undefined : verdict.refusal.code).toBe(code))
