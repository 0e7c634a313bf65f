/** The sorts of news, in the order in which they are shown: what has a time limit first. */
export const SORTS = ['decision', 'answer-due', 'my-contribution', 'hub'] as const
export type Sort = (typeof SORTS)[number]

export const isSort = (text: string): text is Sort => (SORTS as readonly string[]).includes(text)

/**
 * What letters are sent about while nobody has chosen: decisions, since the time for an appeal runs, and what is due of somebody who holds an
 * office. For all else a letter needs a yes: it lies in a mailbox that others may read.
 */
export const LETTERS_AT_FIRST: readonly Sort[] = ['decision', 'answer-due']

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far back the page looks. */
const LOOK_BACK_DAYS = 90
export const MORNING_HOUR = 7
/** Fresh news may be missed by the mark in the header for so long. */
export const MARK_HOLDS_MS = 60_000
/** A letter that could not be handed over by then is given up. */
const LETTER_DAYS = 2

export const lookBack = (now: Date): Date => new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS)
export const lettersGivenUpBefore = (now: Date): Date => new Date(now.getTime() - LETTER_DAYS * DAY_MS)

/** The day whose morning holds at that time in that zone: it begins at seven. (Where clocks change in that night, at six or eight.) */
export function morningOf(at: Date, timeZone: string): string {
  return daysIn(timeZone).format(new Date(at.getTime() - MORNING_HOUR * HOUR_MS))
}

/** To make one takes longer than to use it, and every account is asked about; there are a few hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>()
function daysIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, made)
  return made
}

const SETTLED_MS = 60_000

/** A letter tells what is a minute old: a deed of this very moment may not have committed yet, and the next letter would begin after it. */
export const settledBy = (now: Date): Date => new Date(now.getTime() - SETTLED_MS)

/** At most one letter a day, and none before seven in the morning. */
export const letterIsDue = (mailedUntil: Date, until: Date, timeZone: string): boolean =>
  morningOf(until, timeZone) > morningOf(mailedUntil, timeZone)

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
