import { yes, type Verdict } from '#base'
import { no } from './refusals.ts'
import type { BodyKind, Level, Office } from './tables.ts'

export type Standing = { readonly steward: boolean; readonly convener: boolean; readonly moderator: boolean; readonly member: boolean }

/** A steward may do all in the body, so is convener, moderator and member as well. */
export function standingFrom(offices: readonly Office[], member: boolean): Standing {
  const steward = offices.includes('steward')
  return {
    steward,
    convener: steward || offices.includes('convener'),
    moderator: steward || offices.includes('moderator'),
    member: steward || member,
  }
}

/** Which offices may do what this one may. */
export const officesThatImply = (office: Office): readonly Office[] => (office === 'steward' ? ['steward'] : ['steward', office])

export const INVITATION_DAYS = 30
const DAY = 24 * 60 * 60 * 1000

export const invitationExpiry = (now: Date): Date => new Date(now.getTime() + INVITATION_DAYS * DAY)

export type InvitationFacts = { readonly expiresAt: Date; readonly acceptedAt: Date | null } | null

/** Once, and within its thirty days. */
export function invitationHolds(invitation: InvitationFacts, now: Date): Verdict {
  if (invitation === null) return no('invitation.missing')
  return invitation.acceptedAt === null && now < invitation.expiresAt ? yes : no('invitation.spent')
}

/** A count below ten would tell who; so it is said in words. Null: fewer than ten. */
export const LEAST_SHOWN = 10
export const shownCount = (count: number): number | null => (count >= LEAST_SHOWN ? count : null)

/** Words that are pages below /bodies, and so no body's address. */
const RESERVED = new Set(['new'])
const SLUG_LENGTH = 60

/** `Association Pulaar de Lyon` -> `association-pulaar-de-lyon`, in any script; null where no letter or digit is left. */
export function slugOf(name: string): string | null {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase()
  const slug = plain
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+/, '')
    .slice(0, SLUG_LENGTH)
    .replace(/-+$/, '')
  return slug === '' || RESERVED.has(slug) ? null : slug
}

/** An address that somebody chose: already in the form that slugOf() gives. */
export const isSlug = (text: string): boolean => slugOf(text) === text

export const isLanguage = (text: string): boolean =>
  /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/i.test(text) && Intl.getCanonicalLocales(text)[0] === text

/** Evidence is good for a year; then somebody must say again that it still is so. */
export const EVIDENCE_DAYS = 365
export const evidenceExpiry = (now: Date): Date => new Date(now.getTime() + EVIDENCE_DAYS * DAY)

export const MOST_DOMAINS = 5
const HOUR = 60 * 60 * 1000
/** How long nobody may answer at a domain before its proof counts no more. Where the token is gone for certain, it counts no more at once. */
export const UNANSWERED_HOURS = 24
const RECHECK_HOURS = 24
const RECHECK_FAILING_HOURS = 1
const ASK_AGAIN_MS = 60_000

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** The domain in what somebody wrote, be it a whole address; in the letters of the name servers. Null: there is none in it. */
export function domainOf(text: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(address)) return null
  const name = new URL(address).hostname.replace(/\.$/, '')
  const labels = name.split('.')
  const last = labels.at(-1) ?? ''
  return name.length <= 200 && labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d/.test(last) ? name : null
}

export type DomainEvidence = {
  readonly provenAt: Date | null
  readonly expiresAt: Date | null
  readonly failingSince: Date | null
  readonly absent: boolean
}

export function domainHolds({ provenAt, expiresAt, failingSince, absent }: DomainEvidence, now: Date): boolean {
  if (provenAt === null || expiresAt === null || now >= expiresAt) return false
  return failingSince === null || (!absent && now.getTime() - failingSince.getTime() < UNANSWERED_HOURS * HOUR)
}

export type CheckTimes = { readonly askedAt: Date | null; readonly checkedAt: Date | null; readonly failingSince: Date | null }

/** Daily; each hour during the first day of failing, so that a fault of the moment is soon mended; at once where somebody asked. */
export function checkIsDue({ askedAt, checkedAt, failingSince }: CheckTimes, now: Date): boolean {
  if (askedAt !== null) return true
  if (checkedAt === null) return false
  const fresh = failingSince !== null && now.getTime() - failingSince.getTime() < RECHECK_HOURS * HOUR
  return now.getTime() - checkedAt.getTime() >= (fresh ? RECHECK_FAILING_HOURS : RECHECK_HOURS) * HOUR
}

/** Each request goes to a machine of somebody else: once a minute is enough. */
export const mayAskAgain = ({ askedAt, checkedAt }: CheckTimes, now: Date): boolean =>
  [askedAt, checkedAt].every((at) => at === null || now.getTime() - at.getTime() >= ASK_AGAIN_MS)

export type Evidence = {
  readonly domains: readonly (DomainEvidence & { readonly bodyId: string })[]
  /** None that was withdrawn. */
  readonly vouchings: readonly {
    readonly bodyId: string
    readonly voucherId: string
    readonly personId: string
    readonly expiresAt: Date
  }[]
  readonly attestations: readonly { readonly bodyId: string; readonly expiresAt: Date }[]
}

/**
 * How each body is verified; who is not in the map is not. Domains and attestations are where it begins; a body for which two
 * verified bodies vouch, by two people, follows, and may vouch in turn. Bodies that only vouch for one another in a circle, of
 * whatever length, are never reached.
 */
export function levelsFrom({ domains, vouchings, attestations }: Evidence, now: Date): ReadonlyMap<string, Level> {
  const levels = new Map<string, Level>()
  for (const { bodyId, expiresAt } of attestations) if (now < expiresAt) levels.set(bodyId, 'attested')
  for (const domain of domains) if (domainHolds(domain, now)) levels.set(domain.bodyId, 'domain')
  const wanting = Map.groupBy(
    vouchings.filter(({ expiresAt }) => now < expiresAt),
    ({ bodyId }) => bodyId,
  )
  for (let before = -1; before !== levels.size;) {
    before = levels.size
    for (const [bodyId, given] of wanting) {
      const counting = given.filter(({ voucherId }) => levels.has(voucherId))
      const [vouchers, people] = [new Set(counting.map((one) => one.voucherId)), new Set(counting.map((one) => one.personId))]
      if (!levels.has(bodyId) && vouchers.size > 1 && people.size > 1) levels.set(bodyId, 'vouched')
    }
  }
  return levels
}

/** Who speaks for a state is shown beside who runs the hub. */
export const speaksForState = (kind: BodyKind): boolean => kind === 'government-unit' || kind === 'mission'
