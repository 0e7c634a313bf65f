/** The greedy justified candidate rule (Brill & Peters 2023), which always satisfies EJR+. */
import type { Depths } from './approvals.ts'
import { mayClaim, peopleBelow, type Quota } from './ejr-plus.ts'
import { nextByPav } from './pav.ts'

/**
 * The open column that the most people may claim at the highest level at which anybody may claim one; of equal ones the first. Claims
 * only fall while the slate grows, so that asking anew for the highest level is the same as going down from `size` once.
 * When every claim is met, the places that are left go by `nextByPav`. Null when no column is open.
 */
export function nextByGjcr(depths: Depths, open: Uint8Array, quota: Quota): number | null {
  let best: { column: number; level: number; people: number } | null = null
  for (let column = 0; column < open.length; column += 1) {
    if (open[column] === 0) continue
    const below = peopleBelow(depths, column, quota.size)
    let level = quota.size
    while (level > 0 && !mayClaim(below[level] as number, level, quota)) level -= 1
    const people = below[level] as number
    if (level > 0 && (best === null || level > best.level || (level === best.level && people > best.people)))
      best = { column, level, people }
  }
  return best === null ? nextByPav(depths, open) : best.column
}
