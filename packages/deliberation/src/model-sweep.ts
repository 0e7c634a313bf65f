/**
 * One pass of the factor model over the participants. The model says that a vote is
 * mu + i_u + i_n + f_u . f_n with noise, f in two dimensions (participant u, statement n). Given what is known of the statements,
 * each participant's own numbers are solved for and added at once to what the statements need.
 */
import { firstAtLeast } from './ascending.ts'
import type { Matrix } from './matrix.ts'
import type { Span } from './spans.ts'

/** What is known of the statements and of everybody together. Plain data: it may cross to another thread. */
export type Model = {
  /** mu: the mean of all votes on live statements. */
  readonly mean: number
  /** Variance of a vote around its prediction. */
  readonly noise: number
  /** Variance of the participants' intercepts i_u. Their leanings f_u have variance 1 in each dimension: that fixes the unit. */
  readonly spread: number
  /** Per column: 1 where the statement shapes the model. */
  readonly live: Uint8Array
  /** Per column i_n, and f_n in two dimensions; 0 where not live. */
  readonly intercepts: Float64Array
  readonly firsts: Float64Array
  readonly seconds: Float64Array
  /** Per column, at 6 * column: how unsure these three are, the upper half of their covariance (ii, i1, i2, 11, 12, 22). */
  readonly unsure: Float64Array
  /** Mean (3) and covariance (6, the upper half) of intercept and factors over the statements. */
  readonly prior: { readonly mean: Float64Array; readonly covariance: Float64Array }
}

export type SweepTask = {
  readonly model: Model
  /** The rows that take part, ascending; null for all. */
  readonly rows: Int32Array | null
}

/**
 * At `statementFields * column` the sums over its voters of f1, f2, f1f1, f1f2, f2f2, r, r f1, r f2 with r = v - mu - i_u, in units of
 * 2^-24; then the totals over people (see `total`). All are whole numbers, so the answers of several spans may be added in any order.
 */
export type SweepSums = Float64Array

export const statementFields = 8
export const sweepUnit = 0x1000000
/** What grows with the votes, or with the cube of a leaning, keeps fewer bits. */
export const coarseUnit = 0x100000
/**
 * Places among the totals. `people` have a vote on a live statement; `i` to `f22` are sums over them of what is expected, in units of 2^-24. In units of 2^-20:
 * `error` is SUM r^2 over votes, `square` and `cube` sum f^2 and f^3 of the leanings themselves, without their uncertainty.
 */
export const total = {
  people: 0,
  i: 1,
  f1: 2,
  f2: 3,
  ii: 4,
  i1: 5,
  i2: 6,
  f11: 7,
  f12: 8,
  f22: 9,
  error: 10,
  square1: 11,
  cube1: 12,
  square2: 13,
  cube2: 14,
} as const
export const totalFields = 15

/**
 * Leanings and intercepts are cut off at 4, that is four standard deviations of the former. A summand is then below 2^5, so that 2^53 is not reached
 * with fewer than 16 million participants, nor with fewer than 130 million votes for `error`.
 */
const farthest = 4

/** Numbers of one person: i, f1, f2, their covariance (ii, i1, i2, 11, 12, 22), SUM v and SUM v^2 over their live votes. */
export const personFields = 11

/** What a person's equations take from each statement, in one stride: f1, f2, f1f1, f1f2, f2f2, h, h f1, h f2 with h = mu + i_n, all expected values. */
export type Lens = { readonly strides: Float64Array; readonly live: Uint8Array; readonly noise: number; readonly spread: number }

export function lensOf({ mean, noise, spread, live, intercepts, firsts, seconds, unsure }: Model): Lens {
  const strides = new Float64Array(statementFields * live.length)
  for (let column = 0; column < live.length; column += 1) {
    const base = mean + (intercepts[column] as number)
    const f1 = firsts[column] as number
    const f2 = seconds[column] as number
    const [, i1 = 0, i2 = 0, s11 = 0, s12 = 0, s22 = 0] = unsure.subarray(6 * column, 6 * column + 6)
    strides.set([f1, f2, f1 * f1 + s11, f1 * f2 + s12, f2 * f2 + s22, base, base * f1 + i1, base * f2 + i2], statementFields * column)
  }
  return { strides, live, noise, spread }
}

/**
 * Solves for one row: the mean and covariance of (i_u, f_u) given the row's votes on live statements, added up in ascending column order.
 * They are written to `person`; returns the number of those votes.
 */
export function solvePerson(
  { rowStart, columns, values }: Matrix,
  row: number,
  { strides, live, noise, spread }: Lens,
  person: Float64Array,
): number {
  const end = rowStart[row + 1] as number
  // Written out one by one: taken apart from a list, these numbers would make the loop half as fast.
  let seen = 0
  let summed = 0
  let squared = 0
  let a1 = 0
  let a2 = 0
  let a11 = 0
  let a12 = 0
  let a22 = 0
  let b0 = 0
  let b1 = 0
  let b2 = 0
  for (let at = rowStart[row] as number; at < end; at += 1) {
    const column = columns[at] as number
    if (live[column] === 0) continue
    const value = values[at] as number
    const base = statementFields * column
    const f1 = strides[base] as number
    const f2 = strides[base + 1] as number
    seen += 1
    summed += value
    squared += value * value
    a1 += f1
    a2 += f2
    a11 += strides[base + 2] as number
    a12 += strides[base + 3] as number
    a22 += strides[base + 4] as number
    b0 += strides[base + 5] as number
    b1 += value * f1 - (strides[base + 6] as number)
    b2 += value * f2 - (strides[base + 7] as number)
  }
  b0 = summed - b0
  const a00 = seen + noise / spread
  a11 += noise
  a22 += noise
  const c00 = a11 * a22 - a12 * a12
  const c01 = a12 * a2 - a1 * a22
  const c02 = a1 * a12 - a11 * a2
  const scale = 1 / (a00 * c00 + a1 * c01 + a2 * c02)
  const c11 = a00 * a22 - a2 * a2
  const c12 = a1 * a2 - a00 * a12
  const c22 = a00 * a11 - a1 * a1
  person[0] = within(scale * (c00 * b0 + c01 * b1 + c02 * b2))
  person[1] = within(scale * (c01 * b0 + c11 * b1 + c12 * b2))
  person[2] = within(scale * (c02 * b0 + c12 * b1 + c22 * b2))
  const unsure = noise * scale
  person[3] = unsure * c00
  person[4] = unsure * c01
  person[5] = unsure * c02
  person[6] = unsure * c11
  person[7] = unsure * c12
  person[8] = unsure * c22
  person[9] = summed
  person[10] = squared
  return seen
}

/** Kernel: solves for every participant of the span that takes part, and adds up what the statements and the totals need. */
export function sweep(matrix: Matrix, span: Span, { model, rows }: SweepTask): SweepSums {
  const sums = new Float64Array(statementFields * model.live.length + totalFields)
  const lens = lensOf(model)
  const person = new Float64Array(personFields)
  const from = rows === null ? span.from : firstAtLeast(rows, span.from)
  const to = rows === null ? span.to : firstAtLeast(rows, span.to)
  for (let place = from; place < to; place += 1) {
    const row = rows === null ? place : (rows[place] as number)
    const seen = solvePerson(matrix, row, lens, person)
    if (seen === 0) continue
    const base = model.mean + (person[0] as number)
    addToStatements(matrix, row, person, base, sums)
    addToTotals(sums, person, (person[10] as number) - 2 * base * (person[9] as number) + seen * (base * base + (person[3] as number)))
  }
  return sums
}

/** The person's numbers are rounded before they are added, so that the sums are exact. What columns that are not live collect is never read. */
function addToStatements({ rowStart, columns, values }: Matrix, row: number, person: Float64Array, base: number, sums: SweepSums): void {
  const f1 = person[1] as number
  const f2 = person[2] as number
  const one = fixed(f1)
  const two = fixed(f2)
  const oneOne = fixed(f1 * f1 + (person[6] as number))
  const oneTwo = fixed(f1 * f2 + (person[7] as number))
  const twoTwo = fixed(f2 * f2 + (person[8] as number))
  const rest = fixed(base)
  const restOne = fixed(base * f1 + (person[4] as number))
  const restTwo = fixed(base * f2 + (person[5] as number))
  const end = rowStart[row + 1] as number
  for (let at = rowStart[row] as number; at < end; at += 1) {
    const value = values[at] as number
    const to = statementFields * (columns[at] as number)
    sums[to] = (sums[to] as number) + one
    sums[to + 1] = (sums[to + 1] as number) + two
    sums[to + 2] = (sums[to + 2] as number) + oneOne
    sums[to + 3] = (sums[to + 3] as number) + oneTwo
    sums[to + 4] = (sums[to + 4] as number) + twoTwo
    sums[to + 5] = (sums[to + 5] as number) + value * sweepUnit - rest
    sums[to + 6] = (sums[to + 6] as number) + value * one - restOne
    sums[to + 7] = (sums[to + 7] as number) + value * two - restTwo
  }
}

function addToTotals(sums: SweepSums, person: Float64Array, error: number): void {
  const at = sums.length - totalFields
  const i = person[0] as number
  const f1 = person[1] as number
  const f2 = person[2] as number
  add(sums, at + total.people, 1)
  add(sums, at + total.i, fixed(i))
  add(sums, at + total.f1, fixed(f1))
  add(sums, at + total.f2, fixed(f2))
  add(sums, at + total.ii, fixed(i * i + (person[3] as number)))
  add(sums, at + total.i1, fixed(i * f1 + (person[4] as number)))
  add(sums, at + total.i2, fixed(i * f2 + (person[5] as number)))
  add(sums, at + total.f11, fixed(f1 * f1 + (person[6] as number)))
  add(sums, at + total.f12, fixed(f1 * f2 + (person[7] as number)))
  add(sums, at + total.f22, fixed(f2 * f2 + (person[8] as number)))
  add(sums, at + total.error, coarse(error))
  add(sums, at + total.square1, coarse(f1 * f1))
  add(sums, at + total.cube1, coarse(f1 * f1 * f1))
  add(sums, at + total.square2, coarse(f2 * f2))
  add(sums, at + total.cube2, coarse(f2 * f2 * f2))
}

function add(sums: SweepSums, place: number, whole: number): void {
  sums[place] = (sums[place] as number) + whole
}

function fixed(value: number): number {
  return Math.round(value * sweepUnit)
}

function coarse(value: number): number {
  return Math.round(value * coarseUnit)
}

function within(value: number): number {
  return Math.max(-farthest, Math.min(farthest, value))
}
