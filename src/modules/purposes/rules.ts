import { all, yes, type Verdict } from '#base'
import { no } from './refusals.ts'
import type { Outcome } from './tables.ts'

const DAY_MS = 86_400_000

/** So long after its deadline a page says to everybody that nobody has closed it. */
export const UNCLOSED_DAYS = 30
/** So often somebody looks whether what stands there is still true. */
export const LOOK_DAYS = 30
/** A deadline is no further away. */
export const MOST_DAYS = 3653
export const MOST = { steps: 20, entries: 500, needs: 30 } as const
export const LONGEST = { goal: 200, text: 2000, unit: 40, step: 200, source: 500, entry: 600, need: 300 } as const
export const LARGEST = 1_000_000_000

export const RULES = ['on-topic', 'no-deceit', 'no-advert', 'no-personal-data', 'no-attack', 'no-pressure'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const

export const dayIn = (at: Date): string => at.toISOString().slice(0, 10)
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)
export const daysAfter = (day: string, days: number): string => dayIn(new Date(noonOf(day).getTime() + days * DAY_MS))

export const STATES = ['running', 'late', 'reached', 'partly', 'not-reached', 'dropped'] as const
export type State = (typeof STATES)[number]

type Clock = { readonly deadline: string; readonly outcome: Outcome | null }

/** The deadline itself is still in time. What was reached is said by whoever closes it, and never by the hub. */
export const stateOf = ({ deadline, outcome }: Clock, now: Date): State => outcome ?? (dayIn(now) > deadline ? 'late' : 'running')

/** Nobody closed it, though it is long over. */
export const isUnclosed = ({ deadline, outcome }: Clock, now: Date): boolean =>
  outcome === null && dayIn(now) > daysAfter(deadline, UNCLOSED_DAYS)

type Entry = {
  readonly id: string
  readonly corrects: string | null
  readonly amount: number | null
  readonly step: number | null
  readonly happenedOn: string
}

/** Those that no other corrects. */
export function standing<Of extends Entry>(entries: readonly Of[]): readonly Of[] {
  const corrected = new Set(entries.map(({ corrects }) => corrects))
  return entries.filter(({ id }) => !corrected.has(id))
}

/** In hundredths, so that the same entries give the same sum in any order and on any machine. */
export const sumOf = (baseline: number, amounts: readonly number[]): number =>
  [baseline, ...amounts].reduce((sum, amount) => sum + Math.round(amount * 100), 0) / 100

type Point = { readonly day: string; readonly value: number }

/** How it went: where it began, and what was reached at the end of each day on which something was written down. */
export function courseOf(begunOn: string, baseline: number, entries: readonly Entry[]): readonly Point[] {
  const days = Map.groupBy(standing(entries), ({ happenedOn }) => happenedOn)
  const points: Point[] = []
  let value = sumOf(baseline, [])
  for (const [day, own] of [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    value = sumOf(
      value,
      own.map(({ amount }) => amount ?? 0),
    )
    points.push({ day, value })
  }
  const [first] = points
  return [{ day: first !== undefined && first.day < begunOn ? first.day : begunOn, value: sumOf(baseline, []) }, ...points]
}

export const stepsDone = (entries: readonly Entry[]): ReadonlySet<number> =>
  new Set(standing(entries).flatMap(({ step }) => (step === null ? [] : [step])))

type Goal = {
  readonly deadline: string
  readonly target: number | null
  readonly unit: string | null
  readonly baseline: number | null
  readonly steps: readonly string[]
}

export function isWhole({ deadline, target, unit, baseline, steps }: Goal, now: Date): Verdict {
  const numbers = [target, unit, baseline].filter((part) => part !== null).length
  return all(
    deadline > dayIn(now) ? yes : no('purpose.deadline-past'),
    deadline <= daysAfter(dayIn(now), MOST_DAYS) ? yes : no('purpose.deadline-far'),
    numbers === 0 || numbers === 3 ? yes : no('purpose.number-whole'),
    numbers === 0 && steps.length === 0 ? no('purpose.number-or-steps') : yes,
    target !== null && target === baseline ? no('purpose.target-is-baseline') : yes,
  )
}

type Written = { readonly amount: number | null; readonly step: number | null; readonly happenedOn: string }

/** An entry says a number, a step, or both; that nothing was reached after all is the number 0. */
export const isEntry = ({ amount, step, happenedOn }: Written, goal: Pick<Goal, 'target' | 'steps'>, now: Date): Verdict =>
  all(
    happenedOn <= dayIn(now) ? yes : no('purpose.day-ahead'),
    amount !== null && goal.target === null ? no('purpose.amount-without-target') : yes,
    step !== null && step > goal.steps.length ? no('purpose.no-such-step') : yes,
    amount === null && step === null && goal.target !== null ? no('purpose.amount-missing') : yes,
  )

const ARABIC_DIGITS = '٠١٢٣٤٥٦٧٨٩'

/** As people write numbers here: with a point or a comma before the decimals, in either digits. NaN: it is none, for the schema to refuse; null: nothing is written. */
export function numberIn(text: string): number | null {
  const plain = text
    .replace(/[٠-٩]/g, (digit) => String(ARABIC_DIGITS.indexOf(digit)))
    .replace(/[\s\u00a0\u202f'’٬]/g, '')
    .replace(/[,٫]/g, '.')
  if (plain === '') return null
  return /^[-+−]?\d+(\.\d+)?$/.test(plain) ? Number(plain.replace('−', '-')) : Number.NaN
}
