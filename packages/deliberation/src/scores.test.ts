import { describe, expect, it } from 'vitest'
import { fading, groupProduct, priority, proportionTest, root, smoothed, twoProportionTest, wilson } from './scores.ts'

describe('the published formulas, against tables worked out by hand', () => {
  it.each([
    // n of trials: (n + 1) / (trials + 2); 2 sqrt(trials + 1) ((n + 1) / (trials + 1) - 1/2)
    { n: 0, trials: 0, share: 0.5, z: 1 },
    { n: 3, trials: 3, share: 0.8, z: 2 },
    { n: 0, trials: 3, share: 0.2, z: -1 },
    { n: 8, trials: 15, share: 9 / 17, z: 0.5 },
    { n: 11, trials: 15, share: 12 / 17, z: 2 },
  ])('$n of $trials: share $share, test $z', ({ n, trials, share, z }) => {
    expect(smoothed({ n, trials })).toBeCloseTo(share, 14)
    expect(proportionTest({ n, trials })).toBeCloseTo(z, 14)
  })

  it('compares two shares with each count plus one', () => {
    // 9 of 9 beside 0 of 9: p1 = 1, p2 = 1/10, pooled 11/20; sqrt(11/20 * 9/20 * 2/10) = sqrt(0.0495)
    expect(twoProportionTest({ n: 9, trials: 9 }, { n: 0, trials: 9 })).toBeCloseTo(0.9 / Math.sqrt(0.0495), 13)
    expect(twoProportionTest({ n: 4, trials: 9 }, { n: 4, trials: 9 })).toBe(0)
    expect(twoProportionTest({ n: 9, trials: 9 }, { n: 5, trials: 5 })).toBe(0)
  })

  it('multiplies the shares of groups', () => {
    const groups = [
      { n: 8, trials: 8 },
      { n: 1, trials: 6 },
    ]
    expect(groupProduct(groups)).toBeCloseTo((9 / 10) * (2 / 8), 15)
    expect(groupProduct([])).toBe(1)
  })

  it.each([
    [0.25, 2, 0.5],
    [0.001, 3, 0.1],
    [1 / 32, 5, 0.5],
    [1, 4, 1],
    [0.7, 1, 0.7],
    [0, 3, 0],
    [1e-40, 26, 0.02894266124716751],
    [1e-254, 127, 0.01],
  ])('the root of %f of degree %i is %f', (value, degree, expected) => expect(root(value, degree)).toBeCloseTo(expected, 14))

  it('keeps the order of what it takes roots of', () => {
    for (const degree of [2, 3, 4, 5, 8]) {
      const roots = Array.from({ length: 200 }, (_, at) => root((at + 1) / 200, degree))
      expect(roots).toEqual(roots.toSorted((a, b) => a - b))
    }
  })

  it('gives the Wilson interval', () => {
    // 5 of 10 at z = 2: (0.5 + 0.2 -+ 2 sqrt((0.25 + 0.1) / 10)) / 1.4
    const reach = 2 * Math.sqrt(0.035)
    expect(wilson(5, 10, 2)[0]).toBeCloseTo((0.7 - reach) / 1.4, 14)
    expect(wilson(5, 10, 2)[1]).toBeCloseTo((0.7 + reach) / 1.4, 14)
    expect(wilson(0, 0, 1.2816)).toEqual([0, 1])
    expect(wilson(0, 4, 1)).toEqual([0, 0.2])
    expect(() => wilson(3, 2, 1)).toThrow(RangeError)
    expect(() => wilson(-1, 2, 1)).toThrow(RangeError)
  })

  it('fades by half every five votes', () => {
    expect([0, 5, 10, 50].map(fading)).toEqual([1, 0.5, 0.25, 1 / 1024])
    for (let votes = 0; votes < 60; votes += 1) expect(fading(votes)).toBeCloseTo(2 ** (-votes / 5), 15)
    expect(fading(1_000_000)).toBe(0)
  })

  it('weighs a statement as Polis does', () => {
    // No votes: p = a = 1/2, so (1/2 * 1 * 1/2 * 9)^2
    expect(priority({ agrees: 0, disagrees: 0, passes: 0 }, 0)).toBe(5.0625)
    // Ten votes, 5 agrees, 2 passes, E = 1: p = 3/12, a = 6/12, (3/4 * 2 * 1/2 * (1 + 8/4))^2
    expect(priority({ agrees: 5, disagrees: 3, passes: 2 }, 1)).toBe(5.0625)
    expect(priority({ agrees: 5, disagrees: 3, passes: 2 }, 0)).toBe(1.265625)
  })
})
