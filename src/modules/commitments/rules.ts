import { NEAR, overlap, wordsOf } from '#lookalike'
import type { CommitmentState, Day } from './tables.ts'

export const SDGS: readonly number[] = Array.from({ length: 17 }, (_, index) => index + 1)

export const pathOf = (id: string): string => `/commitments/${id}`
export const reportsPathOf = (slug: string): string => `/commitments/reports/${slug}`

const DAY_MS = 86_400_000

/** Days here are those of Greenwich: a body and its readers may live in any zone, and no date of theirs is to mean two. */
export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10)
export const daysAfter = (day: Day, days: number): Day => dayOf(new Date(new Date(day).getTime() + days * DAY_MS))

export type Status = CommitmentState | 'late'

/** Late is no state: it is worked out, from the day after the date that holds now. */
export const statusOf = ({ state, dueOn }: { readonly state: CommitmentState; readonly dueOn: Day }, today: Day): Status =>
  state === 'running' && today > dueOn ? 'late' : state

/** What the board shows, in its order. `silent` and `unanswered` stand across these: its body owes a report, or an answer. */
export const STATUSES = ['late', 'running', 'kept', 'partly', 'not-kept', 'withdrawn', 'merged'] as const
export const FILTERS = [...STATUSES, 'silent', 'unanswered'] as const

/** What everybody may read: what its body agreed to, unless moderation hid it. */
export const isPublic = ({ acceptedOn, hiddenFor }: { readonly acceptedOn: Day | null; readonly hiddenFor: string | null }): boolean =>
  acceptedOn !== null && hiddenFor === null

/** `2026-Q1`: so written, quarters sort as texts. */
export type Quarter = string
export const QUARTER = /^\d{4}-Q[1-4]$/

const parts = (quarter: Quarter) => ({ year: Number(quarter.slice(0, 4)), number: Number(quarter.slice(6)) })
const monthEnd = (year: number, month: number): Day => dayOf(new Date(Date.UTC(year, month, 0)))

export const quarterOf = (day: Day): Quarter => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
export function nextQuarter(quarter: Quarter): Quarter {
  const { year, number } = parts(quarter)
  return number === 4 ? `${String(year + 1).padStart(4, '0')}-Q1` : `${quarter.slice(0, 6)}${number + 1}`
}
export const quarterEnds = (quarter: Quarter): Day => monthEnd(parts(quarter).year, parts(quarter).number * 3)
/** The report on a quarter is due on the last day of the month that follows it. */
export const reportDue = (quarter: Quarter): Day => monthEnd(parts(quarter).year, parts(quarter).number * 3 + 1)

export type Span = { readonly startsOn: Day; readonly acceptedOn: Day | null; readonly endedOn: Day | null }

/** The quarters of the calendar that are over and in which it ran, be it for a day: from its start, or from the day it was agreed if that is later, to its end. */
export function quartersOf({ startsOn, acceptedOn, endedOn }: Span, today: Day): readonly Quarter[] {
  if (acceptedOn === null) return []
  const from = startsOn > acceptedOn ? startsOn : acceptedOn
  const to = endedOn !== null && endedOn < today ? endedOn : today
  const over: Quarter[] = []
  for (let quarter = quarterOf(from); quarter <= quarterOf(to) && quarterEnds(quarter) < today; quarter = nextQuarter(quarter))
    over.push(quarter)
  return from > to ? [] : over
}

export type ReportState = 'sent' | 'sent-late' | 'awaited' | 'missing'

/** Missing from the day after it was due; a report that comes later stays marked as late. */
export function reportStateOf(quarter: Quarter, sentOn: Day | null, today: Day): ReportState {
  const due = reportDue(quarter)
  if (sentOn !== null) return sentOn > due ? 'sent-late' : 'sent'
  return today > due ? 'missing' : 'awaited'
}

/** Evidence counts as checked when so many bodies that are not involved confirm it, and none of them says otherwise. */
export const CHECKS_WANTED = 2
export const isChecked = (checks: readonly { readonly confirms: boolean }[]): boolean =>
  checks.length >= CHECKS_WANTED && checks.every(({ confirms }) => confirms)

/** Two quarters, in days: as long as a running commitment may go without a trace before it is flagged. */
export const TRACE_DAYS = 183

/** How far an indicator has come from its baseline to its target, in hundredths; null where the two are the same. */
export const progressOf = ({ baseline, target }: { readonly baseline: number; readonly target: number }, value: number): number | null =>
  baseline === target ? null : (value - baseline) / (target - baseline)

/** A body answers whoever asks it for evidence within so many days; after them its silence is public. */
export const ANSWER_DAYS = 30
export const answerDue = (askedOn: Day): Day => daysAfter(askedOn, ANSWER_DAYS)

/** Of what is underway, or is said to be kept, evidence can be asked for; of what its body gives up or did not keep there is nothing to show. */
const ASKED_ABOUT: ReadonlySet<CommitmentState> = new Set<CommitmentState>(['running', 'kept', 'partly'])
export const isAskedAbout = ({ state }: { readonly state: CommitmentState }): boolean => ASKED_ABOUT.has(state)

export type QuestionState = 'awaited' | 'overdue' | 'answered' | 'closed'

/** Closed: its body says by now that it does not keep it, so no answer is owed any more. */
export function questionStateOf(
  { askedOn, answeredOn }: { readonly askedOn: Day; readonly answeredOn: Day | null },
  commitment: { readonly state: CommitmentState },
  today: Day,
): QuestionState {
  if (answeredOn !== null) return 'answered'
  if (!isAskedAbout(commitment)) return 'closed'
  return today > answerDue(askedOn) ? 'overdue' : 'awaited'
}

/** A practice stands in the list for a year from the day on which its body last said that it still holds. */
export const PRACTICE_DAYS = 365
export const practiceEnds = (checkedOn: Day): Day => daysAfter(checkedOn, PRACTICE_DAYS)
export const isFresh = (checkedOn: Day, today: Day): boolean => today <= practiceEnds(checkedOn)

/** A year after a body took a practice up it says what came of it; it has a month for that. */
export const RESULT_DAYS = 365
const RESULT_GRACE = 31
export type ResultState = 'too-early' | 'awaited' | 'overdue' | 'told'

export function resultStateOf(
  { adoptedOn, resultOn }: { readonly adoptedOn: Day; readonly resultOn: Day | null },
  today: Day,
): ResultState {
  if (resultOn !== null) return 'told'
  const due = daysAfter(adoptedOn, RESULT_DAYS)
  return today < due ? 'too-early' : today > daysAfter(due, RESULT_GRACE) ? 'overdue' : 'awaited'
}

export const practicePathOf = (id: string): string => `/practices/${id}`
export const questionPathOf = (id: string, number: number): string => `${pathOf(id)}/questions/${number}`

type Worded = { readonly id: string; readonly title: string; readonly text: string }

/** Pairs whose titles or texts look alike, in the order given. A human decides what they are. */
export function nearPairs<One extends Worded>(all: readonly One[]): readonly (readonly [One, One])[] {
  const worded = all.map((one) => ({ one, title: wordsOf(one.title), text: wordsOf(one.text) }))
  return worded.flatMap((a, index) =>
    worded
      .slice(index + 1)
      .filter((b) => overlap(a.title, b.title) >= NEAR || overlap(a.text, b.text) >= NEAR)
      .map((b) => [a.one, b.one] as const),
  )
}

/** The lesser id first: a pair has one name. */
export const pairOf = (a: string, b: string): readonly [string, string] => (a < b ? [a, b] : [b, a])

/** What those who write here keep to. */
const RULES = ['a-promise', 'no-personal-data', 'no-attack'] as const

const LAW = 'law'
export const isRule = (code: string): boolean => code === LAW || RULES.some((rule) => rule === code)

/** The newest translation into the reader's language, else the original as it stands. */
export function wordingFor<One extends { readonly language: string; readonly version: number }>(
  all: readonly One[],
  { language: original }: { readonly language: string },
  locale: string,
): One | undefined {
  const newest = (language: string) => all.findLast((one) => one.language === language)
  return newest(locale) ?? newest(original)
}
