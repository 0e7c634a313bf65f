/** The sorts of news, in the order in which they are shown: what has a time limit first. */
export const SORTS = ['decision', 'answer-due', 'event', 'community', 'my-contribution', 'followed', 'hub'] as const
export type Sort = (typeof SORTS)[number]

export const isSort = (text: string): text is Sort => (SORTS as readonly string[]).includes(text)

/**
 * What letters are sent about while nobody has chosen: decisions, since the time for an appeal runs, and what is due of somebody who holds an
 * office. For all else a letter needs a yes: it lies in a mailbox that others may read.
 */
export const LETTERS_AT_FIRST: readonly Sort[] = ['decision', 'answer-due']
export const HOUR_AT_FIRST = 7

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far back the page looks. */
const LOOK_BACK_DAYS = 90
/** Fresh news may be missed by the mark in the header for so long. */
export const MARK_HOLDS_MS = 60_000
/** A letter that could not be handed over by then is given up; a push is of its day. */
const LETTER_DAYS = 2
const PUSH_DAYS = 1
/** So many letters a day besides the one of the day. */
const URGENT_LETTERS = 2
export const MOST_DEVICES = 10
/** So many titles in a letter; the rest is a number. */
export const MOST_TITLES = 10

export const lookBack = (now: Date): Date => new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS)
export const lettersGivenUpBefore = (now: Date): Date => new Date(now.getTime() - LETTER_DAYS * DAY_MS)
export const pushesGivenUpBefore = (now: Date): Date => new Date(now.getTime() - PUSH_DAYS * DAY_MS)

/** What the clock on the wall says: the day, and the hour of it. Where clocks change in the night, an hour is missing from it or comes twice. */
function wallClock(at: Date, zone: string): { readonly day: string; readonly hour: number } {
  const [, day = '', hour = ''] = /(\d{4}-\d\d-\d\d)\D+(\d\d)/.exec(clockIn(zone).format(at)) ?? []
  return { day, hour: Number(hour) }
}

/** To make one takes longer than to use it, and every account is asked about; there are a few hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>()
function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, ...day, hour: '2-digit', hourCycle: 'h23' })
  formats.set(timeZone, made)
  return made
}

export const dayIn = (at: Date, zone: string): string => wallClock(at, zone).day

/** `weekday`: 1 (Monday) to 7, or null for every day. */
export type Timing = { readonly zone: string; readonly hour: number; readonly weekday: number | null }

/** The day whose letter holds at that time: it begins at that hour of the clock on the wall, or at the next one where that hour is left out. */
export function letterDay(at: Date, { zone, hour, weekday }: Timing): string {
  const clock = wallClock(at, zone)
  const day = Date.parse(`${clock.day}T00:00:00Z`) - (clock.hour >= hour ? 0 : DAY_MS)
  const past = weekday === null ? 0 : ((new Date(day).getUTCDay() || 7) - weekday + 7) % 7
  return new Date(day - past * DAY_MS).toISOString().slice(0, 10)
}

const SETTLED_MS = 60_000

/** A letter tells what is a minute old: a deed of this very moment may not have committed yet, and the next letter would begin after it. */
export const settledBy = (now: Date): Date => new Date(now.getTime() - SETTLED_MS)

/** At most one letter a day, or a week, and none before its hour. */
export const letterIsDue = (mailedUntil: Date, until: Date, timing: Timing): boolean =>
  letterDay(until, timing) > letterDay(mailedUntil, timing)

/** From the first hour until the second, over midnight where the second is the smaller one. */
export type Quiet = { readonly from: number; readonly to: number } | null

export function isQuiet(at: Date, zone: string, quiet: Quiet): boolean {
  if (quiet === null) return false
  const { hour } = wallClock(at, zone)
  return quiet.from < quiet.to ? hour >= quiet.from && hour < quiet.to : hour >= quiet.from || hour < quiet.to
}

/** What came in quiet hours waits for their end: then one looks back to before they began. */
export function beforeQuiet(since: Date, zone: string, quiet: Quiet): Date {
  let at = since
  for (let steps = 0; steps < 24 && isQuiet(at, zone, quiet); steps += 1) at = new Date(at.getTime() - HOUR_MS)
  return at
}

/** Once an hour, whatever there is: a device that hums all day is told to be silent. */
export const pushIsDue = (pushedUntil: Date, until: Date): boolean => until.getTime() - pushedUntil.getTime() >= HOUR_MS

/** How many urgent letters there were on the day that it is now. */
export function urgentToday(
  { urgentUntil, urgentLetters }: { urgentUntil: Date | null; urgentLetters: number },
  at: Date,
  zone: string,
): number {
  return urgentUntil !== null && dayIn(urgentUntil, zone) === dayIn(at, zone) ? urgentLetters : 0
}

export const mayWriteUrgently = (today: number): boolean => today < URGENT_LETTERS

/** Counts of urgent letters from before then are of no use to anybody. */
export const urgentForgottenBefore = (now: Date): Date => new Date(now.getTime() - 2 * DAY_MS)

const BOUNCES = 3
export const BOUNCE_DAYS = 30
export const bouncesForgottenBefore = (now: Date): Date => new Date(now.getTime() - BOUNCE_DAYS * DAY_MS)

/** For good, and about the address: what begins with 5.7 says that the hub itself is not trusted, and would end everybody's letters at once. */
export const isBounce = (status: string): boolean => status.startsWith('5.') && !status.startsWith('5.7.')

/** No such mailbox; it has moved; a domain that takes no mail (RFC 3463, RFC 7505). */
const NOBODY = new Set(['5.1.1', '5.1.6', '5.1.10'])

export type Stopped = 'nobody' | 'refused'

/** Why letters stop after this one came back, where so many came back within thirty days. */
export const stoppedAfter = (status: string, bounces: number): Stopped | null =>
  NOBODY.has(status) ? 'nobody' : bounces >= BOUNCES ? 'refused' : null

type Told = { readonly key: string; readonly sort: Sort; readonly at: Date }

/** Of several about one thing the newest; where two are of the same moment, the one of the sort that stands first. The newest first. */
export function newest<T extends Told>(news: readonly T[], now: Date): readonly T[] {
  const order = (a: T, b: T) => b.at.getTime() - a.at.getTime() || SORTS.indexOf(a.sort) - SORTS.indexOf(b.sort) || (a.key < b.key ? -1 : 1)
  const known = new Set<string>()
  return news
    .filter(({ at }) => at <= now)
    .toSorted(order)
    .filter(({ key }) => !known.has(key) && known.add(key) !== null)
}
