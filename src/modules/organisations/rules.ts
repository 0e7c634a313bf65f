import { yes, type Verdict } from '#base'
import { isCountry } from '#countries'
import { no } from './refusals.ts'
import type { BodyKind, Level, Office, Titles } from './tables.ts'

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

export const isCountryCode = (text: string): boolean => isCountry(text)

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

/** Which of the texts of a body a kind has a word of its own for. The others have none. */
export const FOCUS_KINDS = ['home-town', 'professional', 'student', 'chamber', 'media', 'charity'] as const
export type FocusKind = (typeof FOCUS_KINDS)[number]
export const focusOf = (kind: BodyKind): FocusKind | null => FOCUS_KINDS.find((one) => one === kind) ?? null

/** In the reader's language, else in one that is there. */
export function titleIn(titles: Titles, locale: string): { readonly language: string; readonly text: string } | null {
  const language = [locale, ...Object.keys(titles).toSorted()].find((one) => titles[one] !== undefined)
  return language === undefined ? null : { language, text: titles[language] ?? '' }
}

/** A reminder stands on the pages of stewards from then on. */
const REMIND_DAYS = 60
export const termEndsSoon = (termEnds: Date | null, now: Date): boolean =>
  termEnds !== null && termEnds > now && termEnds.getTime() - now.getTime() <= REMIND_DAYS * DAY

export const MOST_DELEGATION_DAYS = 366

/** A day that somebody wrote: noon, so that it is the same day for readers of nearly every time zone. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)
export const dayWritten = (at: Date): string => at.toISOString().slice(0, 10)

/** Who is whose chapter now: chapter to umbrella. Each body has one umbrella at most. */
export type Bonds = ReadonlyMap<string, string>
export const MOST_FLOORS = 4

/** May this body stand below that one? No circles, and a tree of at most four floors. */
export function mayStandBelow(bonds: Bonds, chapter: string, umbrella: string): Verdict {
  if (chapter === umbrella) return no('chapter.itself')
  if (bonds.has(chapter)) return no('chapter.has-umbrella')
  const above = [umbrella, ...lineAbove(bonds, umbrella)]
  if (above.includes(chapter)) return no('chapter.circle')
  return above.length + floorsOf(bonds, chapter) > MOST_FLOORS ? no('chapter.too-deep', { most: MOST_FLOORS }) : yes
}

function lineAbove(bonds: Bonds, id: string): readonly string[] {
  const line: string[] = []
  for (let next = bonds.get(id); next !== undefined && !line.includes(next); next = bonds.get(next)) line.push(next)
  return line
}

/** How many floors hang from this body, itself included. */
function floorsOf(bonds: Bonds, id: string): number {
  const below = [...bonds].flatMap(([chapter, umbrella]) => (umbrella === id ? [floorsOf(bonds, chapter)] : []))
  return 1 + Math.max(0, ...below)
}

export const MOST_ACCOUNTS = 12
const ACCOUNT_RECHECK_DAYS = 7
/** Longer than the check counts, so that its end is seen, and told, within a day. */
const ACCOUNT_DAILY_DAYS = 9
/** Networks are down, or ask for a login, for days: where nobody answers, the check counts for so long. */
export const ACCOUNT_UNANSWERED_DAYS = 7

/** The address of an account as it is kept: https, no port, no name and password, no fragment. Null: it is none. */
export function accountAddress(text: string): string | null {
  const address = text.trim()
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') return null
  if (domainOf(url.hostname) === null || url.href.length > 300) return null
  url.hash = ''
  return url.href
}

/** What a network is called on pages: the host in the address. */
export const networkOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '')

export type AccountEvidence = { readonly provenAt: Date | null; readonly failingSince: Date | null; readonly absent: boolean }

export function accountHolds({ provenAt, failingSince, absent }: AccountEvidence, now: Date): boolean {
  if (provenAt === null) return false
  return failingSince === null || (!absent && now.getTime() - failingSince.getTime() < ACCOUNT_UNANSWERED_DAYS * DAY)
}

/** Weekly; daily in the first days of failing; at once where somebody asked. */
export function accountCheckIsDue({ askedAt, checkedAt, failingSince }: CheckTimes, now: Date): boolean {
  if (askedAt !== null) return true
  if (checkedAt === null) return false
  const fresh = failingSince !== null && now.getTime() - failingSince.getTime() < ACCOUNT_DAILY_DAYS * DAY
  return now.getTime() - checkedAt.getTime() >= (fresh ? 1 : ACCOUNT_RECHECK_DAYS) * DAY
}

/** A steward who did nothing for a year looks after nothing. */
export const ABANDONED_DAYS = 365
export const abandonedSince = (now: Date): Date => new Date(now.getTime() - ABANDONED_DAYS * DAY)
