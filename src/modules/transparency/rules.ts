/** At most so many entries become part of the tree at once, and the rest a minute later. */
export const MOST_AT_ONCE = 1000
/** So long the hub waits until it takes for granted that no deed that had begun by then is still under way. */
export const SETTLES_AFTER_MS = 60 * 60_000
/** A number of a transaction that is of another server would be waited for without end. */
export const NOTED_ANEW_AFTER_MS = 24 * 60 * 60_000
export const ON_A_PART = 30
/** Why a log was followed by another. */
export const WHY_ANEW = ['lost', 'stolen', 'replaced'] as const
export type WhyAnew = (typeof WHY_ANEW)[number]

export const dayText = (at: Date): string => at.toISOString().slice(0, 10)
export const dayAfter = (day: string): string => dayText(new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000))

/** For whoever runs the hub, in the log of the machine. */
export const stoodNote = (why: string): string =>
  `The public log stands still (${why}): nothing is signed until it is right again. docs/operating/log.md says what to do.`
export const splitNote = (witness: string): string =>
  `The witness ${witness.replace(/[^\w.:/-]/g, '?')} has seen another public log than the one that is here. docs/operating/log.md says what to do.`
