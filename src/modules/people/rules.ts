import { yes, type Verdict } from '#base'
import { no } from './refusals.ts'

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const LINK_MINUTES = 15
/** Letters to one address within those minutes: nobody's mailbox is filled through this hub. */
export const MOST_OPEN_LINKS = 5
export const OWNER_LINK_DAYS = 7
/** A session ends when it was not used for this long... */
export const IDLE_DAYS = 30
/** ...and in any case after this... */
export const SESSION_DAYS = 90
/** ...or, for whoever runs the hub, after this: what they may do is worth a theft. */
export const OPERATOR_HOURS = 12
/** For this long after signing in one may change by what one signs in. */
export const FRESH_MINUTES = 15
/** A device has this long to answer. */
export const QUESTION_MINUTES = 5
export const MOST_PASSKEYS = 20
export const RECOVERY_CODES = 10
/** Enough to keep apart what should be apart; few enough to know them all. */
export const MOST_IDENTITIES = 5
/** For so long after somebody asked to leave they can keep their account. */
export const GRACE_DAYS = 14
/** Within so many hours after that the identities of an account are erased, each at an hour of its own. */
const ERASING_HOURS = 72
export const INVITATION_DAYS = 7

export const linkExpiry = (now: Date): Date => new Date(now.getTime() + LINK_MINUTES * MINUTE)
export const ownerLinkExpiry = (now: Date): Date => new Date(now.getTime() + OWNER_LINK_DAYS * DAY)
export const sessionExpiry = (now: Date, operator: boolean): Date =>
  new Date(now.getTime() + (operator ? OPERATOR_HOURS * HOUR : SESSION_DAYS * DAY))
export const questionExpiry = (now: Date): Date => new Date(now.getTime() + QUESTION_MINUTES * MINUTE)
/** Every sign-in begins a session of its own, so a session this young says that its holder has just shown who they are. */
export const isFresh = (begun: Date, now: Date): boolean => now.getTime() - begun.getTime() < FRESH_MINUTES * MINUTE
/** Sessions that were last seen before this are over. */
export const idleSince = (now: Date): Date => new Date(now.getTime() - IDLE_DAYS * DAY)
export const leavingAt = (now: Date): Date => new Date(now.getTime() + GRACE_DAYS * DAY)
export const invitationExpiry = (now: Date): Date => new Date(now.getTime() + INVITATION_DAYS * DAY)

/**
 * When each of so many identities is erased: each in an hour that no other has, so that two names that vanish do not vanish together.
 * `below` is a whole number below its argument, by chance.
 */
export function erasingHours(count: number, now: Date, below: (limit: number) => number): readonly Date[] {
  const hours = Array.from({ length: ERASING_HOURS }, (_, hour) => hour)
  return Array.from({ length: count }, () => {
    const [hour = 0] = hours.splice(below(hours.length), 1)
    return new Date(now.getTime() + hour * HOUR + below(HOUR))
  })
}

/** Whether two names read as one. */
export const sameName = (a: string, b: string): boolean => plainName(a) === plainName(b)

const plainName = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()

/** Invitations that ended before this are forgotten; until then a second click is told that the link was used. */
export const invitationsForgottenBefore = (now: Date): Date => new Date(now.getTime() - 30 * DAY)
/** Links older than this are forgotten; until then a second click is told that the link was used. */
export const linksForgottenBefore = (now: Date): Date => new Date(now.getTime() - DAY)

export type LinkFacts = { readonly usedAt: Date | null; readonly expiresAt: Date } | null

/** A link that was signed by us but is no longer in the table was swept away: spent, like one used or too old. */
export function linkHolds(signed: boolean, link: LinkFacts, now: Date): Verdict {
  if (!signed) return no('sign-in-link.broken')
  return link !== null && link.usedAt === null && now < link.expiresAt ? yes : no('sign-in-link.spent')
}

/** The same for a link to a new address, and whose it is. */
export function addressLinkHolds(
  link: (NonNullable<LinkFacts> & { readonly account: string | null }) | null,
  account: string | null,
  now: Date,
): Verdict {
  if (link === null || link.account === null || link.account !== account) return no('address-link.broken')
  return link.usedAt === null && now < link.expiresAt ? yes : no('address-link.spent')
}

export type SessionFacts = { readonly seenAt: Date; readonly expiresAt: Date }

export const sessionHolds = ({ seenAt, expiresAt }: SessionFacts, now: Date): boolean => now < expiresAt && seenAt > idleSince(now)

/** Written once an hour at most: that somebody was here is worth a row, each of their clicks is not. */
export const seenLongAgo = (seenAt: Date, now: Date): boolean => now.getTime() - seenAt.getTime() >= HOUR

/** The form in which an address is looked up. */
export const plainEmail = (email: string): string => email.trim().toLowerCase()

/** Enough to find one's typing errors; only a mail tells whether an address lives. */
export const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[^\s@<>"(),;:\\.]{2,}$/.test(text)

/** `mai@example.org` -> `m…@example.org`: enough for its owner to know it again. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${[...email][0] ?? ''}…${email.slice(at)}`
}

export type Place = { readonly name: string; readonly origin: string }

/**
 * To what name passkeys of this hub are tied. Null where browsers offer none: at a bare address, and without https but on one's own machine.
 */
export function placeOfKeys(hub: string): Place | null {
  const { hostname, protocol, origin } = new URL(hub)
  const isName = !hostname.startsWith('[') && !/^\d+(\.\d+){3}$/.test(hostname)
  const isOwnMachine = hostname === 'localhost' || hostname.endsWith('.localhost')
  return isName && (protocol === 'https:' || isOwnMachine) ? { name: hostname, origin } : null
}

const CONTROL = /\p{Cc}/u

/**
 * Only a path of this hub: a browser reads `//host`, `/\host` and a slash, a tab and a slash as another site's address.
 */
export function isLocalPath(path: string): boolean {
  return path.startsWith('/') && !path.includes('//') && !path.includes('\\') && !CONTROL.test(path) && path.length <= 300 && decodes(path)
}

/** A lone percent sign is no address. */
function decodes(path: string): boolean {
  try {
    decodeURI(path)
    return true
  } catch {
    return false
  }
}

/** The path, or nothing: whatever else stands in an address is left out without a word. */
export const localPath = (path: string | undefined): string | undefined => (path !== undefined && isLocalPath(path) ? path : undefined)

/** For a sign-in without a page, where nobody said a name in the reader's language. */
export const placeholderName = (personId: string): string => `Member ${personId.slice(0, 4)}`
