/** By then somebody should have answered: an aim, shown to whoever reports. */
export const AIM_HOURS = 72
const APPEAL_MONTHS = 6
/** After so many hours whoever decides is told that a case waits. */
const TOLD_HOURS = 48
/** So many reports of one thing may wait together; more would tell a moderator nothing new. */
export const MOST_REPORTS = 200
/** Counts of what people did are shown from ten on. */
const FEWEST_SHOWN = 10

/** So many days a link into the circle, or into an office, holds. */
const CIRCLE_LINK_DAYS = 7
/** The longest term of a moderator of the hub; after it somebody is asked again. */
const LONGEST_TERM_DAYS = 366

const HOUR_MS = 3_600_000

/** The notes that can be put beside something that stays: neutral, published, each with a sentence in every language. */
export const LABELS = ['disputed', 'no-source', 'outdated', 'context'] as const
export type Label = (typeof LABELS)[number]
export const isLabel = (code: string): code is Label => (LABELS as readonly string[]).includes(code)
/** A note that says there is more to know leads to it. */
export const labelNeedsSource = (label: Label): boolean => label === 'context'

/** The beginning of the hour (UTC): all that is kept of when somebody reported or appealed. */
export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS)

export const answerDue = (reportedAt: Date): Date => new Date(reportedAt.getTime() + AIM_HOURS * HOUR_MS)

/** Six months by the calendar, counted in UTC. */
export function appealEnds(decidedAt: Date): Date {
  const end = new Date(decidedAt)
  end.setUTCMonth(end.getUTCMonth() + APPEAL_MONTHS)
  return end
}

export const hoursBetween = (from: Date, to: Date): number => Math.max(0, Math.round((to.getTime() - from.getTime()) / HOUR_MS))

/** Null: fewer than ten. */
export const shownCount = (count: number): number | null => (count < FEWEST_SHOWN ? null : count)

/** The lower of the two in the middle where there are two; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}

export const hoursWaiting = (since: Date, now: Date): number => Math.floor(Math.max(0, now.getTime() - since.getTime()) / HOUR_MS)

/** When whoever decides is told that a case waits still. */
export const toldAt = (since: Date): Date => new Date(since.getTime() + TOLD_HOURS * HOUR_MS)

export const circleLinkEnds = (now: Date): Date => new Date(now.getTime() + CIRCLE_LINK_DAYS * 24 * HOUR_MS)

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

export const lastTermDay = (now: Date): string => dayOf(new Date(now.getTime() + LONGEST_TERM_DAYS * 24 * HOUR_MS))
/** What a form proposes: half a year. */
export const usualTermDay = (now: Date): string => dayOf(new Date(now.getTime() + 183 * 24 * HOUR_MS))

/** The last day of a term belongs to it. */
export const inTerm = (until: string, now: Date): boolean => dayOf(now) <= until
