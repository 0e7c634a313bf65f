import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import {
  invitationHolds,
  mayAskAgain,
  mayStandBelow,
  MOST_ACCOUNTS,
  MOST_DELEGATION_DAYS,
  MOST_DOMAINS,
  type Bonds,
  type CheckTimes,
  type InvitationFacts,
  type Standing,
} from './rules.ts'
import type { InvitationRole, Office, Side } from './tables.ts'

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

/** `standing`: in the body as it is kept; in the archive nobody may do anything but what ends something. */
export type BodyFacts = { readonly id: string; readonly standing: Standing; readonly archived: boolean; readonly moves?: boolean } | null

const inUse = (body: BodyFacts): Verdict => (body?.archived === true ? no('body.archived') : yes)

/** Stewards look after their body; operators after all of them. */
export function maySteward(actor: Actor, body: BodyFacts): Verdict {
  if (body === null) return no('body.missing')
  return all(signedIn(actor), actor.operator || body.standing.steward ? yes : no('body.stewards-only'))
}

/** The same where something new is done: a body in the archive is read only. */
export const mayTend = (actor: Actor, body: BodyFacts): Verdict => all(maySteward(actor, body), inUse(body))

export const mayEditText = (actor: Actor, { body, alike }: Alike & { readonly body: BodyFacts }, confirmed: boolean): Verdict =>
  all(mayTend(actor, body), mayLookAlike(actor, { alike }, confirmed))

export type AppointFacts = { readonly body: BodyFacts; readonly personExists: boolean; readonly held: boolean }

/** To name someone without asking is for operators; stewards invite. */
export const mayAppoint = (actor: Actor, { body, personExists, held }: AppointFacts, { termEnds, now }: Term): Verdict =>
  all(
    body === null ? no('body.missing') : yes,
    mayCreateBodies(actor),
    inUse(body),
    personExists ? yes : no('office.no-such-person'),
    held ? no('office.held') : yes,
    dayAhead(termEnds, now),
  )

type Term = { readonly termEnds: Date | null; readonly now: Date }

const dayAhead = (day: Date | null, now: Date): Verdict => (day === null || day > now ? yes : no('office.day-past'))

/** A term may be mended after it is over, so that it is not in the way of saying what was agreed. */
export type OfficeFacts = { readonly body: BodyFacts; readonly held: boolean }
export const mayEditOffice = (actor: Actor, { body, held }: OfficeFacts): Verdict =>
  all(mayTend(actor, body), held ? yes : no('office.missing'))

export type InviteAsked = Term & { readonly delegatedUntil: Date | null }

/** A steward lends a part of what they may do themselves: whoever only runs the hub has nothing of the body to lend. */
export function mayInvite(actor: Actor, body: BodyFacts, { termEnds, delegatedUntil, now }: InviteAsked): Verdict {
  const most = MOST_DELEGATION_DAYS
  const tooLong = delegatedUntil !== null && delegatedUntil.getTime() - now.getTime() > most * 86_400_000
  return all(
    mayTend(actor, body),
    delegatedUntil === null || body?.standing.steward === true ? yes : no('delegation.stewards-only'),
    dayAhead(termEnds, now),
    dayAhead(delegatedUntil, now),
    tooLong ? no('delegation.too-long', { most }) : yes,
  )
}

export type HandOverFacts = { readonly body: BodyFacts; readonly held: boolean; readonly delegated: boolean }

/** The one who holds an office, or a steward for them. What was lent for a time is not handed on. */
export function mayHandOver(actor: Actor, person: string, { body, held, delegated }: HandOverFacts): Verdict {
  if (body === null) return no('body.missing')
  const own = actor.person !== null && actor.person === person
  return all(
    signedIn(actor),
    own || actor.operator || body.standing.steward ? yes : no('office.not-yours'),
    inUse(body),
    held ? yes : no('office.missing'),
    delegated ? no('office.delegated') : yes,
  )
}

export type AcceptFacts = {
  readonly invitation: (InvitationFacts & { readonly role: InvitationRole }) | null
  readonly held: boolean
  readonly archived: boolean
  /** Whoever hands the office over holds it no more. */
  readonly handoverOver: boolean
  /** Whoever made the link to an office could not make it now: they have neither the office nor the body any more. */
  readonly makerGone: boolean
}

/** Only a person can say yes; the hub itself and a visitor without an account cannot. */
export const mayAccept = (actor: Actor, facts: AcceptFacts, now: Date): Verdict => {
  const { invitation, held, archived, handoverOver, makerGone } = facts
  return all(
    invitationHolds(invitation, now),
    archived ? no('body.archived') : yes,
    handoverOver ? no('handover.over') : yes,
    makerGone ? no('invitation.maker-gone') : yes,
    actor.person === null ? noCore('sign-in.needed') : yes,
    held ? no(invitation?.role === 'member' ? 'membership.held' : 'office.held') : yes,
  )
}

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

export type WithdrawFacts = {
  readonly body: BodyFacts
  /** `handsOver`: whose office it hands over. */
  readonly invitation: (NonNullable<InvitationFacts> & { readonly handsOver: string | null }) | null
}

/** Stewards; and whoever wanted to hand their own office over. */
export function mayWithdraw(actor: Actor, { body, invitation }: WithdrawFacts, now: Date): Verdict {
  const own = actor.person !== null && invitation?.handsOver === actor.person
  return all(own && body !== null ? yes : maySteward(actor, body), invitationHolds(invitation, now))
}

export type ClaimFacts = { readonly body: BodyFacts; readonly domains: readonly string[] }

export const mayClaimDomain = (actor: Actor, domain: string, { body, domains }: ClaimFacts): Verdict =>
  all(
    mayTend(actor, body),
    domains.includes(domain) ? no('domain.claimed') : yes,
    domains.length >= MOST_DOMAINS ? no('domain.too-many', { most: MOST_DOMAINS }) : yes,
  )

export type DomainFacts = { readonly body: BodyFacts; readonly domain: CheckTimes | null }

export const mayDropDomain = (actor: Actor, { body, domain }: DomainFacts): Verdict =>
  all(maySteward(actor, body), domain === null ? no('domain.missing') : yes)

export const mayRequestCheck = (actor: Actor, facts: DomainFacts, now: Date): Verdict =>
  all(
    mayDropDomain(actor, facts),
    inUse(facts.body),
    facts.domain === null || mayAskAgain(facts.domain, now) ? yes : no('domain.asked-lately'),
  )

export type VouchFacts = {
  readonly body: BodyFacts
  readonly voucher: BodyFacts
  readonly voucherVerified: boolean
  /** The body vouches for the one that would vouch for it. */
  readonly vouchesBack: boolean
  /** Another name of the same account looks after the body that would be vouched for. */
  readonly ownByAnother: boolean
  /** Another name of the same account vouches for it already, in the name of another body. */
  readonly givenByAnother: boolean
}

/** A body's word is given by its stewards; whoever runs the hub has a word of their own. Nobody vouches for what they steward themselves, nor
 * under two names: two people are wanted, and who is refused hears it alone, so it tells nobody that the names are one. */
export function mayVouch(actor: Actor, facts: VouchFacts): Verdict {
  const { body, voucher, voucherVerified, vouchesBack, ownByAnother, givenByAnother } = facts
  if (body === null || voucher === null) return no('body.missing')
  return all(
    actor.person === null ? noCore('sign-in.needed') : yes,
    voucher.standing.steward ? yes : no('vouching.stewards-only'),
    inUse(body),
    inUse(voucher),
    body.id === voucher.id || body.standing.steward || ownByAnother ? no('vouching.own') : yes,
    voucherVerified ? yes : no('vouching.not-verified'),
    vouchesBack ? no('vouching.circle') : yes,
    givenByAnother ? no('vouching.given') : yes,
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

/** What the hub does by itself; whoever runs it asks for none of it by hand. */
export const theClockMay = (actor: Actor): Verdict => all(mayCreateBodies(actor), actor.account === null ? yes : no('body.operators-only'))

/** The hub itself looks, so nobody else writes down what was found. */
export const mayRecordCheck = (actor: Actor, claimed: boolean): Verdict => all(theClockMay(actor), claimed ? yes : no('domain.missing'))

export type ChapterFacts = {
  readonly chapter: BodyFacts
  readonly umbrella: BodyFacts
  readonly bonds: Bonds
  /** Who proposed it, while it stands; and whether it has begun. */
  readonly bond: { readonly proposedBy: Side; readonly begun: boolean } | null
}

/** Each side speaks for itself alone. */
export function mayProposeChapter(actor: Actor, { chapter, umbrella, bonds, bond }: ChapterFacts, side: Side): Verdict {
  if (chapter === null || umbrella === null) return no('body.missing')
  return all(
    maySteward(actor, side === 'chapter' ? chapter : umbrella),
    inUse(chapter),
    inUse(umbrella),
    bond === null ? yes : no('chapter.held'),
    mayStandBelow(bonds, chapter.id, umbrella.id),
  )
}

export function mayAcceptChapter(actor: Actor, { chapter, umbrella, bonds, bond }: ChapterFacts): Verdict {
  if (chapter === null || umbrella === null) return no('body.missing')
  const asked = bond?.proposedBy === 'chapter' ? umbrella : chapter
  return all(
    // Whether something was proposed is known to the two bodies alone.
    maySteward(actor, chapter.standing.steward ? chapter : umbrella),
    bond === null ? no('chapter.missing') : yes,
    maySteward(actor, asked),
    bond?.begun === true ? no('chapter.held') : yes,
    inUse(chapter),
    inUse(umbrella),
    mayStandBelow(bonds, chapter.id, umbrella.id),
  )
}

/** Also of a proposal: by whoever made it, and by whoever does not want it. Ends nothing that needs the body to be in use. */
export function mayEndChapter(actor: Actor, { chapter, umbrella, bond }: ChapterFacts): Verdict {
  if (chapter === null || umbrella === null) return no('body.missing')
  return all(maySteward(actor, chapter.standing.steward ? chapter : umbrella), bond === null ? no('chapter.missing') : yes)
}

export type ListAccountFacts = { readonly body: BodyFacts; readonly urls: readonly string[] }

export const mayListAccount = (actor: Actor, url: string, { body, urls }: ListAccountFacts): Verdict =>
  all(
    mayTend(actor, body),
    urls.includes(url) ? no('outside-account.listed') : yes,
    urls.length >= MOST_ACCOUNTS ? no('outside-account.too-many', { most: MOST_ACCOUNTS }) : yes,
  )

export type AccountFacts = { readonly body: BodyFacts; readonly account: CheckTimes | null }

export const mayDropAccount = (actor: Actor, { body, account }: AccountFacts): Verdict =>
  all(maySteward(actor, body), account === null ? no('outside-account.missing') : yes)

export const mayRequestAccountCheck = (actor: Actor, facts: AccountFacts, now: Date): Verdict =>
  all(
    mayDropAccount(actor, facts),
    inUse(facts.body),
    facts.account === null || mayAskAgain(facts.account, now) ? yes : no('domain.asked-lately'),
  )

export const mayRecordAccountCheck = (actor: Actor, listed: boolean): Verdict =>
  all(theClockMay(actor), listed ? yes : no('outside-account.missing'))

export type ArchiveFacts = { readonly body: BodyFacts; readonly abandoned: boolean }

/** Whoever runs the hub does it for a body that nobody looks after any more, and for no other. */
export const mayArchive = (actor: Actor, { body, abandoned }: ArchiveFacts): Verdict =>
  all(mayTend(actor, body), body?.standing.steward === true || abandoned ? yes : no('body.not-abandoned'))

export const mayReopen = (actor: Actor, body: BodyFacts): Verdict =>
  all(maySteward(actor, body), body?.archived === true ? yes : no('body.not-archived'), body?.moves === true ? no('body.moves') : yes)
