import type { Id } from '#base'
import { expect, test } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import { mayAccept, mayAppoint, mayCreateBody, mayEndOffice, mayLeaveBody, maySteward, mayWithdraw } from './policy.ts'
import { standingFrom } from './rules.ts'

const now = new Date('2026-03-01T12:00:00Z')
const later = new Date('2026-03-02T12:00:00Z')
const ana = nobody('en')
const person = (id: string, operator = false): Actor => ({ ...ana, account: id as Id<'account'>, person: id as Id<'person'>, operator })
const [mai, aoife, gift] = [person('mai'), person('aoife'), person('gift', true)]

const plain = { id: 'b1', standing: standingFrom([], false) }
const led = { id: 'b1', standing: standingFrom(['steward'], false) }
const convened = { id: 'b1', standing: standingFrom(['convener'], true) }
const free = { slug: 'pulaar-lyon', taken: false }
const appointed = { body: plain, personExists: true, held: false }
const open = { expiresAt: later, acceptedAt: null }
const toOffice = { invitation: { ...open, role: 'convener' as const }, held: false }
const toMembership = { invitation: { ...open, role: 'member' as const }, held: true }
const office = { body: led, held: true, stewards: 2 }

const cases = [
  ['Gift creates a body', mayCreateBody(gift, free), undefined],
  ['so does the hub itself', mayCreateBody(theHub, free), undefined],
  ['Mai does not', mayCreateBody(mai, free), 'body.operators-only'],
  ['Ana signs in first', mayCreateBody(ana, free), 'sign-in.needed'],
  ['not at an address that is taken', mayCreateBody(gift, { ...free, taken: true }), 'body.address-taken'],
  ['not without an address', mayCreateBody(gift, { slug: null, taken: false }), 'body.no-address'],

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
