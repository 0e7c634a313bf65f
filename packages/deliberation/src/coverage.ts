/**
 * How many people said that they live where, published in tens that never fall, so that subtraction recovers no small count: neither from one table, nor
 * from several that follow one another, with the number of all who said something known exactly at each.
 *
 * Each row has a secret offset of 0 to 9 that stays the same. A row that shows f says: f + offset people or more. Whoever sees it rise knows that so many are
 * there, but not the offset, and so the count of the moment before, were it one person ago, can be any of ten values that follow one another. At least ten
 * people are always in no ten that is shown: else what is left of a known whole would bound the rows from above.
 */

import { fewestPublished } from './sealed.ts'

export type Tens = { readonly [row: string]: number }

export type Count = {
  /** Exact, by row; what is not named is none. */
  readonly counts: { readonly [row: string]: number }
  /** How many people are in all rows together, whether their rows are shown or not. */
  readonly whole: number
  /** Of a row: a whole number from 0 to 9, the same at each call, which nobody else knows. */
  readonly offset: (row: string) => number
}

/** The table to publish after `before`. Rows come by their names, so that their order tells nothing. `ten`: for tests, which try all small tables. */
export function tensAfter(before: Tens, { counts, whole, offset }: Count, ten = fewestPublished): Tens {
  const shown = new Map(Object.entries(before))
  const waiting = Object.keys(counts)
    .toSorted()
    .map((row) => ({ row, tens: tensOf(counts[row] ?? 0, offset(row), ten) }))
  let left = whole - [...shown.values()].reduce((sum, tens) => sum + tens, 0) - ten
  // The rows take turns, so that where not every ten can be shown no row has all of them.
  for (let risen = true; risen;) {
    risen = false
    for (const { row, tens } of waiting) {
      const now = shown.get(row) ?? 0
      if (now >= tens || left < ten) continue
      shown.set(row, now + ten)
      left -= ten
      risen = true
    }
  }
  return Object.fromEntries([...shown].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function tensOf(count: number, offset: number, ten: number): number {
  const beyond = Math.max(0, count - offset)
  return beyond - (beyond % ten)
}
