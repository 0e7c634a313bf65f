import { describe, expect, it } from 'vitest'
import {
  correctedShares,
  nextStatement,
  routingOf,
  tableFor,
  type AskedPerson,
  type Occasion,
  type RoutedGroup,
  type RoutedStatement,
  type Routing,
} from './index.ts'
import { tableOf } from './routing.ts'

/** A linear congruential generator: numbers in [0, 1). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 4_294_967_296
  }
}

const SMALL_SHARE = 0.1
const STATEMENTS = 100
/** A third each: liked by B alone, by A alone, by both more or less. */
const tastes = { A: [0.15, 0.8, 0.6], B: [0.8, 0.2, 0.6] }

/** People come one by one; the first seven answers of each are those of somebody in no group yet. Groups are known; a table holds for ten people. */
function people(boost: boolean, seed: number): { votes: RoutedStatement[]; groups: { id: 'A' | 'B'; size: number }[] } {
  const random = chance(seed)
  const groups = (['A', 'B'] as const).map((id) => ({ id, size: 0 }))
  const counts = () => ({ agrees: 0, disagrees: 0, passes: 0 })
  const votes = Array.from({ length: STATEMENTS }, (_, id) => ({
    id,
    state: 'live' as const,
    ...counts(),
    byGroup: { A: counts(), B: counts() },
  }))
  let routing: Routing = routingOf(votes)
  for (let person = 0; person < 800; person += 1) {
    if (person % 10 === 0) routing = routingOf(votes, boost && person > 30 ? groups : [])
    const place = random() < SMALL_SHARE ? 1 : 0
    const id = place === 1 ? 'B' : 'A'
    const answers = 7 + Math.floor(random() * 25)
    const seen: number[] = []
    while (seen.length < answers) {
      const served = nextStatement(tableFor(routing, seen.length < 7 ? -1 : place), { seen, seed: `${person}/${seen.length}` })
      if (served === null) break
      seen.push(served.statement)
    }
    for (const statement of seen) {
      const side = random() < 0.12 ? 'passes' : random() < (tastes[id][statement % 3] ?? NaN) ? 'agrees' : 'disagrees'
      const vote = votes[statement]
      if (vote === undefined) continue
      vote[side] += 1
      vote.byGroup[id][side] += 1
    }
    const group = groups[place]
    if (group !== undefined) group.size += 1
  }
  return { votes, groups }
}

function covered({ votes, groups }: { votes: readonly RoutedStatement[]; groups: readonly RoutedGroup[] }): number {
  return votes.filter(({ byGroup = {} }) =>
    groups.every(({ id, size }) => {
      const { agrees = 0, disagrees = 0, passes = 0 } = byGroup[id] ?? {}
      return agrees + disagrees + passes >= Math.max(5, size / 10)
    }),
  ).length
}

describe('the boost', () => {
  it.each([1, 2, 3])('lets more statements have enough votes of a group of a tenth, with the same people (seed %d)', (seed) => {
    const [without, withIt] = [covered(people(false, seed)), covered(people(true, seed))]
    expect(withIt).toBeGreaterThanOrEqual(without + 5)
  })
})

/** Half the people are served statement 0 a hundred times as eagerly, and like it; the others do not. The truth is known: half. */
function asked(seed: number): AskedPerson[] {
  const random = chance(seed)
  const ids = Int32Array.from({ length: 60 }, (_, id) => id)
  const eager = tableOf(
    ids,
    Uint32Array.from(ids, (id) => (id === 0 ? 20_000 : 1000)),
  )
  const slow = tableOf(
    ids,
    Uint32Array.from(ids, (id) => (id === 0 ? 200 : 1000)),
  )
  return Array.from({ length: 4000 }, (_, person): AskedPerson => {
    const [table, likes] = person % 2 === 0 ? [eager, 0.9] : [slow, 0.1]
    const seen: number[] = []
    const occasions: Occasion[] = []
    const answers: AskedPerson['answers'][number][] = []
    const leavesAfter = 5 + Math.floor(random() * 10)
    for (let answered = 0; answered < leavesAfter; answered += 1) {
      const served = nextStatement(table, { seen, seed: `${seed}/${person}/${answered}` })
      if (served === null) break
      occasions.push({ table, seen: [...seen], served: served.statement })
      answers.push({ statement: served.statement, value: random() < (served.statement === 0 ? likes : 0.5) ? 1 : -1 })
      seen.push(served.statement)
    }
    return { occasions, answers }
  })
}

describe('shares corrected for routing', () => {
  it('are near the truth where the counted share is far from it', () => {
    for (const seed of [1, 2, 3]) {
      const [first] = correctedShares(asked(seed))
      expect(first?.statement).toBe(0)
      expect(first?.naive).toBeGreaterThan(0.8)
      // Standard error about 0.05: a few hundred weighted answers stand for the half that was hardly asked.
      expect(Math.abs((first?.corrected ?? NaN) - 0.5)).toBeLessThan(0.1)
      expect(first?.effective).toBeLessThan((first?.answers ?? NaN) / 2)
    }
  })

  it('do not depend on the order of people, to the bit', () => {
    const all = asked(4)
    expect(correctedShares(all.toReversed())).toEqual(correctedShares(all))
  })

  it('weigh by hand as the formula says, and leave out what was not served or not answered', () => {
    const table = tableOf(Int32Array.of(0, 1, 2), Uint32Array.of(100, 100, 200))
    const people: AskedPerson[] = [
      // p(0) was 4/5 * 1/4 + 1/15 = 4/15, then seen; had it been open it would have had the same: 1 - (11/15)^2 = 104/225.
      {
        occasions: [
          { table, seen: [], served: 0 },
          { table, seen: [0], served: 2 },
        ],
        answers: [
          { statement: 0, value: 1 },
          { statement: 2, value: 0 },
        ],
      },
      // p(0) = 4/5 * 1/4 + 1/15 once; the second serving went unanswered, and statement 1 was not served.
      {
        occasions: [
          { table, seen: [], served: 0 },
          { table, seen: [0], served: 2 },
        ],
        answers: [
          { statement: 0, value: -1 },
          { statement: 1, value: 1 },
        ],
      },
    ]
    const [zero, two, ...more] = correctedShares(people)
    expect(more).toEqual([])
    const [one, other] = [225 / 104, 15 / 4]
    expect(zero).toMatchObject({ statement: 0, answers: 2, naive: 0.5 })
    expect(zero?.corrected).toBeCloseTo(one / (one + other), 4)
    expect(zero?.effective).toBeCloseTo((one + other) ** 2 / (one ** 2 + other ** 2), 4)
    expect(two).toEqual({ statement: 2, answers: 1, naive: 0, corrected: 0, effective: expect.closeTo(1, 4) })
  })
})
