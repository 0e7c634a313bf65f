/**
 * How likely somebody's answers are among people who think like them. Shares of everybody would not do: in a dialogue with
 * camps, honest people of one camp answer alike, and would all look like copies of one another.
 */
import type { Matrix } from './matrix.ts'

/** So many rows at most are compared with; picked evenly, so that the same votes are compared with the same people. */
const mostCompared = 4096
/** With fewer statements in common, likeness says little. */
const fewestShared = 5
/** The share of everybody counts as much as so many like-minded people. */
const priorWeight = 2
const notVoted = 2

export type Comparison = {
  matrix: Matrix
  /** Rows compared with. */
  sample: Int32Array
  /** 1: not compared with, because they are under suspicion themselves. Per row. */
  excluded: Uint8Array
  /** Per column, what the excluded rows cast there: agrees, disagrees, all; to be taken off the column's counts. */
  agrees: Int32Array
  disagrees: Int32Array
  seen: Int32Array
}

export function comparison(matrix: Matrix): Comparison {
  const rows = matrix.participants.length
  const count = rows < mostCompared ? rows : mostCompared
  const width = matrix.statements.length
  return {
    matrix,
    sample: Int32Array.from({ length: count }, (_, at) => Math.floor((at * rows) / count)),
    excluded: new Uint8Array(rows),
    agrees: new Int32Array(width),
    disagrees: new Int32Array(width),
    seen: new Int32Array(width),
  }
}

/** Leaves a row out (by 1), or takes it in again (by -1). */
export function exclude({ matrix, excluded, agrees, disagrees, seen }: Comparison, row: number, by: 1 | -1): void {
  const { rowStart, columns, values } = matrix
  excluded[row] = by === 1 ? 1 : 0
  const end = rowStart[row + 1] as number
  for (let at = rowStart[row] as number; at < end; at += 1) {
    const column = columns[at] as number
    seen[column] = (seen[column] as number) + by
    if (values[at] === 1) agrees[column] = (agrees[column] as number) + by
    if (values[at] === -1) disagrees[column] = (disagrees[column] as number) + by
  }
}

/** The share of those not excluded who answered a column with this value; never quite 0 or 1. */
export function shareOf(compared: Comparison, column: number, value: number): number {
  const { matrix } = compared
  const all = (matrix.seen[column] as number) - (compared.seen[column] as number)
  const agrees = (matrix.agrees[column] as number) - (compared.agrees[column] as number)
  const disagrees = (matrix.disagrees[column] as number) - (compared.disagrees[column] as number)
  const same = value === 1 ? agrees : value === -1 ? disagrees : all - agrees - disagrees
  return (same + 0.5) / (all + 1)
}

export type LikeMinded = { chance: number; able: number; near: number; further: number }

/** If each statement were answered by itself, with the shares of everybody. */
export function plainChance(compared: Comparison, row: number): number {
  const { rowStart, columns, values } = compared.matrix
  let chance = 1
  const end = rowStart[row + 1] as number
  for (let at = rowStart[row] as number; at < end; at += 1) chance *= shareOf(compared, columns[at] as number, values[at] as number)
  return chance
}

/**
 * `chance`: of a row's answers among like-minded people. Of all rows not excluded: `able` answered all the same statements, `near`
 * of them differ in one answer and `further` in two. All are scaled up from those compared with. Whoever is compared with counts on each statement by their likeness on the OTHER statements, to the eighth power:
 * nine of ten the same counts about four tenths, half the same nothing.
 */
export function likeMindedChance(compared: Comparison, row: number): LikeMinded {
  const { matrix, sample, excluded } = compared
  const { rowStart, columns, values } = matrix
  const own = ownAnswers(matrix, row)
  const votes = (rowStart[row + 1] as number) - (rowStart[row] as number)
  const same = new Float64Array(matrix.statements.length)
  const all = new Float64Array(matrix.statements.length)
  const differing = new Int32Array(3)
  let able = 0
  for (let at = 0; at < sample.length; at += 1) {
    const other = sample[at] as number
    if (excluded[other] === 1 || other === row) continue
    const from = rowStart[other] as number
    const to = rowStart[other + 1] as number
    let shared = 0
    let alike = 0
    for (let vote = from; vote < to; vote += 1) {
      const mine = own[columns[vote] as number] as number
      if (mine === notVoted) continue
      shared += 1
      if (mine === values[vote]) alike += 1
    }
    if (shared === votes) {
      able += 1
      if (shared - alike < 3) differing[shared - alike] = (differing[shared - alike] as number) + 1
    }
    if (shared < fewestShared) continue
    const whereSame = eighthPower(alike / (shared + 1))
    const whereNot = eighthPower((alike + 1) / (shared + 1))
    for (let vote = from; vote < to; vote += 1) {
      const column = columns[vote] as number
      if (own[column] === notVoted) continue
      const isSame = own[column] === values[vote]
      const weight = isSame ? whereSame : whereNot
      all[column] = (all[column] as number) + weight
      if (isSame) same[column] = (same[column] as number) + weight
    }
  }
  const scale = matrix.participants.length / sample.length
  const chance = chanceFrom(compared, row, { same, all })
  return { chance, able: scale * able, near: scale * (differing[1] as number), further: scale * (differing[2] as number) }
}

/** Per column, the weight of those who answered the same, and of all. */
type Weights = { same: Float64Array; all: Float64Array }

function chanceFrom(compared: Comparison, row: number, { same, all }: Weights): number {
  const { rowStart, columns, values } = compared.matrix
  let chance = 1
  const end = rowStart[row + 1] as number
  for (let at = rowStart[row] as number; at < end; at += 1) {
    const column = columns[at] as number
    const prior = priorWeight * shareOf(compared, column, values[at] as number)
    chance *= ((same[column] as number) + prior) / ((all[column] as number) + priorWeight)
  }
  return chance
}

function ownAnswers({ rowStart, columns, values, statements }: Matrix, row: number): Int8Array {
  const own = new Int8Array(statements.length).fill(notVoted)
  const end = rowStart[row + 1] as number
  for (let at = rowStart[row] as number; at < end; at += 1) own[columns[at] as number] = values[at] as number
  return own
}

function eighthPower(share: number): number {
  const square = share * share
  const fourth = square * square
  return fourth * fourth
}
