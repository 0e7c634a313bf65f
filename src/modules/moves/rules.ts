import type { SpaceSort, StayingTable, Travelling } from '../../core/moving.ts'

/** What the rooms say of their tables, by what moves. */
export type Travels = Readonly<Record<SpaceSort, { readonly travelling: readonly Travelling[]; readonly staying: readonly StayingTable[] }>>

const DAY_MS = 86_400_000

/** So long before it leaves its members are told, as of a change of a charter. */
export const NOTICE_DAYS = 14
/** So long somebody can say on the other hub who they are there. */
export const CLAIM_DAYS = 180

export const dayIn = (at: Date): string => at.toISOString().slice(0, 10)
export const daysAfter = (at: Date, days: number): string => dayIn(new Date(at.getTime() + days * DAY_MS))

/** The address of a hub, without a path; null: it is none that can be reached safely. */
export function hubIn(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hostname === '') return null
  return url.origin
}

/** What the letter holds: 32 bytes in base64url. */
export const CLAIM_FORM = /^[A-Za-z0-9_-]{43}$/
