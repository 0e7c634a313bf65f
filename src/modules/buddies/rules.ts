import type { Sort } from './tables.ts'

export const SORTS = ['community', 'place'] as const satisfies readonly Sort[]
/** What somebody goes along for. */
export const PURPOSES = ['arriving', 'papers', 'hub', 'talk'] as const
export type Purpose = (typeof PURPOSES)[number]
export const GRADES = ['good', 'partly', 'bad'] as const
export type Grade = (typeof GRADES)[number]

export const LONGEST = { words: 600, reach: 200 } as const
/** At once by one buddy, and for how many weeks. */
export const MOST_AT_ONCE = 3
export const WEEKS = [2, 4, 8, 12] as const
/** An offer ends within a year; without a look for so long it rests; and so long after its end it is erased. */
export const OFFER_DAYS = 365
export const LOOK_DAYS = 90
export const ERASED_DAYS = 30
/** A request that nobody took up, and a proposal that not both agreed to. */
export const REQUEST_DAYS = 60
export const PROPOSAL_DAYS = 14
/** For so long afterwards both are asked whether it was good. */
export const ASKED_DAYS = 14
/** So many places somebody offers at, and asks at, by one name. */
export const MOST_PLACES = 5

const DAY_MS = 86_400_000
export const dateOf = (at: Date): string => at.toISOString().slice(0, 10)
export const dayAfter = (day: string, days: number): string => dateOf(new Date(Date.parse(day) + days * DAY_MS))
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`
export const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** Published in tens, from ten on. */
export const inTens = (count: number): number | null => (count < 10 ? null : Math.floor(count / 10) * 10)

type Wanted = { readonly languages: readonly string[]; readonly purposes: readonly Purpose[] }
type Offered = Wanted & { readonly until: string; readonly checkedOn: string }

/** Whether an offer holds today: it has not ended, and somebody said within ninety days that it still does. */
export const holds = ({ until, checkedOn }: Pick<Offered, 'until' | 'checkedOn'>, today: string): boolean =>
  until >= today && dayAfter(checkedOn, LOOK_DAYS) >= today

/** One language in common, and one thing that is wanted and offered. */
export const suits = (offer: Wanted, request: Wanted): boolean =>
  sharedOf(offer.languages, request.languages).length > 0 && sharedOf(offer.purposes, request.purposes).length > 0

export const sharedOf = <One>(ones: readonly One[], others: readonly One[]): readonly One[] => ones.filter((one) => others.includes(one))

/** Of whom nothing but this is asked: which of the young and which of the adults may be brought together, and who has to stand beside them. */
export type Ages = {
  /** Whether the place is a space for the young. */
  readonly youth: boolean
  readonly newcomerYoung: boolean
  readonly buddyYoung: boolean
  /** Whether they look after the space. */
  readonly buddyLeads: boolean
  /** Somebody else who looks after the space and is told of this pair by name; null: nobody. */
  readonly second: { readonly young: boolean; readonly leads: boolean; readonly isBuddy: boolean } | null
}

/**
 * Outside spaces for the young none of the two is young. There the newcomer is, and one who looks after the space brings them together; an
 * adult has to look after it too, and the one beside them is another adult.
 */
export function agesAllow({ youth, newcomerYoung, buddyYoung, buddyLeads, second }: Ages): boolean {
  if (!youth) return !newcomerYoung && !buddyYoung
  if (!newcomerYoung || second === null || !second.leads || second.isBuddy) return false
  return buddyYoung || (buddyLeads && !second.young)
}
