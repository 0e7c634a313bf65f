import { describe, expect, it } from 'vitest'
import { nextStatement, routingOf, tableFor, type Routing, type RoutedStatement, type RoutingTable } from './index.ts'
import { tableOf } from './routing.ts'

const fresh = (id: number, state: RoutedStatement['state'] = 'live'): RoutedStatement => ({ id, state, agrees: 0, disagrees: 0, passes: 0 })
const agrees = (count: number) => ({ agrees: count, disagrees: 0, passes: 0 })
const weightsOf = ({ tables }: Routing) => tables.map(({ weights }) => Array.from(weights, (weight) => weight / 1024))

/** Weights in units, of statements 0, 1, 2... */
const plain = (...weights: number[]): RoutingTable => tableOf(Int32Array.from(weights.keys()), Uint32Array.from(weights))

describe('the chances', () => {
  it('are priorities, 49 for meta, and nothing for what is moderated out', () => {
    const routing = routingOf([
      { ...fresh(9), agrees: 5, disagrees: 3, passes: 2, extremity: 1 },
      fresh(4, 'meta'),
      fresh(6, 'moderated-out'),
      fresh(1),
    ])
    expect([...routing.ids]).toEqual([1, 4, 9])
    // [(1 - 3/12)(1 + 1)(6/12)(1 + 8/4)]^2 = 5.0625 as well.
    expect(weightsOf(routing)).toEqual([[5.0625, 49, 5.0625]])
    expect([...tableFor(routing, -1).cumulative]).toEqual([5.0625, 54.0625, 59.125].map((sum) => sum * 1024))
  })

  it('are eight times as high where the own group lacks votes; in between for people in none', () => {
    const groups = [
      { id: 'A', size: 90 },
      { id: 'B', size: 30 },
    ]
    const statement = (id: number, a: number, b: number): RoutedStatement => ({
      ...{ ...fresh(id), agrees: 5, disagrees: 3, passes: 2, extremity: 1 },
      byGroup: { A: agrees(a), B: agrees(b) },
    })
    // A owes nine votes (a tenth), B five.
    const routing = routingOf([statement(0, 9, 5), statement(1, 8, 5), statement(2, 9, 4), statement(3, 0, 0), fresh(4, 'meta')], groups)
    expect(weightsOf(routing).map((weights) => weights.map((weight, at) => weight / (at === 4 ? 49 : 5.0625)))).toEqual([
      [1, 8, 1, 8, 1],
      [1, 1, 8, 8, 1],
      [1, (90 * 8 + 30) / 120, (90 + 30 * 8) / 120, 8, 1].map((boost) => Math.round(5184 * boost) / 5184),
    ])
    expect(tableFor(routing, 1)).toBe(routing.tables[1])
    for (const none of [-1, 3]) expect(tableFor(routing, none)).toBe(routing.tables[2])
  })

  it('ask nothing of an empty group, and count a group that is not named as one without votes', () => {
    const one = routingOf([fresh(0)], [{ id: 'A', size: 0 }])
    expect(weightsOf(one)).toEqual([[5.0625], [5.0625]])
    expect(weightsOf(routingOf([fresh(0)], [{ id: 'A', size: 1 }]))).toEqual([[40.5], [40.5]])
  })

  it('stay whole numbers from 1 that 32 bits hold', () => {
    const routing = routingOf([{ ...fresh(0), disagrees: 10_000 }, { ...fresh(1), extremity: 1e6 }, fresh(2)])
    expect([...(routing.tables[0]?.weights ?? [])]).toEqual([1, 2 ** 32 - 1, 5184])
  })

  it('refuse an id listed twice, and a group that has no number of people', () => {
    expect(() => routingOf([fresh(1), fresh(1)])).toThrow(RangeError)
    for (const size of [-1, 0.5, NaN]) expect(() => routingOf([fresh(1)], [{ id: 'A', size }])).toThrow(RangeError)
  })
})

describe('the next statement', () => {
  const many = Array.from({ length: 1000 }, (_, id) => ({ ...fresh(id), agrees: id % 7, disagrees: id % 5, passes: id % 3 }))
  const table = tableFor(routingOf(many), -1)

  it('is the same for the same seed whatever the order of what was seen, and another for others', () => {
    const drawn = (seen: Iterable<number>) =>
      Array.from({ length: 50 }, (_, votes) => nextStatement(table, { seen, seed: `p-17/${votes}` }))
    expect(drawn(new Set([1, 2, 3]))).toEqual(drawn([3, 1, 2, 1, 5000]))
    expect(new Set(drawn([1, 2, 3]).map((one) => one?.statement)).size).toBeGreaterThan(40)
    expect(nextStatement(table, { seen: [], seed: 3 })).toEqual(nextStatement(table, { seen: [], seed: '3' }))
  })

  it('is never one that was seen, and serves each exactly once until none is left', () => {
    const seen = new Set<number>()
    for (let votes = 0; votes < 1000; votes += 1) {
      const served = nextStatement(table, { seen, seed: `p/${votes}` })
      if (served === null || seen.has(served.statement)) throw new Error(`served ${served?.statement} after ${votes} votes`)
      seen.add(served.statement)
    }
    expect(seen.size).toBe(1000)
    expect(nextStatement(table, { seen, seed: 'p/1000' })).toBeNull()
    expect(nextStatement(tableFor(routingOf([]), -1), { seen: [], seed: 1 })).toBeNull()
  })

  it.each([
    ['nothing', []],
    ['the heaviest', [4]],
    ['the first and the last', [0, 5]],
    ['all but two', [0, 2, 4, 5]],
  ])('comes in the proportions it says when %s was seen: by chances four times of five, evenly once', (_, seen) => {
    const weights = [100, 100, 300, 7, 500_000, 40]
    const small = plain(...weights)
    const draws = 40_000
    const counts = { explored: weights.map(() => 0), not: weights.map(() => 0) }
    const told = new Map<number, number>()
    for (let seed = 0; seed < draws; seed += 1) {
      const served = nextStatement(small, { seen, seed })
      if (served === null) throw new Error('none was served')
      const list = counts[served.explored ? 'explored' : 'not']
      list[served.statement] = (list[served.statement] ?? NaN) + 1
      expect(served.propensity).toBe(told.get(served.statement) ?? served.propensity)
      told.set(served.statement, served.propensity)
    }
    const open = weights.map((weight, id) => (seen.includes(id) ? 0 : weight))
    const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0)
    const near = (count: number, trials: number, p: number) =>
      expect(Math.abs(count - trials * p)).toBeLessThanOrEqual(5 * Math.sqrt(trials * p * (1 - p)))
    near(sum(counts.explored), draws, 0.2)
    for (const [id, weight] of open.entries()) {
      const [explored = NaN, not = NaN] = [counts.explored[id], counts.not[id]]
      near(explored, sum(counts.explored), weight === 0 ? 0 : 1 / (6 - seen.length))
      near(not, sum(counts.not), weight / sum(open))
      if (weight === 0) expect(told.has(id)).toBe(false)
      else near(explored + not, draws, told.get(id) ?? NaN)
    }
    expect(sum([...told.values()])).toBeCloseTo(1, 12)
  })

  it('looks at a logarithm of the table for what was seen and for the draw, not through it', () => {
    const readsAt = (size: number, seen: number) => {
      let reads = 0
      const counted = <T extends object>(column: T): T =>
        new Proxy(column, {
          get(target, key): unknown {
            if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1
            return Reflect.get(target, key)
          },
        })
      const { ids, weights, cumulative } = tableOf(
        Int32Array.from({ length: size }, (_, id) => id),
        new Uint32Array(size).fill(5184),
      )
      const watched = { ids: counted(ids), weights: counted(weights), cumulative: counted(cumulative) }
      let most = 0
      for (let seed = 0; seed < 200; seed += 1) {
        reads = 0
        nextStatement(watched, { seen: Array.from({ length: seen }, (_, at) => (at * 37 + seed) % size), seed })
        most = Math.max(most, reads)
      }
      return most
    }
    for (const [size, depth] of [
      [1024, 10],
      [65_536, 16],
    ] as const) {
      expect(readsAt(size, 0)).toBeGreaterThan(0)
      for (const seen of [0, 30]) expect(readsAt(size, seen)).toBeLessThanOrEqual((seen + 1) * (depth + 5))
    }
  })
})
