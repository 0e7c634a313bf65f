import { describe, expect, it } from 'vitest'
import { finalVotes, type Conversation, type StatementState, type Vote } from './conversation.ts'
import { voteMatrix, type Matrix } from './matrix.ts'
import { completedApprovals, expectedVote } from './model-predictions.ts'
import { liveHashes, modelSample } from './model-sample.ts'
import { lensOf, personFields, solvePerson, statementFields, sweep, total, totalFields } from './model-sweep.ts'
import { fitModel, startModel, type FittedModel } from './model.ts'
import { spansOf } from './spans.ts'

/** The same numbers at every run. */
function draws(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 0x100000000
  }
}

/** Nearly normal, with variance 1. */
function normal(random: () => number): number {
  let sum = -6
  for (let k = 0; k < 12; k += 1) sum += random()
  return sum
}

type Planted = { conversation: Conversation; factors: [number, number][]; hidden: Vote[] }

/** Votes drawn from a model with two dimensions; every tenth is held back. */
function planted(people: number, statements: number, state: (id: number) => StatementState = () => 'live'): Planted {
  const random = draws(2026)
  const factors = Array.from({ length: statements }, (): [number, number] => [0.6 * normal(random), 0.3 * normal(random)])
  const intercepts = factors.map(() => 0.3 * normal(random))
  const votes: Vote[] = []
  const hidden: Vote[] = []
  for (let participant = 0; participant < people; participant += 1) {
    const [x, y] = [normal(random), normal(random)]
    const share = 0.1 + 0.5 * random()
    for (const [statement, [f1, f2]] of factors.entries()) {
      if (random() > share) continue
      const drawn = (intercepts[statement] ?? NaN) + x * f1 + y * f2 + 0.4 * normal(random)
      const value = drawn > 0.33 ? 1 : drawn < -0.33 ? -1 : 0
      if (random() < 0.1) hidden.push({ participant, statement, value })
      else votes.push({ participant, statement, value })
    }
  }
  return { conversation: { statements: factors.map((_, id) => ({ id, state: state(id) })), votes: finalVotes(votes) }, factors, hidden }
}

function shuffled({ statements, votes }: Conversation, seed: number): Conversation {
  const random = draws(seed)
  const order = Array.from(votes.values as ArrayLike<number>, (_, at) => ({ at, key: random() })).toSorted((a, b) => a.key - b.key)
  const pick = (column: ArrayLike<number>) => order.map(({ at }) => column[at] ?? NaN)
  const columns = votes as { participants: ArrayLike<number>; statements: ArrayLike<number>; values: ArrayLike<number> }
  return {
    statements: statements.toReversed(),
    votes: { participants: pick(columns.participants), statements: pick(columns.statements), values: pick(columns.values) },
  }
}

function bytes({ model, bridging, expected, people, votes }: FittedModel): string {
  const { mean, noise, spread, intercepts, firsts, seconds, unsure, prior } = model
  const all = [[mean, noise, spread, people, votes], bridging, expected, intercepts, firsts, seconds, unsure, prior.mean, prior.covariance]
  const flat = Float64Array.from(all.flatMap((list) => Array.from(list)))
  return Buffer.from(flat.buffer).toString('hex')
}

const whole = (matrix: Matrix) => ({ from: 0, to: matrix.participants.length })

describe('the factor model', () => {
  const { conversation, factors, hidden } = planted(600, 40)
  const matrix = voteMatrix(conversation)
  const fitted = fitModel(matrix)

  it('finds the dimensions that were planted', () => {
    const { firsts, seconds } = fitted.model
    for (const [dimension, ours] of [firsts, seconds].entries()) {
      const theirs = factors.map((pair) => pair[dimension] ?? NaN)
      expect(Math.abs(correlation(ours, theirs))).toBeGreaterThan(0.9)
    }
  })

  it('foretells votes that were held back better than the mean of each statement does', () => {
    const lens = lensOf(fitted.model)
    const person = new Float64Array(personFields)
    const rowOf = new Map(Array.from(matrix.participants, (id, row) => [id, row]))
    let [ours, theirs] = [0, 0]
    for (const { participant, statement, value } of hidden) {
      person.fill(0)
      const row = rowOf.get(participant)
      if (row !== undefined) solvePerson(matrix, row, lens, person)
      const mean = ((matrix.agrees[statement] ?? NaN) - (matrix.disagrees[statement] ?? NaN)) / (matrix.seen[statement] ?? NaN)
      ours += (value - expectedVote(fitted.model, person, statement)) ** 2
      theirs += (value - mean) ** 2
    }
    expect(hidden.length).toBeGreaterThan(500)
    expect(Math.sqrt(ours / theirs)).toBeLessThan(0.75)
  })

  it('gives each dimension one sign, and the wider one first', () => {
    const { firsts, seconds } = fitted.model
    const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? NaN), 0)
    expect(product(firsts, firsts)).toBeGreaterThan(product(seconds, seconds))
    expect(Math.abs(product(firsts, seconds))).toBeLessThan(1e-9)
    for (const list of [firsts, seconds]) expect(Math.max(...list)).toBeGreaterThan(-Math.min(...list))
  })

  it('measures people in one unit: leanings of mean 0 and variance 1, apart from the intercept', () => {
    const sums = sweep(matrix, whole(matrix), { model: fitted.model, rows: null })
    const of = (place: number) => (sums[sums.length - totalFields + place] ?? NaN) / 0x1000000 / fitted.people
    const moments = [total.i, total.f1, total.f2, total.i1, total.i2, total.f11, total.f12, total.f22].map(of)
    for (const [at, value] of [0, 0, 0, 0, 0, 1, 0, 1].entries()) expect(Math.abs((moments[at] ?? NaN) - value)).toBeLessThan(0.02)
  })
})

describe('one model, bit by bit', () => {
  const { conversation } = planted(300, 25, (id) => (id === 4 ? 'moderated-out' : id === 9 ? 'meta' : 'live'))
  const matrix = voteMatrix(conversation)
  const all = bytes(fitModel(matrix))
  const sampled = bytes(fitModel(matrix, undefined, 800))

  it.each([1, 2, 4, 7])('from %i spans, of everybody or of a sample', (count) => {
    expect(bytes(fitModel(matrix, spansOf(matrix, count)))).toBe(all)
    expect(bytes(fitModel(matrix, spansOf(matrix, count).toReversed()))).toBe(all)
    expect(bytes(fitModel(matrix, spansOf(matrix, count), 800))).toBe(sampled)
    expect(sampled).not.toBe(all)
  })

  it.each([1, 2, 3, 4, 5])('from any order of the votes (%i)', (seed) => {
    const other = voteMatrix(shuffled(conversation, seed))
    expect(bytes(fitModel(other))).toBe(all)
    expect(bytes(fitModel(other, undefined, 800))).toBe(sampled)
  })

  it('whatever people are called', () => {
    const votes = conversation.votes as { participants: Float64Array }
    const renamed = {
      ...conversation,
      votes: { ...conversation.votes, participants: votes.participants.map((id) => 5000 - id) },
    } as Conversation
    expect(bytes(fitModel(voteMatrix(renamed)))).toBe(all)
    expect(bytes(fitModel(voteMatrix(renamed), undefined, 800))).toBe(sampled)
  })

  it('whatever is voted on statements that are not live', () => {
    const others = { ...matrix, values: matrix.values.map((value, at) => (matrix.columns[at] === 4 ? -value || 1 : value)) }
    expect(bytes(fitModel(others))).toBe(all)
    expect(bytes(fitModel(others, undefined, 800))).toBe(sampled)
  })

  it('because every sum is a whole number far below 2^53', () => {
    const sums = sweep(matrix, whole(matrix), { model: startModel(matrix), rows: null })
    expect(sums).toHaveLength(statementFields * matrix.statements.length + totalFields)
    expect(sums.every((sum) => Number.isSafeInteger(sum))).toBe(true)
  })

  it('because nobody is let in farther than 4, so that a summand keeps below 2^29', () => {
    const agreeing = voteMatrix({
      statements: matrix.states.map((_, id) => ({ id, state: 'live' })),
      votes: finalVotes(matrix.states.map((_, statement) => ({ participant: 1, statement, value: 1 }))),
    })
    const fill = (value: number) => new Float64Array(agreeing.statements.length).fill(value)
    const start = { ...startModel(agreeing), mean: 0, noise: 0.01 }
    const person = new Float64Array(personFields)
    solvePerson(agreeing, 0, lensOf({ ...start, spread: 100, intercepts: fill(-9), firsts: fill(0), seconds: fill(0) }), person)
    expect(person[0]).toBe(4)
    solvePerson(agreeing, 0, lensOf({ ...start, spread: 0.0001, intercepts: fill(-1), firsts: fill(0.3), seconds: fill(0) }), person)
    expect(person[1]).toBe(4)
    const sums = sweep(agreeing, whole(agreeing), {
      model: { ...start, spread: 0.0001, intercepts: fill(-1), firsts: fill(-0.3), seconds: fill(0) },
      rows: null,
    })
    expect(Math.min(...sums.subarray(0, -totalFields))).toBe(-4 * 0x1000000)
    expect(Math.max(...sums.subarray(0, -totalFields))).toBeLessThan(0x20000000)
  })
})

describe('a statement', () => {
  /** Four in five lean one way; 0 to 9 please only them, 10 to 19 only the others, 20 to 24 everybody, 25 to 29 nobody. */
  const random = draws(7)
  const votes: Vote[] = []
  for (let participant = 0; participant < 500; participant += 1) {
    for (let statement = 0; statement < 30; statement += 1) {
      if (random() < 0.5) continue
      const many = participant % 5 !== 0
      const likes = statement < 10 ? many : statement < 20 ? !many : statement < 25
      const strays = random() < 0.1
      votes.push({ participant, statement, value: likes !== strays ? 1 : -1 })
    }
  }
  const { bridging, expected } = fitModel(
    voteMatrix({ statements: Array.from({ length: 30 }, (_, id) => ({ id, state: 'live' })), votes: finalVotes(votes) }),
  )

  it('that only the larger camp likes is expected to win, and bridges nothing', () => {
    for (const column of [0, 5, 9]) {
      expect(expected[column]).toBeGreaterThan(0.35)
      expect(Math.abs(bridging[column] ?? NaN)).toBeLessThan(0.2)
    }
    for (const column of [10, 15, 19]) {
      expect(expected[column]).toBeLessThan(-0.35)
      expect(Math.abs(bridging[column] ?? NaN)).toBeLessThan(0.2)
    }
  })

  it('of a camp stands in the middle on the average, whatever the size of the camp', () => {
    for (const from of [0, 10])
      expect(Math.abs(bridging.subarray(from, from + 10).reduce((sum, one) => sum + one, 0) / 10)).toBeLessThan(0.1)
  })

  it('that all like or dislike keeps its score', () => {
    for (const column of [20, 24]) expect(bridging[column]).toBeGreaterThan(0.65)
    for (const column of [25, 29]) expect(bridging[column]).toBeLessThan(-0.65)
  })
})

describe('votes that say little', () => {
  const cases: [string, Vote[]][] = [
    ['none', []],
    ['one', [{ participant: 1, statement: 0, value: 1 }]],
    ['agreement of all with all', Array.from({ length: 40 }, (_, at) => ({ participant: at >> 2, statement: at & 3, value: 1 }))],
    ['passes alone', Array.from({ length: 40 }, (_, at) => ({ participant: at >> 2, statement: at & 3, value: 0 }))],
    ['votes on hidden statements alone', [{ participant: 1, statement: 8, value: 1 }]],
  ]

  it.each(cases)('give finite numbers: %s', (_, votes) => {
    const statements = Array.from({ length: 9 }, (_one, id) => ({ id, state: id === 8 ? ('moderated-out' as const) : ('live' as const) }))
    const { model, bridging, expected } = fitModel(voteMatrix({ statements, votes: finalVotes(votes) }))
    for (const list of [
      [model.mean, model.noise, model.spread],
      model.intercepts,
      model.firsts,
      model.seconds,
      model.unsure,
      bridging,
      expected,
    ]) {
      expect(Array.from(list).every(Number.isFinite)).toBe(true)
    }
  })
})

describe('the sample of a large conversation', () => {
  const { conversation } = planted(600, 40)
  const matrix = voteMatrix(conversation)

  it('holds whole rows with about as many votes as asked, ascending, and counts their votes', () => {
    const { rows, seen } = modelSample(
      matrix,
      spansOf(matrix, 3).map((span) => liveHashes(matrix, span)),
      2000,
    )
    const list = Array.from(rows ?? [])
    const votes = list.map((row) => (matrix.rowStart[row + 1] ?? NaN) - (matrix.rowStart[row] ?? NaN)).reduce((sum, one) => sum + one, 0)
    expect(list).toEqual(list.toSorted((a, b) => a - b))
    expect(seen.reduce((sum, one) => sum + one, 0)).toBe(votes)
    expect(votes).toBeGreaterThanOrEqual(2000)
    expect(votes).toBeLessThan(2040)
    expect(new Set(list.map((row) => Math.floor(row / 100))).size).toBe(6)
  })

  it('is everybody where the votes are few', () => {
    expect(modelSample(matrix, [liveHashes(matrix, whole(matrix))]).rows).toBeNull()
  })

  it('hears no names where the hashes of different rows happen to meet', () => {
    const says = (participant: number, values: readonly (-1 | 0 | 1)[]): Vote[] =>
      values.map((value, statement) => ({ participant, statement, value }))
    const takenOf = (votes: readonly Vote[]) => {
      const few = voteMatrix({ statements: [0, 1, 2].map((id) => ({ id, state: 'live' as const })), votes: finalVotes(votes) })
      const { rows } = modelSample(few, [{ hashes: Uint32Array.of(5, 5, 5, 9), votes: Int32Array.of(3, 3, 3, 3) }], 4)
      return Array.from(rows ?? [], (row) => few.values.subarray(few.rowStart[row], few.rowStart[row + 1]).join(' '))
    }
    const [one, two, three, four] = [[1, 0, 1] as const, [1, 0, -1] as const, [1, 0, 1] as const, [-1, -1, -1] as const]
    const taken = takenOf([...says(1, one), ...says(2, two), ...says(3, three), ...says(4, four)])
    expect(taken).toEqual(['1 0 1', '1 0 -1'])
    expect(takenOf([...says(3, one), ...says(1, two), ...says(2, three), ...says(4, four)]).toSorted()).toEqual(taken.toSorted())
    expect(takenOf([...says(1, one), ...says(3, two), ...says(2, three), ...says(4, four)]).toSorted()).toEqual(taken.toSorted())
  })
})

describe('completed approvals', () => {
  const { conversation } = planted(600, 40, (id) => (id === 3 ? 'moderated-out' : 'live'))
  const matrix = voteMatrix(conversation)
  const { model } = fitModel(matrix)
  const parts = [liveHashes(matrix, whole(matrix))]
  const { rows, statements, cells } = completedApprovals(matrix, model, parts, 7)

  it('are of those with enough votes, over live statements', () => {
    const live = (row: number) =>
      Array.from(matrix.columns.subarray(matrix.rowStart[row], matrix.rowStart[row + 1])).filter((column) => column !== 3).length
    expect(Array.from(rows)).toEqual(Array.from({ length: matrix.participants.length }, (_, row) => row).filter((row) => live(row) >= 7))
    expect(Array.from(statements)).toEqual(Array.from({ length: 40 }, (_, id) => id).filter((id) => id !== 3))
    expect(cells).toHaveLength(rows.length * 39)
  })

  it('keep what people voted, and fill in the rest as expected', () => {
    const lens = lensOf(model)
    const person = new Float64Array(personFields)
    for (const [at, row] of rows.entries()) {
      solvePerson(matrix, row, lens, person)
      const own = new Map<number, number>()
      for (let vote = matrix.rowStart[row] ?? NaN; vote < (matrix.rowStart[row + 1] ?? NaN); vote += 1)
        own.set(matrix.columns[vote] ?? NaN, matrix.values[vote] ?? NaN)
      const wanted = Array.from(statements, (id) => ((own.has(id) ? own.get(id) === 1 : expectedVote(model, person, id) > 0.25) ? 1 : 0))
      expect(Array.from(cells.subarray(at * 39, (at + 1) * 39))).toEqual(wanted)
    }
  })

  it('are of 2,048 people at most, chosen by what they voted', () => {
    const many = planted(5000, 20).conversation
    const first = voteMatrix(many)
    const votes = many.votes as { participants: Float64Array }
    const second = voteMatrix({
      ...many,
      votes: { ...many.votes, participants: votes.participants.map((id) => 90_000 - id) },
    } as Conversation)
    const [one, two] = [first, second].map((of) => completedApprovals(of, fitModel(of).model, [liveHashes(of, whole(of))], 1))
    expect(one?.rows).toHaveLength(2048)
    const lines = (approvals: typeof one) =>
      Array.from(approvals?.rows ?? [], (_, at) => approvals?.cells.subarray(at * 20, at * 20 + 20).join('') ?? '').toSorted((a, b) =>
        a < b ? -1 : 1,
      )
    expect(lines(one)).toEqual(lines(two))
  })
})

function correlation(a: ArrayLike<number>, b: readonly number[]): number {
  const mean = (list: ArrayLike<number>) => Array.from(list).reduce((sum, value) => sum + value, 0) / list.length
  const [ma, mb] = [mean(a), mean(b)]
  const [ab, aa, bb] = b.reduce<[number, number, number]>(
    ([x, y, z], value, at) => {
      const [da, db] = [(a[at] ?? NaN) - ma, value - mb]
      return [x + da * db, y + da * da, z + db * db]
    },
    [0, 0, 0],
  )
  return ab / Math.sqrt(aa * bb)
}
