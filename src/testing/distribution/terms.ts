/** What must be equal where a statement is true, as groups of names: `find` tells whether two stand for the same value. */
export type Equal = { join(one: string, other: string): void; find(one: string): string; hasFixed(one: string): boolean }

/** Names that begin with this stand for a value that is given with the statement. */
export const FIXED = '='

export function openEqual(): Equal {
  const above = new Map<string, string>()
  const find = (one: string): string => {
    const next = above.get(one)
    return next === undefined ? one : find(next)
  }
  return {
    find,
    join(one, other) {
      const [first, second] = [find(one), find(other)]
      if (first === second) return
      // A given value stays on top, so that a group that has one is known by it.
      if (first.startsWith(FIXED)) above.set(second, first)
      else above.set(first, second)
    },
    hasFixed: (one) => find(one).startsWith(FIXED),
  }
}
