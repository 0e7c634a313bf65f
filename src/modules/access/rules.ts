/** Programs that look for secrets where they should not be know a token by this beginning. */
export const PREFIX = 'psl_'
/** For how long a token may be good, in days; the first to choose is 90. */
export const DAYS = [7, 30, 90, 180, 365] as const
export const USUAL_DAYS = 90
export const MOST_TOKENS = 20
/** One that is over is listed for a while, so that its owner sees why a program stopped. */
export const KEPT_DAYS = 30

const DAY = 24 * 60 * 60 * 1000

export const tokenEnd = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY)
export const forgottenBefore = (now: Date): Date => new Date(now.getTime() - KEPT_DAYS * DAY)
