import { all, yes, type Verdict } from '#base'
import { no } from './refusals.ts'
import type { Readable } from './tables.ts'

const DAY_MS = 86_400_000

/** Whoever is asked answers a version within so many days; then it is over. */
export const ANSWER_DAYS = 30
/** After a no the same two are not asked again by the same side for so many days. */
export const REST_DAYS = 90
/** So many proposals of one community wait at once. */
export const MOST_OPEN = 10
/** Without somebody of both sides who looks after it, a space is read only after so many days. */
export const UNEVEN_DAYS = 30
/** The day on which it ends or is looked at again is at most so far away. */
export const FURTHEST_DAYS = 3 * 366
/** So long before that day stewards hear of it. */
export const DUE_SOON_DAYS = 14
export const MOST_FACILITATORS = 5
export const MOST_LANGUAGES = 6
export const LONGEST = { name: 80, sentence: 500, rules: 6000, why: 600 } as const

export const dayIn = (at: Date): string => at.toISOString().slice(0, 10)
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)
export const daysAfter = (at: Date, days: number): string => dayIn(new Date(at.getTime() + days * DAY_MS))

/** Neither of two stands first always: from one day (UTC) to the next they change places, for every reader. */
export const inTurns = <T>([one, other]: readonly [T, T], now: Date): readonly [T, T] =>
  Math.floor(now.getTime() / DAY_MS) % 2 === 0 ? [one, other] : [other, one]

type Said = { readonly languages: readonly string[]; readonly texts: readonly { readonly language: string; readonly original: boolean }[] }

/** In which of its languages a version is not written yet. */
export const untranslated = ({ languages, texts }: Said): readonly string[] =>
  languages.filter((language) => !texts.some((text) => text.language === language))

/** One original, and nothing in a language that the space does not have. */
export const fitsItsLanguages = ({ languages, texts }: Said): Verdict =>
  all(
    texts.every(({ language }) => languages.includes(language)) ? yes : no('mirror.text-of-no-language'),
    texts.filter(({ original }) => original).length === 1 ? yes : no('mirror.original-missing'),
  )

export const dayFits = (day: string, now: Date): Verdict =>
  all(day > dayIn(now) ? yes : no('mirror.day-passed'), day <= daysAfter(now, FURTHEST_DAYS) ? yes : no('mirror.day-too-far'))

/** A space is read by everybody only where both are. */
export const readableFits = (wanted: Readable, both: readonly Readable[]): Verdict =>
  wanted === 'members' || both.every((readable) => readable === 'everybody') ? yes : no('mirror.readable-by-members')

export type Side = {
  readonly sort: string
  readonly access: string
  readonly youth: boolean
  readonly jointly: boolean
  readonly ended: boolean
  /** A body of a state stands behind it. */
  readonly ofState: boolean
}

const NOT_BESIDE_STATES = ['ancestry', 'gender', 'youth']

/** Which two may hold a space together. */
export function mayHold([one, other]: readonly [Side, Side]): Verdict {
  const both = [one, other]
  const tells = both.some(({ sort }) => NOT_BESIDE_STATES.includes(sort))
  return all(
    both.some(({ access }) => access === 'hidden') ? no('mirror.not-hidden') : yes,
    both.some(({ youth }) => youth) ? no('mirror.not-for-the-young') : yes,
    both.some(({ jointly }) => jointly) ? no('mirror.not-jointly') : yes,
    // What a state stands behind learns of nobody's origin or gender by a room that it shares.
    both.some(({ ofState }) => ofState) && tells ? no('mirror.government-not-here') : yes,
    both.some(({ ended }) => ended) ? no('mirror.community-ended') : yes,
  )
}

export type Facilitator = { readonly member: string; readonly ofFrom: boolean; readonly place: number }

/** Of both sides equally many act: of the one that has more, those who came first. The others stand by. */
export function acting(all: readonly Facilitator[]): readonly string[] {
  const of = (from: boolean) => all.filter(({ ofFrom }) => ofFrom === from).toSorted((a, b) => a.place - b.place)
  const [from, to] = [of(true), of(false)]
  const each = Math.min(from.length, to.length)
  return [...from.slice(0, each), ...to.slice(0, each)].map(({ member }) => member)
}

/** From which day on a space is read only; null: somebody of both looks after it. */
export const restsFrom = (unevenSince: string | null): string | null =>
  unevenSince === null ? null : daysAfter(noonOf(unevenSince), UNEVEN_DAYS)
