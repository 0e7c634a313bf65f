import { describe, expect, it } from 'vitest'
import { nextStatement, routingTable, type RoutedStatement } from './index.ts'

const fresh = (id: number, state: RoutedStatement['state'] = 'live'): RoutedStatement => ({ id, state, agrees: 0, disagrees: 0, passes: 0 })

describe('the routing table', () => {
  it('weighs by priority, meta as 49, and leaves out what is moderated out', () => {
    const table = routingTable([
      { ...fresh(9), agrees: 5, disagrees: 3, passes: 2, extremity: 1 },
      fresh(4, 'meta'),
      fresh(6, 'moderated-out'),
      fresh(1),
    ])
    expect([...table.ids]).toEqual([1, 4, 9])
    expect([...table.weights]).toEqual([5.0625, 49, 5.0625])
    expect([...table.cumulative]).toEqual([5.0625, 54.0625, 59.125])
  })

  it('refuses an id listed twice', () => expect(() => routingTable([fresh(1), fresh(1)])).toThrow(RangeError))
})

describe('the next statement', () => {
  const table = routingTable(Array.from({ length: 1000 }, (_, id) => ({ ...fresh(id), agrees: id % 7, disagrees: id % 5, passes: id % 3 })))

  it('is the same for the same seed, and another for others', () => {
    const seen = new Set([1, 2, 3])
    const draws = Array.from({ length: 50 }, (_, votes) => nextStatement(table, { seen, seed: `p-17/${votes}` }))
    expect(draws).toEqual(Array.from({ length: 50 }, (_, votes) => nextStatement(table, { seen: [1, 2, 3], seed: `p-17/${votes}` })))
    expect(new Set(draws).size).toBeGreaterThan(40)
    expect(nextStatement(table, { seen, seed: 3 })).toBe(nextStatement(table, { seen, seed: '3' }))
  })

  it('is never one that was seen, and serves each exactly once until none is left', () => {
    const seen = new Set<number>()
    for (let votes = 0; votes < 1000; votes += 1) {
      const id = nextStatement(table, { seen, seed: `p/${votes}` })
      if (id === null || seen.has(id)) throw new Error(`served ${id} after ${votes} votes`)
      seen.add(id)
    }
    expect(seen.size).toBe(1000)
    expect(nextStatement(table, { seen, seed: 'p/1000' })).toBeNull()
    expect(nextStatement(routingTable([]), { seen: [], seed: 1 })).toBeNull()
  })

  it.each([
    ['when little was seen', [0]],
    ['when nearly all was seen, by the exact pass', [0, 3]],
  ])('is drawn in proportion to priority %s', (_, seen) => {
    // Weights: 49 million to one for what was seen in the second case, so that rejection gives up.
    const heavy = {
      ids: Int32Array.of(0, 1, 2, 3),
      weights: Float64Array.of(1, 1, 3, 1e6),
      cumulative: Float64Array.of(1, 2, 5, 1_000_005),
    }
    const light = { ids: heavy.ids, weights: Float64Array.of(1, 1, 3, 0), cumulative: Float64Array.of(1, 2, 5, 5) }
    const table = seen.length > 1 ? heavy : light
    const counts = [0, 0, 0, 0]
    for (let seed = 0; seed < 20_000; seed += 1) {
      const id = nextStatement(table, { seen, seed }) ?? NaN
      counts[id] = (counts[id] ?? NaN) + 1
    }
    expect(counts[0]).toBe(0)
    expect(counts[3]).toBe(0)
    // 5,000 expected; five standard deviations of a binomial are 306.
    expect(Math.abs((counts[1] ?? NaN) - 5000)).toBeLessThan(306)
  })
})
