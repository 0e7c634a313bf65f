/** People whose answers are all the same: as one another's, or on every statement. */
import { comparison, exclude, likeMindedChance, plainChance, type Comparison, type LikeMinded } from './like-minded.ts'
import type { Matrix } from './matrix.ts'
import type { PatternLimits } from './pattern-limits.ts'
import { strengthOf, tailBound, type Strength } from './strength.ts'

/** The same answers on the same statements. */
export type CopiesFinding = {
  kind: 'identical'
  participants: number[]
  votes: number
  /** How many others with these answers were to be expected beside the first. */
  expected: number
  strength: Strength
}
/** One and the same answer on every statement. */
export type OneAnswerFinding = {
  kind: 'one-answer'
  participants: number[]
  votes: number
  value: -1 | 0 | 1
  chance: number
  strength: Strength
}

/** So many candidates of a kind are compared with others one by one: the least likely by everybody's shares. */
const mostExamined = 300

/** Sets of people with identical votes that are rarer than chance among like-minded people. */
export function copies(matrix: Matrix, limits: PatternLimits): CopiesFinding[] {
  const { fewestCopiedVotes, byChance } = limits
  const tried = rowsWith(matrix, fewestCopiedVotes)
  const compared = comparison(matrix)
  const sets = identicalSets(matrix, tried).filter(({ length }) => length >= limits.fewestCopies)
  return leastLikely(sets, (set) => copiesByChance(compared, set, tried.length), byChance).flatMap((set): CopiesFinding[] => {
    for (const row of set) exclude(compared, row, 1)
    const likeMinded = likeMindedChance(compared, set[0] as number)
    for (const row of set) exclude(compared, row, -1)
    const expected = Math.max(likeMinded.chance * (likeMinded.able + set.length - 1), fromNeighbours(likeMinded))
    const alarms = tried.length * tailBound(expected, set.length - 1)
    if (!(alarms < byChance)) return []
    return [
      {
        kind: 'identical',
        participants: namesOf(matrix, set),
        votes: votesOf(matrix, set[0] as number),
        expected,
        strength: strengthOf(alarms, byChance),
      },
    ]
  })
}

/**
 * Honest copies stand in a cloud: where many answer all the same, more differ in one answer, and some in two. If deviations come one by
 * one, m on average, they are as n, nm, nm^2/2; so n is one^2 / (2 two). Copies that were made stand alone.
 */
function fromNeighbours({ near, further }: LikeMinded): number {
  return (near * near) / (2 * Math.max(1, further))
}

/** A lower bound: by everybody's shares, and as if nobody else had answered all of these statements. */
function copiesByChance(compared: Comparison, set: readonly number[], tried: number): number {
  return tried * tailBound(plainChance(compared, set[0] as number) * (set.length - 1), set.length - 1)
}

/** People who gave one and the same answer to every statement where like-minded people would not have. */
export function onlyAnswers(matrix: Matrix, limits: PatternLimits): OneAnswerFinding[] {
  const tried = rowsWith(matrix, limits.fewestOneAnswerVotes)
  return ([1, 0, -1] as const).flatMap((value) => oneAnswer(matrix, tried, { value, limits }))
}

function oneAnswer(matrix: Matrix, tried: Int32Array, { value, limits }: { value: -1 | 0 | 1; limits: PatternLimits }): OneAnswerFinding[] {
  const compared = comparison(matrix)
  const rows = [...tried.filter((row) => isConstant(matrix, row, value))]
  for (const row of rows) exclude(compared, row, 1)
  return leastLikely(rows, (row) => tried.length * plainChance(compared, row), limits.byChance).flatMap((row): OneAnswerFinding[] => {
    const { chance } = likeMindedChance(compared, row)
    const alarms = tried.length * chance
    if (!(alarms < limits.byChance)) return []
    return [
      {
        kind: 'one-answer',
        participants: namesOf(matrix, [row]),
        votes: votesOf(matrix, row),
        value,
        chance,
        strength: strengthOf(alarms, limits.byChance),
      },
    ]
  })
}

/** Those below the limit, the least likely first, at most so many as are examined. */
function leastLikely<T>(candidates: readonly T[], byChance: (one: T) => number, limit: number): T[] {
  return candidates
    .map((one) => ({ one, chance: byChance(one) }))
    .filter(({ chance }) => chance < limit)
    .sort((a, b) => a.chance - b.chance)
    .slice(0, mostExamined)
    .map(({ one }) => one)
}

function rowsWith({ rowStart, participants }: Matrix, fewest: number): Int32Array {
  const rows = new Int32Array(participants.length)
  let count = 0
  for (let row = 0; row < participants.length; row += 1) {
    if ((rowStart[row + 1] as number) - (rowStart[row] as number) < fewest) continue
    rows[count] = row
    count += 1
  }
  return rows.subarray(0, count)
}

const votesOf = ({ rowStart }: Matrix, row: number): number => (rowStart[row + 1] as number) - (rowStart[row] as number)
const namesOf = ({ participants }: Matrix, rows: readonly number[]): number[] => rows.map((row) => participants[row] as number)

function isConstant({ rowStart, values }: Matrix, row: number, value: number): boolean {
  const end = rowStart[row + 1] as number
  for (let at = rowStart[row] as number; at < end; at += 1) if (values[at] !== value) return false
  return true
}

/**
 * Rows with the same content, in sets of two or more. A table of hashes (open addressing) leads to the first row of each content;
 * hashes only point, contents are compared.
 */
function identicalSets(matrix: Matrix, rows: Int32Array): number[][] {
  const { rowStart, columns, values } = matrix
  let size = 16
  while (size < 2 * rows.length) size *= 2
  const first = new Int32Array(size).fill(-1)
  const sets = new Map<number, number[]>()
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as number
    const end = rowStart[row + 1] as number
    let hash = 0x9e3779b9
    for (let at = rowStart[row] as number; at < end; at += 1) {
      hash = Math.imul(hash ^ (3 * (columns[at] as number) + (values[at] as number) + 1), 0x85ebca6b)
      hash ^= hash >>> 13
    }
    let slot = hash & (size - 1)
    while (first[slot] !== -1 && !sameContent(matrix, first[slot] as number, row)) slot = (slot + 1) & (size - 1)
    const leader = first[slot] as number
    if (leader === -1) {
      first[slot] = row
      continue
    }
    const set = sets.get(leader)
    if (set === undefined) sets.set(leader, [leader, row])
    else set.push(row)
  }
  return [...sets.values()]
}

function sameContent({ rowStart, columns, values }: Matrix, a: number, b: number): boolean {
  const from = rowStart[a] as number
  const length = (rowStart[a + 1] as number) - from
  const shift = (rowStart[b] as number) - from
  if ((rowStart[b + 1] as number) - from - shift !== length) return false
  for (let at = from; at < from + length; at += 1) {
    if (columns[at] !== columns[at + shift] || values[at] !== values[at + shift]) return false
  }
  return true
}
