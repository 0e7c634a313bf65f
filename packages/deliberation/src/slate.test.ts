import { describe, expect, it } from 'vitest'
import { denseApprovals, voteApprovals, type Approvals } from './approvals.ts'
import type { StatementState } from './conversation.ts'
import { voteMatrix } from './matrix.ts'
import { auditSlate, slateFrom, slateOf } from './slate.ts'

/** How many people hand in the same ballot, and the statements they approve of. */
type Ballot = readonly [people: number, approved: readonly number[]]

function approvalsOf(ballots: readonly Ballot[]): Approvals {
  const ids = [...new Set(ballots.flatMap(([, approved]) => approved))].toSorted((a, b) => a - b)
  const rows = ballots.flatMap(([people, approved]) => Array.from({ length: people }, () => ids.map((id) => Number(approved.includes(id)))))
  return denseApprovals(ids, Uint8Array.from(rows.flat()))
}

function mostApproved({ statements, agrees }: Approvals, size: number): number[] {
  const order = Array.from(statements, (id, column) => ({ id, people: agrees[column] ?? NaN }))
  return order
    .toSorted((a, b) => b.people - a.people || a.id - b.id)
    .slice(0, size)
    .map(({ id }) => id)
}

describe('published examples', () => {
  it('greedy PAV is the sequential rule of Lackner & Skowron (example 5), which is not the optimum {1, 3}', () => {
    const approvals = approvalsOf([
      [3, [1, 2]],
      [6, [1, 4]],
      [4, [2]],
      [5, [3]],
      [5, [3, 4]],
    ])
    expect(slateFrom(approvals, { size: 2 }).pav.statements).toEqual([4, 3])
  })

  it("greedy PAV decides by 3801 to 3800 in Thiele's example (Janson, 13.3)", () => {
    const approvals = approvalsOf([
      [960, [1, 3, 4]],
      [3000, [2, 3, 4]],
      [520, [2, 3]],
      [1620, [1, 2]],
      [1081, [1, 4]],
      [1240, [1, 3]],
      [360, [2, 4]],
      [360, [4]],
      [120, [3]],
      [60, [2]],
    ])
    expect(slateFrom(approvals, { size: 2 }).pav.statements).toEqual([3, 1])
  })

  // Aziz, Brill, Conitzer, Elkind, Freeman & Walsh 2017: 120 of 1,199 people are more than a tenth, and greedy PAV forgets them.
  const forgotten = approvalsOf([
    [81, [1, 2]],
    [81, [1, 3]],
    [80, [2]],
    [80, [3]],
    [81, [4, 5]],
    [81, [4, 6]],
    [80, [5]],
    [80, [6]],
    [49, [7, 8]],
    [49, [7, 9]],
    [49, [7, 10]],
    [96, [8]],
    [96, [9]],
    [96, [10]],
    [120, [11]],
  ])

  it('greedy PAV can fail justified representation, and the audit names whom it forgets', () => {
    const { pav } = slateFrom(forgotten)
    expect(pav.statements).toEqual([1, 4, 7, 2, 3, 5, 6, 8, 9, 10])
    expect(pav.audit).toEqual({ statement: 11, level: 1, people: 120, needed: 120 })
  })

  it('GJCR does not forget them', () => {
    const { gjcr } = slateFrom(forgotten)
    expect(gjcr.statements).toContain(11)
    expect(gjcr.audit).toBeNull()
  })
})

describe('a minority of 13 in 100 that agrees on its own statements', () => {
  const planted = approvalsOf([
    [87, Array.from({ length: 12 }, (_, at) => at + 1)],
    [13, [40, 41]],
  ])

  it('is left out by the ten most approved statements, and the audit says so', () => {
    expect(auditSlate(planted, mostApproved(planted, 10))).toEqual({ statement: 40, level: 1, people: 13, needed: 10 })
  })

  it('has its statement in both slates', () => {
    const { size, voters, pav, gjcr } = slateFrom(planted)
    expect([size, voters]).toEqual([10, 100])
    for (const { statements, audit, coverage } of [pav, gjcr]) {
      expect(statements).toContain(40)
      expect(audit).toBeNull()
      expect(coverage).toEqual({ reached: 100, unreached: 0, share: 1, meanByGroup: {} })
    }
  })

  it('is owed nothing when it is smaller than a tenth, nor by a slate of fewer places', () => {
    const smaller = approvalsOf([
      [91, Array.from({ length: 12 }, (_, at) => at + 1)],
      [9, [40]],
    ])
    expect(auditSlate(smaller, mostApproved(smaller, 10))).toBeNull()
    expect(auditSlate(planted, mostApproved(planted, 7))).toBeNull()
    expect(auditSlate(planted, mostApproved(planted, 8))).toEqual({ statement: 40, level: 1, people: 13, needed: 13 })
  })

  it('with 30 in 100 and four statements is owed three places, and says at which level it is short', () => {
    const larger = approvalsOf([
      [70, Array.from({ length: 12 }, (_, at) => at + 1)],
      [30, [40, 41, 42, 43]],
    ])
    const short = [1, 2, 3, 4, 5, 6, 7, 8, 40, 41]
    expect(auditSlate(larger, short)).toEqual({ statement: 42, level: 3, people: 30, needed: 30 })
    expect(auditSlate(larger, [1, 2, 3, 4, 5, 6, 7, 40, 41, 42])).toBeNull()
  })
})

describe('what counts', () => {
  const vote = (participant: number, statement: number, value: -1 | 0 | 1) => ({ participant, statement, value })
  const conversation = (states: readonly StatementState[], list: readonly ReturnType<typeof vote>[]) =>
    voteMatrix({
      statements: states.map((state, id) => ({ id, state })),
      votes: {
        participants: list.map(({ participant }) => participant),
        statements: list.map(({ statement }) => statement),
        values: list.map(({ value }) => value),
      },
    })

  it('is an agree on a live statement; a voter is somebody with any vote on one', () => {
    const matrix = conversation(
      ['live', 'moderated-out', 'meta', 'live'],
      [vote(1, 0, 1), vote(1, 1, 1), vote(2, 1, 1), vote(3, 2, 1), vote(4, 0, 0), vote(5, 3, -1)],
    )
    const slate = slateOf(matrix, {
      groups: [
        { id: 'A', rows: [0, 3] },
        { id: 'B', rows: [] },
      ],
    })
    const chosen = { statements: [0], audit: null, coverage: { reached: 1, unreached: 2, share: 1 / 3, meanByGroup: { A: 0.5, B: null } } }
    expect(slate).toEqual({ size: 1, voters: 3, pav: chosen, gjcr: chosen })
    expect(JSON.parse(JSON.stringify(slate))).toEqual(slate)
    expect(() => auditSlate(voteApprovals(matrix), [1])).toThrow('statement 1 is not live')
    expect(auditSlate(voteApprovals(matrix), [3], 3)).toEqual({ statement: 0, level: 1, people: 1, needed: 1 })
  })

  it('without any agree there is an empty slate', () => {
    const empty = { statements: [], audit: null, coverage: { reached: 0, unreached: 1, share: 0, meanByGroup: {} } }
    expect(slateOf(conversation(['live'], [vote(1, 0, -1)]))).toEqual({ size: 0, voters: 1, pav: empty, gjcr: empty })
    expect(slateOf(conversation([], [])).pav.coverage.share).toBeNull()
  })

  it('the lowest id wins a tie: three people worth 1/3 each are level with one worth 1', () => {
    const tied = approvalsOf([
      [20, [1, 2]],
      [2, [1, 2, 3]],
      [9, [1]],
      [3, [1, 2, 4]],
      [1, [5]],
    ])
    // After 1 and 2: statement 3 gains 2/3, 4 gains 3/3 and 5 gains 1.
    expect(slateFrom(tied, { size: 3 }).pav.statements).toEqual([1, 2, 4])
  })

  it('refuses what cannot be', () => {
    const approvals = approvalsOf([[2, [1, 2]]])
    expect(() => slateFrom(approvals, { size: 21 })).toThrow('a slate of 21 statements is not one of 1 to 20')
    expect(() => slateFrom(approvals, { size: 0 })).toThrow(RangeError)
    expect(() => slateFrom(approvals, { groups: [{ id: 'A', rows: [0, 2] }] })).toThrow('row 2 of group A is not there')
    expect(() =>
      slateFrom(approvals, {
        groups: [
          { id: 'A', rows: [0] },
          { id: 'B', rows: [0] },
        ],
      }),
    ).toThrow('in a group already')
    expect(() => auditSlate(approvals, [1, 1])).toThrow('twice')
    expect(() => auditSlate(approvals, [7])).toThrow('statement 7 is not live, or has no votes')
    expect(() => auditSlate(approvals, [])).toThrow('a slate of 0 places')
    expect(() => denseApprovals([1, 2], new Uint8Array(3))).toThrow('3 cells')
    expect(() => denseApprovals([2, 1], new Uint8Array(2))).toThrow('ascend')
  })
})
