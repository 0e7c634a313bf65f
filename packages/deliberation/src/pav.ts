/** Proportional approval voting, one place after the other (Thiele 1895). */
import type { Depths } from './approvals.ts'

/** The most places a slate may have: 1/1 up to 1/20 are whole numbers of `pavUnit`. */
export const mostPlaces = 20

/**
 * The least common multiple of 1 to 20. Gains are counted in units of 1/232792560, so that they are exact integers (below 2^53 for up to
 * 38 million people) and two statements are level only when they truly are.
 */
export const pavUnit = 232_792_560

/** What choosing the column would add, in units of 1/`pavUnit`: SUM over its approvers of 1 / (d + 1), d of the chosen ones being approved by them. */
export function pavGain({ counts, columns, levels }: Depths, column: number): number {
  let gain = 0
  for (let depth = 0; depth < Math.min(levels, mostPlaces); depth += 1)
    gain += (counts[depth * columns + column] as number) * (pavUnit / (depth + 1))
  return gain
}

/** The open column with the largest gain, of equal ones the first; null when none is open. `open` holds 1 where a column may be chosen. */
export function nextByPav(depths: Depths, open: Uint8Array): number | null {
  let best: number | null = null
  let most = -1
  for (let column = 0; column < open.length; column += 1) {
    if (open[column] === 0) continue
    const gain = pavGain(depths, column)
    if (gain <= most) continue
    most = gain
    best = column
  }
  return best
}
