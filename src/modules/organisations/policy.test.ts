import type { Id } from '#base'
import { expect, test } from 'vitest'
import { nobody, theHub, type Actor } from '../../core/actor.ts'
import {
  mayAccept,
  mayAcceptChapter,
  mayAppoint,
  mayArchive,
  mayAttest,
  mayClaimDomain,
  mayCreateBody,
  mayDropAccount,
  mayDropDomain,
  mayEditOffice,
  mayEditText,
  mayEndChapter,
  mayEndOffice,
  mayHandOver,
  mayInvite,
  mayLeaveBody,
  mayListAccount,
  mayMarkDifference,
  mayProposeChapter,
  mayRecordAccountCheck,
  mayRecordCheck,
  mayReopen,
  mayRequestAccountCheck,
  mayRequestCheck,
  maySteward,
  mayTend,
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

const plain = { id: 'b1', standing: standingFrom([], false), archived: false }
const led = { id: 'b1', standing: standingFrom(['steward'], false), archived: false }
const convened = { id: 'b1', standing: standingFrom(['convener'], true), archived: false }
const free = { slug: 'pulaar-lyon', taken: false, alike: null }
const like = { ...free, alike: 'Pulaar Lyon' }
const other = { id: 'b2', standing: standingFrom([], false), archived: false }
const otherLed = { id: 'b2', standing: standingFrom(['steward'], false), archived: false }
const vouch = { body: plain, voucher: otherLed, voucherVerified: true, vouchesBack: false, ownByAnother: false, givenByAnother: false }
const times = { askedAt: null, checkedAt: null, failingSince: null }
const forGood = { termEnds: null, now }
const appointed = { body: plain, personExists: true, held: false }
const open = { expiresAt: later, acceptedAt: null }
const accepting = { held: false, archived: false, handoverOver: false, makerGone: false }
const toOffice = { ...accepting, invitation: { ...open, role: 'convener' as const } }
const toMembership = { ...accepting, invitation: { ...open, role: 'member' as const }, held: true }
const link = { ...open, handsOver: null }
const office = { body: led, held: true, stewards: 2 }

const shelved = { ...led, archived: true }
const asked = { proposedBy: 'chapter' as const, begun: false }
const pair = { chapter: led, umbrella: other, bonds: new Map<string, string>(), bond: null }
const twelve = Array.from({ length: 12 }, (_, index) => `https://a.org/${index}`)
const years = new Date(now.getTime() + 400 * 86_400_000)

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
  ['nor does Gift, who would make bodies verified by hand', mayRecordCheck(gift, true), 'body.operators-only'],
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
  ['not for what one looks after under another name', mayVouch(mai, { ...vouch, ownByAnother: true }), 'vouching.own'],
  ['not once more under another name', mayVouch(mai, { ...vouch, givenByAnother: true }), 'vouching.given'],
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

  ['Gift appoints', mayAppoint(gift, appointed, forGood), undefined],
  ['Aoife invites instead', mayAppoint(aoife, { ...appointed, body: led }, forGood), 'body.operators-only'],
  ['not who is not there', mayAppoint(gift, { ...appointed, personExists: false }, forGood), 'office.no-such-person'],
  ['not twice', mayAppoint(gift, { ...appointed, held: true }, forGood), 'office.held'],
  ['not in no body', mayAppoint(gift, { ...appointed, body: null }, forGood), 'body.missing'],

  ['Mai accepts', mayAccept(mai, toOffice, now), undefined],
  ['Ana signs in to accept', mayAccept(ana, toOffice, now), 'sign-in.needed'],
  ['the hub is no person', mayAccept(theHub, toOffice, now), 'sign-in.needed'],
  ['too late', mayAccept(mai, toOffice, later), 'invitation.spent'],
  ['not what one holds', mayAccept(mai, { ...toOffice, held: true }, now), 'office.held'],
  ['not where one belongs', mayAccept(mai, toMembership, now), 'membership.held'],
  ['not without an invitation', mayAccept(mai, { ...accepting, invitation: null }, now), 'invitation.missing'],

  ['Aoife takes an invitation back', mayWithdraw(aoife, { body: led, invitation: link }, now), undefined],
  ['Mai does not', mayWithdraw(mai, { body: plain, invitation: link }, now), 'body.stewards-only'],
  ['not what was accepted', mayWithdraw(aoife, { body: led, invitation: { ...link, acceptedAt: now } }, now), 'invitation.spent'],

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
  ['not to a term that is over', mayAppoint(gift, appointed, { termEnds: now, now: later }), 'office.day-past'],
  ['not in the archive', mayAppoint(gift, { ...appointed, body: shelved }, forGood), 'body.archived'],
  ['nobody accepts into the archive', mayAccept(mai, { ...toOffice, archived: true }, now), 'body.archived'],
  [
    'nor by a link of somebody who has nothing to give any more',
    mayAccept(mai, { ...toOffice, makerGone: true }, now),
    'invitation.maker-gone',
  ],
  ['nor an office that is not there to be handed over', mayAccept(mai, { ...toOffice, handoverOver: true }, now), 'handover.over'],
  [
    'Mai takes the link to her own office back',
    mayWithdraw(mai, { body: plain, invitation: { ...link, handsOver: 'mai' } }, now),
    undefined,
  ],
  ['Ana takes none', mayWithdraw(ana, { body: plain, invitation: { ...link, handsOver: 'mai' } }, now), 'sign-in.needed'],

  ['Aoife tends her body', mayTend(aoife, led), undefined],
  ['not in the archive, Aoife', mayTend(aoife, shelved), 'body.archived'],
  ['nor Gift', mayTend(gift, shelved), 'body.archived'],
  ['Aoife writes no text there', mayEditText(aoife, { body: shelved, alike: null }, false), 'body.archived'],
  ['nor claims a domain', mayClaimDomain(aoife, 'a.org', { body: shelved, domains: [] }), 'body.archived'],
  ['she drops one', mayDropDomain(aoife, { body: shelved, domain: times }), undefined],
  ['nobody vouches for it', mayVouch(mai, { ...vouch, body: { ...shelved, standing: plain.standing } }), 'body.archived'],
  ['nor in its name', mayVouch(mai, { ...vouch, voucher: { ...shelved, id: 'b2' } }), 'body.archived'],
  [
    'who holds an office there may give it up',
    mayEndOffice(aoife, { person: 'aoife', role: 'steward' }, { ...office, body: shelved }),
    undefined,
  ],

  ['Aoife writes a term down', mayEditOffice(aoife, { body: led, held: true }), undefined],
  ['Mai writes none', mayEditOffice(mai, { body: convened, held: true }), 'body.stewards-only'],
  ['not of an office that nobody holds', mayEditOffice(aoife, { body: led, held: false }), 'office.missing'],

  ['Aoife invites', mayInvite(aoife, led, { ...forGood, delegatedUntil: null }), undefined],
  ['Mai does not', mayInvite(mai, convened, { ...forGood, delegatedUntil: null }), 'body.stewards-only'],
  ['Aoife delegates', mayInvite(aoife, led, { ...forGood, delegatedUntil: later }), undefined],
  ['Gift has nothing to lend', mayInvite(gift, plain, { ...forGood, delegatedUntil: later }), 'delegation.stewards-only'],
  ['not until yesterday', mayInvite(aoife, led, { termEnds: null, delegatedUntil: now, now: later }), 'office.day-past'],
  ['not for ever', mayInvite(aoife, led, { ...forGood, delegatedUntil: years }), 'delegation.too-long'],

  ['Mai hands her own office over', mayHandOver(mai, 'mai', { body: convened, held: true, delegated: false }), undefined],
  ['Aoife hands Mai’s over', mayHandOver(aoife, 'mai', { body: led, held: true, delegated: false }), undefined],
  ['so may Gift', mayHandOver(gift, 'mai', { body: plain, held: true, delegated: false }), undefined],
  ['Mai not Niamh’s', mayHandOver(mai, 'niamh', { body: convened, held: true, delegated: false }), 'office.not-yours'],
  ['Ana no office', mayHandOver(ana, 'mai', { body: plain, held: true, delegated: false }), 'sign-in.needed'],
  ['not what is lent', mayHandOver(mai, 'mai', { body: convened, held: true, delegated: true }), 'office.delegated'],
  ['not what one does not hold', mayHandOver(mai, 'mai', { body: convened, held: false, delegated: false }), 'office.missing'],
  ['not in no body', mayHandOver(mai, 'mai', { body: null, held: false, delegated: false }), 'body.missing'],

  ['Aoife proposes her body as chapter', mayProposeChapter(aoife, pair, 'chapter'), undefined],
  ['not in the name of the other', mayProposeChapter(aoife, pair, 'umbrella'), 'body.stewards-only'],
  ['Mai does not', mayProposeChapter(mai, { ...pair, chapter: plain }, 'chapter'), 'body.stewards-only'],
  ['not twice', mayProposeChapter(aoife, { ...pair, bond: asked }, 'chapter'), 'chapter.held'],
  ['not to the archive', mayProposeChapter(aoife, { ...pair, umbrella: { ...other, archived: true } }, 'chapter'), 'body.archived'],
  ['who asked does not say yes', mayAcceptChapter(aoife, { ...pair, bond: asked }), 'body.stewards-only'],
  ['who was asked does', mayAcceptChapter(mai, { ...pair, chapter: plain, umbrella: otherLed, bond: asked }), undefined],
  ['who leads neither is not told whether somebody asked', mayAcceptChapter(mai, { ...pair, chapter: plain }), 'body.stewards-only'],
  ['not where nobody asked', mayAcceptChapter(mai, { ...pair, umbrella: otherLed }), 'chapter.missing'],
  ['not twice, yes', mayAcceptChapter(mai, { ...pair, umbrella: otherLed, bond: { ...asked, begun: true } }), 'chapter.held'],
  ['the chapter ends it', mayEndChapter(aoife, { ...pair, bond: asked }), undefined],
  ['so does the umbrella', mayEndChapter(mai, { ...pair, chapter: plain, umbrella: otherLed, bond: asked }), undefined],
  ['nobody else', mayEndChapter(mai, { ...pair, chapter: plain, bond: asked }), 'body.stewards-only'],
  ['not what is not', mayEndChapter(aoife, pair), 'chapter.missing'],

  ['Aoife lists an account', mayListAccount(aoife, 'https://a.org/x', { body: led, urls: [] }), undefined],
  ['Mai lists none', mayListAccount(mai, 'https://a.org/x', { body: plain, urls: [] }), 'body.stewards-only'],
  ['not twice the same', mayListAccount(aoife, 'https://a.org/x', { body: led, urls: ['https://a.org/x'] }), 'outside-account.listed'],
  ['not a thirteenth', mayListAccount(aoife, 'https://a.org/x', { body: led, urls: twelve }), 'outside-account.too-many'],
  ['Aoife takes one out', mayDropAccount(aoife, { body: led, account: times }), undefined],
  ['Mai takes none out', mayDropAccount(mai, { body: plain, account: times }), 'body.stewards-only'],
  ['nor one that is not there', mayDropAccount(aoife, { body: led, account: null }), 'outside-account.missing'],
  ['she has one looked at', mayRequestAccountCheck(aoife, { body: led, account: times }, now), undefined],
  ['not twice in a minute', mayRequestAccountCheck(aoife, { body: led, account: { ...times, askedAt: now } }, now), 'domain.asked-lately'],
  ['the hub says what it found', mayRecordAccountCheck(theHub, true), undefined],
  ['Aoife does not say it', mayRecordAccountCheck(aoife, true), 'body.operators-only'],
  ['nor does Gift', mayRecordAccountCheck(gift, true), 'body.operators-only'],

  ['Aoife archives her body', mayArchive(aoife, { body: led, abandoned: false }), undefined],
  ['Mai does not archive it', mayArchive(mai, { body: convened, abandoned: false }), 'body.stewards-only'],
  ['Gift does not where somebody acts', mayArchive(gift, { body: plain, abandoned: false }), 'body.not-abandoned'],
  ['Gift does where nobody does', mayArchive(gift, { body: plain, abandoned: true }), undefined],
  ['not twice into the archive', mayArchive(aoife, { body: shelved, abandoned: false }), 'body.archived'],
  ['Aoife takes it out', mayReopen(aoife, shelved), undefined],
  ['so may Gift take it out', mayReopen(gift, { ...shelved, standing: plain.standing }), undefined],
  ['Mai may not', mayReopen(mai, { ...shelved, standing: plain.standing }), 'body.stewards-only'],
  ['nor is one taken out that is not in it', mayReopen(aoife, led), 'body.not-archived'],
] as const
test.each(cases)('%s', (_title, verdict, code) => expect(verdict.ok ? undefined : verdict.refusal.code).toBe(code))
