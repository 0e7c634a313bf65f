/** How much a finding stands out: 1 noticeable, 2 strong, 3 very strong. */
export type Strength = 1 | 2 | 3

/** By the number of findings that chance alone would give in the whole dialogue: each step is a thousand times rarer. */
export function strengthOf(byChance: number, limit: number): Strength {
  if (byChance < limit / 1_000_000) return 3
  return byChance < limit / 1000 ? 2 : 1
}

/**
 * At most how likely it is that `count` or more come where `expected` are expected, if they come one by one: expected^count / count!,
 * a bound of the Poisson tail. Infinity where the bound says nothing.
 */
export function tailBound(expected: number, count: number): number {
  let bound = 1
  for (let one = 1; one <= count; one += 1) bound *= expected / one
  return bound
}
