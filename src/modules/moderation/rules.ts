/** By then somebody should have answered: an aim, shown to whoever reports. */
export const AIM_HOURS = 72
const APPEAL_MONTHS = 6
/** So many reports of one thing may wait together; more would tell a moderator nothing new. */
export const MOST_REPORTS = 200
/** Counts of what people did are shown from ten on. */
const FEWEST_SHOWN = 10

const HOUR_MS = 3_600_000

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
