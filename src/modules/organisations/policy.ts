import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { invitationHolds, mayAskAgain, MOST_DOMAINS, type CheckTimes, type InvitationFacts, type Standing } from './rules.ts'
import type { InvitationRole, Office } from './tables.ts'

const signedIn = (actor: Actor): Verdict => (actor.operator || actor.person !== null ? yes : noCore('sign-in.needed'))

export const mayCreateBodies = (actor: Actor): Verdict => all(signedIn(actor), actor.operator ? yes : no('body.operators-only'))

/** `alike`: the name of a verified body that this one could be taken for. An operator who has seen that may go on; nobody else. */
export type Alike = { readonly alike: string | null }

function mayLookAlike(actor: Actor, { alike }: Alike, confirmed: boolean): Verdict {
  if (alike === null || (actor.operator && confirmed)) return yes
  return no(actor.operator ? 'body.looks-like' : 'body.looks-like-ask', { other: `\u2068${alike}\u2069` })
}

export type CreateFacts = Alike & { readonly slug: string | null; readonly taken: boolean }

/** `slug` is null where no address can be made from the names. */
export const mayCreateBody = (actor: Actor, { slug, taken, alike }: CreateFacts, confirmed: boolean): Verdict =>
  all(
    mayCreateBodies(actor),
    slug === null ? no('body.no-address') : yes,
    taken ? no('body.address-taken') : yes,
    mayLookAlike(actor, { alike }, confirmed),
  )

export type BodyFacts = { readonly id: string; readonly standing: Standing } | null

/** Stewards look after their body; operators after all of them. */
export function maySteward(actor: Actor, body: BodyFacts): Verdict {
  if (body === null) return no('body.missing')
  return all(signedIn(actor), actor.operator || body.standing.steward ? yes : no('body.stewards-only'))
}

export const mayEditText = (actor: Actor, { body, alike }: Alike & { readonly body: BodyFacts }, confirmed: boolean): Verdict =>
  all(maySteward(actor, body), mayLookAlike(actor, { alike }, confirmed))

export type AppointFacts = { readonly body: BodyFacts; readonly personExists: boolean; readonly held: boolean }

/** To name someone without asking is for operators; stewards invite. */
export const mayAppoint = (actor: Actor, { body, personExists, held }: AppointFacts): Verdict =>
  all(
    body === null ? no('body.missing') : yes,
    mayCreateBodies(actor),
    personExists ? yes : no('office.no-such-person'),
    held ? no('office.held') : yes,
  )

export type AcceptFacts = { readonly invitation: (InvitationFacts & { readonly role: InvitationRole }) | null; readonly held: boolean }

/** Only a person can say yes; the hub itself and a visitor without an account cannot. */
export const mayAccept = (actor: Actor, { invitation, held }: AcceptFacts, now: Date): Verdict =>
  all(
    invitationHolds(invitation, now),
    actor.person === null ? noCore('sign-in.needed') : yes,
    held ? no(invitation?.role === 'member' ? 'membership.held' : 'office.held') : yes,
  )

export type EndOfficeFacts = { readonly body: BodyFacts; readonly held: boolean; readonly stewards: number }
export type OfficeAsked = { readonly person: string; readonly role: Office }

/** Stewards and operators end any office of the body, everyone their own. The last steward stays until an operator decides. */
export function mayEndOffice(actor: Actor, { person, role }: OfficeAsked, { body, held, stewards }: EndOfficeFacts): Verdict {
  if (body === null) return no('body.missing')
  const own = actor.person !== null && actor.person === person
  return all(
    signedIn(actor),
    own || actor.operator || body.standing.steward ? yes : no('office.not-yours'),
    held ? yes : no('office.missing'),
    role === 'steward' && stewards <= 1 && !actor.operator ? no('body.last-steward') : yes,
  )
}

export function mayLeaveBody(actor: Actor, body: BodyFacts, member: boolean): Verdict {
  if (body === null) return no('body.missing')
  return all(actor.person === null ? noCore('sign-in.needed') : yes, member ? yes : no('membership.none'))
}

export type WithdrawFacts = { readonly body: BodyFacts; readonly invitation: InvitationFacts }

export const mayWithdraw = (actor: Actor, { body, invitation }: WithdrawFacts, now: Date): Verdict =>
  all(maySteward(actor, body), invitationHolds(invitation, now))

export type ClaimFacts = { readonly body: BodyFacts; readonly domains: readonly string[] }

export const mayClaimDomain = (actor: Actor, domain: string, { body, domains }: ClaimFacts): Verdict =>
  all(
    maySteward(actor, body),
    domains.includes(domain) ? no('domain.claimed') : yes,
    domains.length >= MOST_DOMAINS ? no('domain.too-many', { most: MOST_DOMAINS }) : yes,
  )

export type DomainFacts = { readonly body: BodyFacts; readonly domain: CheckTimes | null }

export const mayDropDomain = (actor: Actor, { body, domain }: DomainFacts): Verdict =>
  all(maySteward(actor, body), domain === null ? no('domain.missing') : yes)

export const mayRequestCheck = (actor: Actor, facts: DomainFacts, now: Date): Verdict =>
  all(mayDropDomain(actor, facts), facts.domain === null || mayAskAgain(facts.domain, now) ? yes : no('domain.asked-lately'))

export type VouchFacts = {
  readonly body: BodyFacts
  readonly voucher: BodyFacts
  readonly voucherVerified: boolean
  /** The body vouches for the one that would vouch for it. */
  readonly vouchesBack: boolean
}

/** A body's word is given by its stewards; whoever runs the hub has a word of their own. Nobody vouches for what they steward themselves. */
export function mayVouch(actor: Actor, { body, voucher, voucherVerified, vouchesBack }: VouchFacts): Verdict {
  if (body === null || voucher === null) return no('body.missing')
  return all(
    actor.person === null ? noCore('sign-in.needed') : yes,
    voucher.standing.steward ? yes : no('vouching.stewards-only'),
    body.id === voucher.id || body.standing.steward ? no('vouching.own') : yes,
    voucherVerified ? yes : no('vouching.not-verified'),
    vouchesBack ? no('vouching.circle') : yes,
  )
}

export type WithdrawVouchingFacts = Pick<VouchFacts, 'body' | 'voucher'> & { readonly held: boolean }

export function mayWithdrawVouching(actor: Actor, { body, voucher, held }: WithdrawVouchingFacts): Verdict {
  if (body === null || voucher === null) return no('body.missing')
  return all(
    signedIn(actor),
    actor.operator || voucher.standing.steward ? yes : no('vouching.stewards-only'),
    held ? yes : no('vouching.missing'),
  )
}

export const mayAttest = (actor: Actor, body: BodyFacts): Verdict => (body === null ? no('body.missing') : mayCreateBodies(actor))

export const mayWithdrawAttestation = (actor: Actor, body: BodyFacts, held: boolean): Verdict =>
  all(mayAttest(actor, body), held ? yes : no('attestation.missing'))

export const mayMarkDifference = (actor: Actor, body: BodyFacts, other: BodyFacts): Verdict =>
  all(mayAttest(actor, body), mayAttest(actor, other), body?.id === other?.id ? no('body.not-another') : yes)

/** The hub itself looks, so nobody else writes down what was found. */
export const mayRecordCheck = (actor: Actor, claimed: boolean): Verdict => all(mayCreateBodies(actor), claimed ? yes : no('domain.missing'))
