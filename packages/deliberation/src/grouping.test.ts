import { describe, expect, it } from 'vitest'
import { firstCut } from './first-cut.ts'
import { clearest } from './grouping.ts'
import { analyse, membersOf, parametersNamed, type Conversation, type StatementInput, type VoteValue } from './index.ts'
import { cells, separate } from './points.ts'
import { silhouettes } from './silhouette.ts'
import { below } from './testing/invented.ts'

type Camp = (statement: number) => number
type Planted = { camps: readonly { size: number; agreeing: Camp }[]; statements: number; seen: number; seed: number }

/** People who see a part of the statements and agree with a probability (in percent) that is their camp's. */
function planted({ camps, statements, seen, seed }: Planted): Conversation {
  const draw = below(seed)
  const votes = { participants: [] as number[], statements: [] as number[], values: [] as number[] }
  let participant = 0
  for (const { size, agreeing } of camps) {
    for (let member = 0; member < size; member += 1, participant += 1) {
      for (let statement = 0; statement < statements; statement += 1) {
        if (draw(100) >= seen) continue
        const value: VoteValue = draw(100) < 15 ? 0 : draw(100) < agreeing(statement) ? 1 : -1
        votes.participants.push(participant)
        votes.statements.push(statement)
        votes.values.push(value)
      }
    }
  }
  return { statements: Array.from({ length: statements }, (_, id): StatementInput => ({ id, state: 'live' })), votes }
}

/** 20 to 80 percent by statement, the same for everybody: votes on one statement say nothing about another. */
const popularity: Camp = (statement) => 20 + ((statement * 37) % 61)
const campOf =
  (camp: number, camps: number): Camp =>
  (statement) =>
    statement % camps === camp ? 85 : 20

/** Share of people whom the groups put together or apart as the camps do, over all pairs. */
function agreementWith(sizes: readonly number[], conversation: Conversation): number {
  const analysis = analyse(conversation)
  const campOfPerson = sizes.flatMap((size, camp) => Array.from({ length: size }, () => camp))
  const groupOfPerson = new Map(analysis.groups.flatMap((_, place) => membersOf(analysis, place).map((member) => [member, place] as const)))
  const people = [...groupOfPerson.keys()]
  let same = 0
  let pairs = 0
  for (const one of people) {
    for (const other of people) {
      if (one >= other) continue
      pairs += 1
      if ((campOfPerson[one] === campOfPerson[other]) === (groupOfPerson.get(one) === groupOfPerson.get(other))) same += 1
    }
  }
  return pairs === 0 ? 0 : same / pairs
}

describe('no clear groups', () => {
  it.each([
    [40, 1],
    [90, 2],
    [300, 3],
    [800, 4],
    [2500, 5],
  ])('is said where votes say nothing about one another: %i people', (size, seed) => {
    const analysis = analyse(planted({ camps: [{ size, agreeing: popularity }], statements: 30, seen: 60, seed }))
    expect(analysis).toMatchObject({ groups: [], noGroups: 'no-clear-groups', silhouette: null, steadiness: null })
    expect(analysis.evidence?.spread).toBeLessThan(1.5)
    expect(analysis.evidence?.spread).toBeGreaterThan(0.5)
  })

  it('is not said where there are camps, whose evidence is told', () => {
    const camps = [60, 60].map((size, camp) => ({ size, agreeing: campOf(camp, 2) }))
    const { evidence, noGroups, steadiness } = analyse(planted({ camps, statements: 30, seen: 60, seed: 8 }))
    expect(noGroups).toBeNull()
    expect(evidence?.deviations).toBeGreaterThan(5)
    expect(evidence?.spread).toBeGreaterThan(4)
    expect(steadiness).toBeGreaterThan(0.95)
  })
})

describe('groups', () => {
  it.each([
    ['two even camps', [50, 50]],
    ['an uneven pair', [120, 30]],
    ['three camps', [70, 60, 50]],
    ['more people than are taken one by one', [400, 300]],
    ['three large camps', [400, 350, 300]],
  ])('are the camps that were planted: %s', (_, sizes) => {
    const camps = sizes.map((size, camp) => ({ size, agreeing: campOf(camp, sizes.length) }))
    const conversation = planted({ camps, statements: 36, seen: 70, seed: 21 })
    expect(analyse(conversation).groups).toHaveLength(sizes.length)
    expect(agreementWith(sizes, conversation)).toBeGreaterThan(0.95)
  })

  it('do not hear what people are called, not even those who voted alike', () => {
    const camps = [40, 40].map((size, camp) => ({ size, agreeing: campOf(camp, 2) }))
    const conversation = planted({ camps, statements: 8, seen: 100, seed: 5 })
    const { participants, statements, values } = conversation.votes as { participants: number[]; statements: number[]; values: number[] }
    const renamed = { ...conversation, votes: { participants: participants.map((id) => (id * 7919) % 10_007), statements, values } }
    const sizes = (one: Conversation) => analyse(one).groups
    expect(sizes(renamed)).toEqual(sizes(conversation))
    expect(analyse(renamed).evidence).toEqual(analyse(conversation).evidence)
  })
})

describe('three groups', () => {
  /** 600 people: three places, and six who stand between two of these: as cells they belong to the third place, as points to the second. */
  const third = (size: number) => {
    const places = [
      [-80_000, 0, 300],
      [80_000, 0, 294 - size],
      [0, 120_000, size],
      [26_400, 40_800, 6],
    ] as const
    const people = places.flatMap(([x, y, count]) => Array.from({ length: count }, () => [x, y] as const))
    const points = { xs: Float64Array.from(people, ([x]) => x), ys: Float64Array.from(people, ([, y]) => y) }
    const { k, labels } = clearest(points, 0, parametersNamed('passerelle-1'))
    return Array.from({ length: k }, (_, group) => labels.filter((label) => label === group).length).toSorted((a, b) => a - b)
  }

  it('have 5 % of the people each, also where cells counted others in', () => {
    expect(third(30)).toEqual([30, 270, 300])
    expect(third(27)).toEqual([273, 327])
  })
})

describe('the first cut', () => {
  const parameters = parametersNamed('passerelle-1')
  const cut = (xs: readonly number[]) => firstCut({ xs: Float64Array.from(xs), ys: new Float64Array(xs.length) }, parameters)
  const times = (x: number, count: number) => Array.from({ length: count }, () => x)

  it('is half way between two camps that stand in one place each, whatever their sizes', () => {
    expect(cut([...times(-1000, 30), ...times(3000, 30)])).toBeCloseTo(1000, 6)
    expect(cut([...times(-1000, 60), ...times(3000, 40)])).toBeCloseTo(1000, 6)
  })

  it('is moved until both sides have enough people, and is none where they cannot', () => {
    // Three far away: five people at least belong on their side.
    const moved = cut([...times(0, 20), 10, 20, 30, ...times(5000, 3)]) ?? NaN
    expect([...times(0, 20), 10, 20, 30, ...times(5000, 3)].filter((x) => x > moved)).toHaveLength(5)
    expect(cut(times(7, 30))).toBeNull()
    expect(cut([1, 2, 3, 4])).toBeNull()
    // Nearly all stand in one place: wherever the cut goes, one side is too small.
    expect(cut([...times(0, 3), ...times(1000, 95), ...times(2000, 2)])).toBeNull()
  })
})

describe('points', () => {
  it('gathered into cells weigh as many as they are, near where they were', () => {
    const draw = below(3)
    const xs = Float64Array.from({ length: 2000 }, () => draw(100_000) - 50_000)
    const ys = Float64Array.from({ length: 2000 }, () => draw(60_000) - 30_000)
    const gathered = cells({ xs, ys }, 10)
    expect(gathered.weights.reduce((sum, weight) => sum + weight, 0)).toBe(2000)
    expect(gathered.xs.length).toBeLessThan(1000)
    const mean = (values: Float64Array, weights: Float64Array | null) =>
      values.reduce((sum, value, at) => sum + value * (weights?.[at] ?? 1), 0) / 2000
    expect(Math.abs(mean(gathered.xs, gathered.weights) - mean(xs, null))).toBeLessThan(500)
  })

  it('have the silhouette of the textbook', () => {
    // Two pairs: a = 2 within, b = (10 + 12) / 2 or (8 + 10) / 2 to the other pair.
    const points = separate({ xs: Float64Array.of(0, 2, 10, 12), ys: new Float64Array(4) })
    const expected = (2 * ((11 - 2) / 11) + 2 * ((9 - 2) / 9)) / 4
    expect(silhouettes(points, [Uint8Array.of(0, 0, 1, 1)])[0]).toBeCloseTo(expected, 6)
  })
})
