/**
 * Extended justified representation, in its strong form EJR+ (Brill & Peters 2023): a share l/k of the people who all approve of one
 * statement must find either that statement in the slate of k, or somebody among them who approves of l chosen ones.
 */
import type { Depths } from './approvals.ts'

/** For whom the slate stands: `size` places, `voters` people. */
export type Quota = { readonly size: number; readonly voters: number }

/**
 * The proof that a slate leaves out people whom it owes a place: `people` approve of `statement`, which is not chosen, and each of them of fewer
 * than `level` chosen ones, although `needed` people, level/size of all, are enough to claim it.
 */
export type Witness = { statement: number; level: number; people: number; needed: number }

/** Whether so many people may claim `level` of the places; a product of integers, because a quotient would be rounded. */
export function mayClaim(people: number, level: number, { size, voters }: Quota): boolean {
  return people * size >= level * voters
}

/** At l, from 1 to `size`: how many approve of the column and of fewer than l chosen ones. At 0 stands 0. */
export function peopleBelow({ counts, columns, levels }: Depths, column: number, size: number): Float64Array {
  const people = new Float64Array(size + 1)
  for (let level = 1; level <= size; level += 1)
    people[level] = (people[level - 1] as number) + (level <= levels ? (counts[(level - 1) * columns + column] as number) : 0)
  return people
}

/**
 * The claim that is exceeded most (in people times size), of equal ones the lowest level, then the first column; null when EJR+ holds.
 * `open` holds 1 where a column could have been chosen and was not.
 */
export function unmetClaim(depths: Depths, open: Uint8Array, quota: Quota): (Omit<Witness, 'statement'> & { column: number }) | null {
  const { size, voters } = quota
  let worst: { column: number; level: number; people: number; excess: number } | null = null
  for (let column = 0; column < open.length; column += 1) {
    if (open[column] === 0) continue
    const below = peopleBelow(depths, column, size)
    for (let level = 1; level <= size; level += 1) {
      const people = below[level] as number
      if (!mayClaim(people, level, quota)) continue
      const excess = people * size - level * voters
      if (worst === null || excess > worst.excess || (excess === worst.excess && level < worst.level))
        worst = { column, level, people, excess }
    }
  }
  if (worst === null) return null
  return { column: worst.column, level: worst.level, people: worst.people, needed: dividedUp(worst.level * voters, size) }
}

/** Rounded up; exact, as the remainder is. */
function dividedUp(total: number, by: number): number {
  const remainder = total % by
  return (total - remainder) / by + (remainder > 0 ? 1 : 0)
}
