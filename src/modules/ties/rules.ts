import type { Sort } from './tables.ts'

const DAY_MS = 86_400_000

/** Whoever is asked for a tie answers within so many days; then the proposal is over. */
export const TIE_DAYS = 30
/** After a no the same two are not asked again for so many days. */
export const REST_DAYS = 90
/** So many proposals of one community wait at once. */
export const MOST_OPEN = 10
/** Stewards answer a merger within so many days, members object within so many more, and so long it can be undone. */
export const MERGER_DAYS = 14
export const OBJECT_DAYS = 14
export const UNDO_DAYS = 14
export const LONGEST = { text: 600 } as const
/** So far up a circle is looked for. */
export const DEEPEST = 20

export const dayIn = (at: Date): string => at.toISOString().slice(0, 10)
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)
export const daysAfter = (at: Date, days: number): string => dayIn(new Date(at.getTime() + days * DAY_MS))

/** What the other is to the one that looks. */
export type Seen = 'within' | 'holds' | 'peer'
export function seenFrom(sort: Sort, fromHere: boolean): Seen {
  if (sort === 'peer') return 'peer'
  return (sort === 'part-of') === fromHere ? 'within' : 'holds'
}

/** Which of two is the part, and which the whole; null: neither. */
export const partOf = (sort: Sort, { from, to }: { readonly from: string; readonly to: string }) =>
  sort === 'peer' ? null : sort === 'part-of' ? { part: from, whole: to } : { part: to, whole: from }

/** So many objections end a merger: a third of the members, one at least. */
export const objectionsEnough = (members: number): number => Math.max(1, Math.ceil(members / 3))
