import { describe, expect, it } from 'vitest'
import { byPasses, columnWeights, fromPairs, passSums, type Components } from './components.ts'
import { analyse, finalVotes, membersOf, placeOf } from './index.ts'
import type { Analysis, Conversation, StatementInput, Vote, Votes } from './index.ts'
import { voteMatrix, type Matrix } from './matrix.ts'
import { pairSums } from './pairs.ts'

type Listed = Conversation & { votes: Votes }

/** Camps that vote alike but for one vote in eight; the same numbers at every run. */
function camps(sizes: readonly number[], statements: number, opinion: (camp: number, statement: number) => number): Listed {
  let state = 2026
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 0x100000000
  }
  const votes: Vote[] = []
  let participant = 0
  for (const [camp, size] of sizes.entries()) {
    for (let member = 0; member < size; member += 1, participant += 1) {
      for (let statement = 0; statement < statements; statement += 1) {
        const strays = random() < 0.125
        const value = strays ? Math.floor(random() * 3) - 1 : opinion(camp, statement)
        votes.push({ participant, statement, value: value > 0 ? 1 : value < 0 ? -1 : 0 })
      }
    }
  }
  return { statements: listed(statements), votes: finalVotes(votes) }
}

function listed(count: number): StatementInput[] {
  return Array.from({ length: count }, (_, id) => ({ id, state: 'live' }))
}

const threeCamps = () => camps([40, 30, 20], 24, (camp, statement) => (statement < 4 ? 1 : statement % 3 === camp ? 1 : -1))

function result(analysis: Analysis, id: number) {
  const found = analysis.results.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no result for ${id}`)
  return found
}

describe('final votes', () => {
  it('keep the latest of a participant on a statement', () => {
    const votes = finalVotes([
      { participant: 5, statement: 1, value: 1 },
      { participant: 4, statement: 1, value: 0 },
      { participant: 5, statement: 1, value: -1 },
      { participant: 5, statement: 2, value: 1 },
    ])
    expect([...votes.participants]).toEqual([5, 5, 4])
    expect([...votes.statements]).toEqual([1, 2, 1])
    expect([...votes.values]).toEqual([-1, 1, 0])
  })
})

describe('an analysis', () => {
  it('finds the camps that are there, largest first', () => {
    const analysis = analyse(threeCamps())
    expect(analysis.noGroups).toBeNull()
    expect(analysis.groups.map(({ id, size }) => [id, size])).toEqual([
      ['A', 40],
      ['B', 30],
      ['C', 20],
    ])
    expect(membersOf(analysis, 2)).toEqual(Array.from({ length: 20 }, (_, at) => 70 + at))
    expect(analysis).toMatchObject({
      participants: 90,
      included: 90,
      votes: 2160,
      statements: { live: 24, moderatedOut: 0, meta: 0 },
      path: 'pairs',
    })
  })

  it('lists what every group agrees on, and measures what divides them', () => {
    const analysis = analyse(threeCamps())
    const listed = analysis.results.filter(({ consensus }) => consensus.listed !== null).map(({ id, consensus }) => [id, consensus.listed])
    expect(listed).toEqual([
      [0, 'agree'],
      [1, 'agree'],
      [2, 'agree'],
      [3, 'agree'],
    ])
    const shared = result(analysis, 0)
    const split = result(analysis, 6)
    expect(shared.divisiveness?.difference).toBeLessThan(0.2)
    expect(split.divisiveness?.difference).toBeGreaterThan(0.7)
    expect(split.divisiveness?.groups).toContain('A')
    expect(analysis.representative['A']?.every(({ statement }) => statement >= 4)).toBe(true)
    expect(analysis.majority.agree.map(({ statement }) => statement).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3])
  })

  it('keeps the ids of given groups, and counts only people who voted', () => {
    const groups = new Map([
      [0, 'nord'],
      [1, 'nord'],
      [2, 'sud'],
      [999, 'sud'],
      [1000, 'est'],
    ])
    const conversation: Conversation = {
      statements: listed(2),
      votes: { participants: [0, 1, 2, 3], statements: [0, 0, 0, 0], values: [1, 1, -1, 1] },
    }
    const analysis = analyse(conversation, { groups })
    expect(analysis.groups).toEqual([
      { id: 'nord', size: 2, between: 0 },
      { id: 'sud', size: 1, between: 0 },
    ])
    expect([membersOf(analysis, 0), membersOf(analysis, 1)]).toEqual([[0, 1], [2]])
    expect(analysis.noGroups).toBeNull()
    expect(result(analysis, 0)).toMatchObject({
      agrees: 3,
      disagrees: 1,
      passes: 0,
      byGroup: { nord: { agrees: 2, disagrees: 0, passes: 0 }, sud: { agrees: 0, disagrees: 1, passes: 0 } },
      gac: (3 / 4) * (1 / 3),
      consensus: { agree: 0.5, listed: null, needs: ['nord', 'sud'] },
    })
    expect(result(analysis, 0).consensus.smallest?.agree).toMatchObject({ group: 'sud', share: 0 })
    expect(result(analysis, 0).consensus.overall?.agree.share).toBe(0.75)
    // 3/3 beside 1/2, pooled 4/5: (1 - 1/2) / sqrt(4/25 * (1/3 + 1/2))
    expect(result(analysis, 0).divisiveness?.z).toBeCloseTo(0.5 / Math.sqrt((4 / 25) * (5 / 6)), 14)
    expect(result(analysis, 0).divisiveness).toMatchObject({ difference: 1, groups: ['nord', 'sud'] })
  })

  it('says what cannot be known of a statement without votes', () => {
    const analysis = analyse({ ...threeCamps(), statements: [...listed(24), { id: 30, state: 'live' }] })
    expect(result(analysis, 30)).toEqual({
      id: 30,
      state: 'live',
      agrees: 0,
      disagrees: 0,
      passes: 0,
      byGroup: Object.fromEntries(['A', 'B', 'C'].map((id) => [id, { agrees: 0, disagrees: 0, passes: 0 }])),
      gac: null,
      consensus: { agree: null, disagree: null, listed: null, needs: ['A', 'B', 'C'], overall: null, smallest: null },
      divisiveness: null,
      bridging: null,
      expected: null,
      extremity: null,
      priority: 5.0625,
    })
    expect(analysis.components[0]).toHaveLength(24)
  })

  it('leaves hidden statements out of the matrix, the lists and the groups, but counts their votes', () => {
    const conversation = threeCamps()
    const statements = conversation.statements.map((one): StatementInput =>
      one.id === 0 ? { id: 0, state: 'moderated-out' } : one.id === 1 ? { id: 1, state: 'meta' } : one,
    )
    const analysis = analyse({ ...conversation, statements })
    expect(analysis.components.map((component) => component.slice(0, 2))).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect(result(analysis, 0)).toMatchObject({ priority: 0, extremity: null, consensus: { listed: null } })
    expect(result(analysis, 1)).toMatchObject({ priority: 49, extremity: null })
    expect(result(analysis, 0).agrees).toBeGreaterThan(70)
    expect(analysis.majority.agree.map(({ statement }) => statement).toSorted((a, b) => a - b)).toEqual([2, 3])
    const without = finalVotes(eventsOf(conversation).filter(({ statement }) => statement > 1))
    const bare = analyse({ statements: statements.filter(({ id }) => id > 1), votes: without })
    expect(analysis.placements).toEqual(bare.placements)
    expect(analysis.groups).toEqual(bare.groups)
  })

  it('does not hear the names of participants: renumbering them renumbers the groups and nothing else', () => {
    const conversation = threeCamps()
    const renamed = finalVotes(eventsOf(conversation).map((vote) => ({ ...vote, participant: 5000 - vote.participant })))
    const analysis = analyse(conversation)
    const other = analyse({ ...conversation, votes: renamed })
    expect(other.results).toEqual(analysis.results)
    const renamedBack = other.groups.map((_, place) =>
      membersOf(other, place)
        .map((id) => 5000 - id)
        .toReversed(),
    )
    expect(renamedBack).toEqual(analysis.groups.map((_, place) => membersOf(analysis, place)))
    expect(other.groups).toEqual(analysis.groups)
    expect([...other.placements.agreement].toReversed()).toEqual([...analysis.placements.agreement])
  })
})

function eventsOf({ votes }: Listed): Vote[] {
  return Array.from(votes.values, (value, at) => ({
    participant: votes.participants[at] ?? NaN,
    statement: votes.statements[at] ?? NaN,
    value: value === 1 ? 1 : value === -1 ? -1 : 0,
  }))
}

describe('too little to group', () => {
  it('an empty conversation', () => {
    const analysis = analyse({ statements: [], votes: { participants: [], statements: [], values: [] } })
    expect(analysis).toMatchObject({
      participants: 0,
      votes: 0,
      groups: [],
      noGroups: 'not-enough-statements',
      results: [],
      components: [[], []],
      path: 'none',
    })
  })

  it('fewer than seven live statements', () => {
    const conversation = camps([20, 20], 7, (camp) => (camp === 0 ? 1 : -1))
    expect(analyse(conversation).noGroups).toBeNull()
    const statements = conversation.statements.map((one): StatementInput => (one.id === 3 ? { id: 3, state: 'meta' } : one))
    expect(analyse({ ...conversation, statements })).toMatchObject({ groups: [], noGroups: 'not-enough-statements' })
  })

  it('fewer than fifteen people with seven votes', () => {
    const conversation = camps([8, 7], 10, (camp) => (camp === 0 ? 1 : -1))
    expect(analyse(conversation)).toMatchObject({ included: 15, noGroups: null })
    const votes = finalVotes(eventsOf(conversation).filter(({ participant, statement }) => participant > 0 || statement < 6))
    const analysis = analyse({ ...conversation, votes })
    expect(analysis).toMatchObject({ participants: 15, included: 14, groups: [], noGroups: 'not-enough-participants' })
    expect(placeOf(analysis, 0)).toMatchObject({ included: false, group: null })
    expect(placeOf(analysis, 14)?.included).toBe(true)
    expect(placeOf(analysis, 15)).toBeNull()
    expect(result(analysis, 0)).toMatchObject({ byGroup: {}, gac: null, divisiveness: null })
  })

  it('no clear groups: people who all say the same', () => {
    const alike = { statements: listed(8), votes: finalVotes(eventsOf(camps([30], 8, () => 1)).map((vote) => ({ ...vote, value: 1 }))) }
    expect(analyse(alike)).toMatchObject({ groups: [], noGroups: 'no-clear-groups', silhouette: null })
    expect(placeOf(analyse(alike), 0)?.position).toEqual([0, 0])
  })
})

describe('input that contradicts itself', () => {
  const statements = listed(2)
  const votes = (participants: number[], on: number[], values: number[]) => ({
    statements,
    votes: { participants, statements: on, values },
  })
  it.each([
    ['columns differ in length', votes([1, 2], [0], [1])],
    ['not listed', votes([1], [5], [1])],
    ['must be -1, 0 or 1', votes([1], [0], [2])],
    ['not a non-negative integer', votes([-1], [0], [1])],
    ['not a non-negative integer', votes([1.5], [0], [1])],
    ['two final votes', votes([1, 1], [0, 0], [1, 1])],
    ['listed twice', { statements: [...statements, ...statements], votes: { participants: [], statements: [], values: [] } }],
  ])('is refused: %s', (words, conversation) => {
    const run = () => analyse(conversation)
    expect(run).toThrow(RangeError)
    expect(run).toThrow(words.replace('columns differ', 'columns of votes differ'))
  })

  it('components of the wrong length, and parameters nobody knows', () => {
    expect(() => analyse(votes([1], [0], [1]), { components: [[1, 2], [1]] })).toThrow(RangeError)
    expect(() => analyse(votes([1], [0], [1]), { parameters: 'toString' as never })).toThrow(RangeError)
  })
})

const everybody = (matrix: Matrix) => ({ from: 0, to: matrix.participants.length })

function passed(matrix: Matrix): Components {
  const search = byPasses(matrix, columnWeights(matrix, 0.02))
  let step = search.next({ withVote: [], plain: [] })
  while (step.done !== true) step = search.next(passSums(matrix, everybody(matrix), step.value))
  return step.value
}

describe('the two ways to the components', () => {
  it('meet', () => {
    const matrix = voteMatrix(threeCamps())
    const pairs = fromPairs(matrix, pairSums(matrix, everybody(matrix)), columnWeights(matrix, 0.02)).vectors
    const passes = passed(matrix).vectors
    for (const c of [0, 1] as const) for (const [j, entry] of pairs[c].entries()) expect(passes[c][j]).toBeCloseTo(entry, 5)
  })

  it('passes are taken for more than 1,500 statements', () => {
    const wide = Array.from({ length: 1501 }, (_, id): StatementInput => ({ id, state: 'live' }))
    const votes: Vote[] = wide.flatMap(({ id }) => [
      { participant: id % 3, statement: id, value: 1 },
      { participant: 3 + (id % 2), statement: id, value: -1 },
    ])
    expect(analyse({ statements: wide, votes: finalVotes(votes) }).path).toBe('passes')
  })
})
