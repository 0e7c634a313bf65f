import { all, yes, type Verdict } from '#base'
import { no } from './refusals.ts'
import type { Day } from './tables.ts'

const DAY_MS = 86_400_000

export const LONGEST = { title: 120, text: 1000, path: 300, question: 160 } as const
export const MOST = { texts: 3, topics: 5, places: 5, aMonth: 2, aYear: 4 } as const
export const LONGEST_DAYS = 30
export const PULSE_DAYS = 14
/** Below this nothing is told, and nothing is sent. */
export const LEAST = 10

export const RULES = ['no-deceit', 'no-advert', 'no-personal-data', 'no-attack', 'no-pressure'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const

export const dayIn = (at: Date): Day => at.toISOString().slice(0, 10)
export const monthIn = (at: Date): Day => `${dayIn(at).slice(0, 7)}-01`
export const daysAfter = (at: Date, days: number): Day => dayIn(new Date(at.getTime() + days * DAY_MS))
export const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`)
export const callPath = (id: string): string => `/calls/${id}`

/** A call ends after today and within thirty days. */
export const endsInTime = (endsOn: Day, now: Date): Verdict =>
  all(
    endsOn <= dayIn(now) ? no('pulse.day-past') : yes,
    endsOn > daysAfter(now, LONGEST_DAYS) ? no('pulse.day-far', { days: LONGEST_DAYS }) : yes,
  )

/** In tens from ten on; null below. */
export const inTens = (count: number): number | null => (count < LEAST ? null : Math.floor(count / 10) * 10)

/** What at least as many follow: who follows two of these is known to nobody, so nothing is added up. */
export const reachOf = (counts: readonly (number | null)[]): number | null => {
  const most = Math.max(0, ...counts.map((count) => count ?? 0))
  return inTens(most)
}

export const QUESTIONS = ['home', 'missed', 'help'] as const
/** From one to five; nothing is said with 0. */
export const ANSWERS = [5, 4, 3, 2, 1, 0] as const
const AGREES = 4

export type Counted = { readonly question: number; readonly answer: number; readonly given: number }
export type Shares = {
  /** In tens; null: fewer than ten answered, and nothing is told. */
  readonly answered: number | null
  /** For each question how many of a hundred said “rather” or “fully”, in tens and never none or all; null: fewer than ten said something. */
  readonly shares: readonly (number | null)[]
}

/** Told once, after the end. Never 0 and never 100: then one would know what each single one had said. */
export function sharesOf(counted: readonly Counted[]): Shares {
  const sum = (those: readonly Counted[]) => those.reduce((total, { given }) => total + given, 0)
  const answered = inTens(sum(counted.filter(({ question }) => question === 1)))
  const shares = QUESTIONS.map((_, index) => {
    const said = counted.filter(({ question, answer }) => question === index + 1 && answer > 0)
    const total = sum(said)
    if (answered === null || total < LEAST) return null
    const share = (sum(said.filter(({ answer }) => answer >= AGREES)) / total) * 100
    return Math.min(90, Math.max(10, Math.round(share / 10) * 10))
  })
  return { answered, shares }
}
