import { describe, expect, it } from 'vitest'
import { finalVotes, type StatementState, type Vote } from './conversation.ts'
import { voteMatrix, type Matrix } from './matrix.ts'
import { solveStatements } from './model-solve.ts'
import { lensOf, personFields, solvePerson, sweep, type Model } from './model-sweep.ts'
import { startModel } from './model.ts'

/** A second implementation: slow, over lists of numbers, from the definitions. Nothing of it is shared with the first. */
type Table = number[][]
type Known = { mean: number[]; covariance: Table }
type Ballot = { row: number; column: number; value: number }

const zeros = (size: number): Table => Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
const entry = (table: Table, a: number, b: number): number => table[a]?.[b] ?? NaN
const mapTable = (table: Table, change: (value: number, a: number, b: number) => number): Table =>
  table.map((line, a) => line.map((value, b) => change(value, a, b)))
const apply = (table: Table, vector: number[]): number[] =>
  table.map((line) => line.reduce((sum, value, at) => sum + value * (vector[at] ?? NaN), 0))

/** Gauss and Jordan. */
function inverted(table: Table): Table {
  const size = table.length
  const lines = table.map((line, a) => [...line, ...line.map((_, b) => (a === b ? 1 : 0))])
  for (let pivot = 0; pivot < size; pivot += 1) {
    const scale = entry(lines, pivot, pivot)
    lines[pivot] = (lines[pivot] ?? []).map((value) => value / scale)
    for (let other = 0; other < size; other += 1) {
      if (other === pivot) continue
      const factor = entry(lines, other, pivot)
      lines[other] = (lines[other] ?? []).map((value, at) => value - factor * entry(lines, pivot, at))
    }
  }
  return lines.map((line) => line.slice(size))
}

/** E[x x'] of what is known. */
const second = ({ mean, covariance }: Known): Table => mapTable(covariance, (value, a, b) => value + (mean[a] ?? NaN) * (mean[b] ?? NaN))

/** Normal equations of (own intercept, own factors): every vote says value = base + other's intercept + own . (1, other's factors). */
function posterior(prior: Known, noise: number, votes: { value: number; other: Known }[]): Known {
  const start = inverted(prior.covariance)
  let precision = start
  let right = apply(start, prior.mean)
  for (const { value, other } of votes) {
    const moments = second(other)
    const design = (a: number, b: number) =>
      a === 0 && b === 0 ? 1 : a === 0 ? (other.mean[b] ?? NaN) : b === 0 ? (other.mean[a] ?? NaN) : entry(moments, a, b)
    precision = mapTable(precision, (sum, a, b) => sum + design(a, b) / noise)
    // E[d (value - intercept)], and E[f * intercept] is the product of means plus their covariance.
    right = right.map(
      (sum, a) =>
        sum + ((a === 0 ? 1 : (other.mean[a] ?? NaN)) * value - (a === 0 ? (other.mean[0] ?? NaN) : entry(moments, 0, a))) / noise,
    )
  }
  const covariance = inverted(precision)
  return { mean: apply(covariance, right), covariance }
}

/** E[(value - i_u - i_n - f_u . f_n)^2], as a product of second moments of (i_u, 1, f_u) and (1, i_n, f_n). */
function expectedError(value: number, person: Known, statement: Known): number {
  const widened = (known: Known, order: number[]): { mean: number[]; second: Table } => {
    const mean = order.map((at) => (at < 0 ? 1 : (known.mean[at] ?? NaN)))
    const covariance = order.map((a) => order.map((b) => (a < 0 || b < 0 ? 0 : entry(known.covariance, a, b))))
    return { mean, second: second({ mean, covariance }) }
  }
  const one = widened(person, [0, -1, 1, 2])
  const other = widened(statement, [-1, 0, 1, 2])
  const expected = one.mean.reduce((sum, x, at) => sum + x * (other.mean[at] ?? NaN), 0)
  const squared = one.second.flatMap((line, a) => line.map((x, b) => x * entry(other.second, a, b))).reduce((sum, x) => sum + x, 0)
  return value * value - 2 * value * expected + squared
}

const averaged = (tables: Table[]): Table =>
  mapTable(tables[0] ?? [], (_, a, b) => tables.reduce((sum, table) => sum + entry(table, a, b), 0) / tables.length)
const averagedList = (lists: number[][]): number[] =>
  (lists[0] ?? []).map((_, at) => lists.reduce((sum, list) => sum + (list[at] ?? NaN), 0) / lists.length)

type Slow = { noise: number; spread: number; statements: Map<number, Known>; prior: Known }

/** One turn: people, statements, noise, prior, and the change of units. */
function slowTurn(ballots: Ballot[], { noise, spread, statements, prior }: Slow): Slow {
  const known = (map: ReadonlyMap<number, Known>, key: number) => map.get(key) ?? { mean: [NaN], covariance: zeros(3) }
  const ofPeople: Known = { mean: [0, 0, 0], covariance: [[spread, 0, 0], [0, 1, 0], [0, 0, 1]] } // prettier-ignore
  const people = new Map<number, Known>()
  for (const row of new Set(ballots.map((ballot) => ballot.row))) {
    const own = ballots.filter((ballot) => ballot.row === row)
    people.set(row, posterior(ofPeople, noise, own.map(({ value, column }) => ({ value, other: known(statements, column) })))) // prettier-ignore
  }
  const next = new Map<number, Known>()
  for (const column of statements.keys()) {
    const own = ballots.filter((ballot) => ballot.column === column)
    next.set(column, posterior(prior, noise, own.map(({ value, row }) => ({ value, other: known(people, row) })))) // prettier-ignore
  }
  const errors = ballots.map(({ value, row, column }) => expectedError(value, known(people, row), known(next, column)))
  const center = averagedList([...next.values()].map(({ mean }) => mean))
  const wide = averaged([...next.values()].map(second))
  const learned: Known = { mean: center, covariance: mapTable(wide, (value, a, b) => value - (center[a] ?? NaN) * (center[b] ?? NaN) + (a === b ? 1e-4 : 0)) } // prettier-ignore
  const [c = NaN, a1 = NaN, a2 = NaN] = averagedList([...people.values()].map(({ mean }) => mean))
  const shape = mapTable(
    averaged([...people.values()].map(second)),
    (value, a, b) => value - ([c, a1, a2][a] ?? NaN) * ([c, a1, a2][b] ?? NaN),
  )
  // Cholesky of the leanings, and the slope of the intercept over them.
  const l11 = Math.sqrt(entry(shape, 1, 1))
  const l21 = entry(shape, 1, 2) / l11
  const l22 = Math.sqrt(entry(shape, 2, 2) - l21 * l21)
  const w1 = entry(shape, 0, 1) / l11
  const w2 = (entry(shape, 0, 2) - l21 * w1) / l22
  const change = [[1, a1, a2], [0, l11, l21], [0, 0, l22]] // prettier-ignore
  const move = ({ mean, covariance }: Known): Known => {
    const half = mapTable(zeros(3), (_, a, b) => change[a]?.reduce((sum, x, k) => sum + x * entry(covariance, k, b), 0) ?? NaN)
    return {
      mean: apply(change, mean).map((value, at) => value + ([c, w1, w2][at] ?? NaN)),
      covariance: mapTable(zeros(3), (_, a, b) => change[b]?.reduce((sum, x, k) => sum + x * entry(half, a, k), 0) ?? NaN),
    }
  }
  return {
    noise: errors.reduce((sum, error) => sum + error, 0) / ballots.length,
    spread: entry(shape, 0, 0) - w1 * w1 - w2 * w2,
    statements: new Map([...next].map(([column, one]) => [column, move(one)])),
    prior: move(learned),
  }
}

const whole = ([a = NaN, b = NaN, c = NaN, d = NaN, e = NaN, f = NaN]: ArrayLike<number> & Iterable<number>): Table => [[a, b, c], [b, d, e], [c, e, f]] // prettier-ignore

function slowFrom(model: Model): Slow {
  const statements = new Map<number, Known>()
  for (const [column, live] of model.live.entries()) {
    if (live === 0) continue
    const mean = [model.intercepts[column] ?? NaN, model.firsts[column] ?? NaN, model.seconds[column] ?? NaN]
    statements.set(column, { mean, covariance: whole(model.unsure.subarray(6 * column, 6 * column + 6)) })
  }
  return {
    noise: model.noise,
    spread: model.spread,
    statements,
    prior: { mean: [...model.prior.mean], covariance: whole(model.prior.covariance) },
  }
}

function ballotsOf({ rowStart, columns, values }: Matrix, { live, mean }: Model): Ballot[] {
  const ballots: Ballot[] = []
  for (let row = 0; row + 1 < rowStart.length; row += 1) {
    for (let at = rowStart[row] ?? NaN; at < (rowStart[row + 1] ?? NaN); at += 1) {
      const column = columns[at] ?? NaN
      if (live[column] === 1) ballots.push({ row, column, value: (values[at] ?? NaN) - mean })
    }
  }
  return ballots
}

function randomMatrix(seed: number): Matrix {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 0x100000000
  }
  const votes: Vote[] = []
  for (let participant = 0; participant < 30; participant += 1) {
    for (let statement = 0; statement < 12; statement += 1) {
      if (random() < 0.4) continue
      const leaning = participant % 3 === statement % 3 ? 0.8 : 0.4
      votes.push({ participant, statement, value: random() < 0.15 ? 0 : random() < leaning ? 1 : -1 })
    }
  }
  const state2 = (id: number): StatementState => (id === 3 ? 'moderated-out' : id === 7 ? 'meta' : 'live')
  return voteMatrix({ statements: Array.from({ length: 12 }, (_, id) => ({ id, state: state2(id) })), votes: finalVotes(votes) })
}

const numbers = ({ noise, spread, statements, prior }: Slow): number[] => [
  noise,
  spread,
  ...[...statements.values(), prior].flatMap(({ mean, covariance }) => [...mean, ...covariance.flat()]),
]

describe('the factor model beside a slow second implementation', () => {
  it.each([1, 2, 3, 4, 5, 6])('five turns meet, conversation %i', (seed) => {
    const matrix = randomMatrix(seed)
    let model = startModel(matrix)
    let slow = slowFrom(model)
    const ballots = ballotsOf(matrix, model)
    for (let turn = 1; turn <= 5; turn += 1) {
      model = solveStatements(model, sweep(matrix, { from: 0, to: matrix.participants.length }, { model, rows: null }), matrix.seen)
      slow = slowTurn(ballots, slow)
      const ours = numbers(slowFrom(model))
      const worst = Math.max(...numbers(slow).map((value, at) => Math.abs(value - (ours[at] ?? NaN))))
      expect(worst).toBeLessThan(1e-6)
    }
  })

  it('solves for one person as by hand', () => {
    // One statement, f = (1, 0) known surely, i_n = 0, mu = 0, noise 1, spread 1; one agree: (A + 1) x = b with A = [[1, 1], [1, 1]], b = (1, 1), so x = (1/3, 1/3).
    const matrix = voteMatrix({ statements: [{ id: 0, state: 'live' }], votes: { participants: [9], statements: [0], values: [1] } })
    const model: Model = {
      ...startModel(matrix),
      mean: 0,
      noise: 1,
      spread: 1,
      intercepts: Float64Array.of(0),
      firsts: Float64Array.of(1),
      seconds: Float64Array.of(0),
    }
    const person = new Float64Array(personFields)
    expect(solvePerson(matrix, 0, lensOf(model), person)).toBe(1)
    const expected = [1 / 3, 1 / 3, 0, 2 / 3, -1 / 3, 0, 2 / 3, 0, 1, 1, 1]
    for (const [at, value] of expected.entries()) expect(person[at]).toBeCloseTo(value, 14)
  })
})
