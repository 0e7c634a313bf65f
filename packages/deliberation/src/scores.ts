/** The formulas: small pure functions of counts. A = agrees, D = disagrees, S = votes (passes included), g = a group. */

/** A and S of one group. */
export type Proportion = { n: number; trials: number }

/** (n + 1) / (trials + 2): the share with one vote of doubt on each side (Polis's pa and pd). */
export function smoothed({ n, trials }: Proportion): number {
  return (n + 1) / (trials + 2)
}

/** z score of a share against one half: 2 sqrt(S + 1) ((n + 1) / (S + 1) - 1/2) (Polis). */
export function proportionTest({ n, trials }: Proportion): number {
  return 2 * Math.sqrt(trials + 1) * ((n + 1) / (trials + 1) - 0.5)
}

/** z score of the difference of two shares, each of the four counts plus one; 0 when everybody took the side (Polis). */
export function twoProportionTest(one: Proportion, other: Proportion): number {
  const n1 = one.trials + 1
  const n2 = other.trials + 1
  const p1 = (one.n + 1) / n1
  const p2 = (other.n + 1) / n2
  const pooled = (one.n + 1 + other.n + 1) / (n1 + n2)
  if (pooled === 1) return 0
  return (p1 - p2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
}

/** PROD (n_g + 1) / (S_g + 2) over groups: Polis's group-aware consensus when n counts agrees. 1 for no groups. */
export function groupProduct(groups: readonly Proportion[]): number {
  let product = 1
  for (const group of groups) product *= smoothed(group)
  return product
}

/**
 * The `degree`-th root of `value` (0 to 1) by Newton's method from 1. It falls towards the root, by at most one part in `degree`
 * a step, and stops at the first step that does not fall, so the result is the same everywhere that + - * / are.
 */
export function root(value: number, degree: number): number {
  if (degree === 1 || value === 0) return value
  if (degree === 2) return Math.sqrt(value)
  let guess = 1
  for (;;) {
    let power = 1
    for (let factor = 1; factor < degree; factor += 1) power *= guess
    const next = guess - (power * guess - value) / (degree * power)
    if (!(next < guess)) return guess
    guess = next
  }
}

/**
 * Wilson score interval (E. B. Wilson, 1927) of `successes` out of `total` at `z` standard deviations: [lower, upper] in
 * 0 to 1. [0, 1] when `total` is 0. Throws a RangeError for counts that cannot be.
 */
export function wilson(successes: number, total: number, z: number): [number, number] {
  if (!(successes >= 0 && successes <= total)) throw new RangeError(`${successes} successes out of ${total} cannot be`)
  if (total === 0) return [0, 1]
  const p = successes / total
  const square = z * z
  const centre = p + square / (2 * total)
  const reach = z * Math.sqrt((p * (1 - p) + square / (4 * total)) / total)
  const whole = 1 + square / total
  return [Math.max(0, (centre - reach) / whole), Math.min(1, (centre + reach) / whole)]
}

/** 2^(-r / 5) for r = 0 to 4, stored because powers are not computed alike everywhere. */
const fifths = [1, 0.8705505632961241, 0.757858283255199, 0.6597539553864471, 0.5743491774985174] as const

/** 2^(-votes / 5), from a stored value times an exact power of two. */
export function fading(votes: number): number {
  const rest = votes % 5
  let value: number = fifths[rest as 0 | 1 | 2 | 3 | 4]
  for (let halvings = (votes - rest) / 5; halvings > 0 && value > 0; halvings -= 1) value /= 2
  return value
}

/**
 * Polis's priority: [ (1 - p)(E + 1) a (1 + 8 * 2^(-S / 5)) ]^2 with p = (passes + 1)/(S + 2), a = (agrees + 1)/(S + 2).
 * `extremity` E is 0 while no analysis exists. Larger is served more often; 5.0625 for a statement without votes.
 */
export function priority(counts: { agrees: number; disagrees: number; passes: number }, extremity: number): number {
  const votes = counts.agrees + counts.disagrees + counts.passes
  const passing = (counts.passes + 1) / (votes + 2)
  const agreeing = (counts.agrees + 1) / (votes + 2)
  const importance = (1 - passing) * (extremity + 1) * agreeing
  const weight = importance * (1 + 8 * fading(votes))
  return weight * weight
}
