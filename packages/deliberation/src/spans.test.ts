import { describe, expect, it } from 'vitest'
import { addPairs, changeRow, emptyPairs, pairSums } from './pairs.ts'
import { analysisPlan, carriedOut, finalVotes, plainAnalysis, spansOf, subjectOf, type Conversation } from './index.ts'
import { voteMatrix } from './matrix.ts'
import { inventedEvents, listed } from './testing/invented.ts'

const conversation: Conversation = {
  statements: listed(40),
  votes: finalVotes(inventedEvents({ people: 300, statements: 40, events: 6000, seed: 9 })),
}
/** More statements than pair sums are kept for: the other path. */
const wide: Conversation = {
  statements: listed(1600),
  votes: finalVotes(inventedEvents({ people: 120, statements: 1600, events: 9000, seed: 4 })),
}

describe('spans', () => {
  it('cover all rows once, in order, with about equal votes', () => {
    const { matrix } = subjectOf(conversation)
    for (const count of [1, 2, 3, 4, 7, 1000]) {
      const spans = spansOf(matrix, count)
      expect(spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at))).toEqual([
        ...matrix.participants.keys(),
      ])
      expect(spans.length).toBeLessThanOrEqual(count)
    }
    const votes = spansOf(matrix, 4).map(({ from, to }) => (matrix.rowStart[to] ?? 0) - (matrix.rowStart[from] ?? 0))
    expect(Math.max(...votes) - Math.min(...votes)).toBeLessThan(100)
  })

  it.each([
    ['pairs', conversation],
    ['passes', wide],
  ])('change no bit of the result, by %s', (path, input) => {
    const subject = subjectOf(input)
    const run = (count: number) => plainAnalysis(carriedOut(analysisPlan(subject), subject.matrix, spansOf(subject.matrix, count)))
    const one = run(1)
    expect(one.path).toBe(path)
    for (const count of [2, 3, 4, 50]) expect(run(count)).toEqual(one)
  })
})

describe('pair sums', () => {
  const matrix = voteMatrix(conversation)
  const rows = [...matrix.participants.keys()].map((row) => [matrix.rowStart[row] ?? 0, matrix.rowStart[row + 1] ?? 0] as const)

  it('equal sums that are made row by row, and come back when a row is taken away', () => {
    const slow = emptyPairs(matrix.statements.length)
    const nothing = { columns: new Uint16Array(0), values: new Int8Array(0) }
    const votes = rows.map(([from, to]) => ({ columns: matrix.columns.subarray(from, to), values: matrix.values.subarray(from, to) }))
    for (const row of votes) changeRow(slow, nothing, row)
    const quick = pairSums(matrix, { from: 0, to: rows.length })
    expect(quick).toEqual(slow)
    const [one = nothing, other = nothing] = votes
    changeRow(slow, one, other)
    expect(slow).not.toEqual(quick)
    changeRow(slow, other, one)
    expect(slow).toEqual(quick)
  })

  it('carry in time: no packed field runs over with many people on one pair', () => {
    const people = 9001
    const votes = { participants: [] as number[], statements: [] as number[], values: [] as number[] }
    for (let person = 0; person < people; person += 1) {
      votes.participants.push(person, person)
      votes.statements.push(1, 2)
      votes.values.push(1, person % 3 === 0 ? -1 : 1)
    }
    const sums = pairSums(voteMatrix({ statements: listed(3), votes }), { from: 0, to: people })
    expect([sums.both[0], sums.both[1], sums.both[3]]).toEqual([9001, 9001, 9001])
    expect([sums.products[0], sums.products[1], sums.products[3]]).toEqual([9001, 2999, 9001])
    expect([...sums.sums]).toEqual([9001, 9001, 2999, 2999])
    const parts = [0, 5000].map((from, at) =>
      pairSums(voteMatrix({ statements: listed(3), votes }), { from, to: at === 0 ? 5000 : people }),
    )
    const [first, second] = parts
    if (first === undefined || second === undefined) throw new Error('there are two parts')
    addPairs(first, second)
    expect(first).toEqual(sums)
  })
})
