import { yes, type Verdict } from '#base'
import { no } from './refusals.ts'
import type { Office } from './tables.ts'

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
