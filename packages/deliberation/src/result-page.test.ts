import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse, hull, sharedGround, type Conversation, type Point, type VoteValue } from './index.ts'

describe('the hull', () => {
  it('goes round a square counter-clockwise and leaves out what lies inside or on an edge', () => {
    const points: Point[] = [
      [1, 1],
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
      [1, 0],
      [0, 0],
    ]
    expect(hull(points)).toEqual([
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ])
  })

  it('of few points or of a line is its ends', () => {
    expect(hull([])).toEqual([])
    expect(
      hull([
        [3, 4],
        [3, 4],
      ]),
    ).toEqual([[3, 4]])
    expect(
      hull([
        [2, 2],
        [0, 0],
        [1, 1],
        [3, 3],
      ]),
    ).toEqual([
      [0, 0],
      [3, 3],
    ])
  })

  it('has every point on its left', () => {
    const grid = fc.integer({ min: -9, max: 9 })
    fc.assert(
      fc.property(fc.array(fc.tuple(grid, grid), { minLength: 3, maxLength: 30 }), (points) => {
        const ring = hull(points)
        for (const [at, a] of ring.entries()) {
          const b = ring[(at + 1) % ring.length] ?? a
          for (const c of points) expect((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

describe('shared ground', () => {
  // Six people a group; statement 0: all agree; 1: A and C agree, B does not; 2: only A; 3: B had no vote; 4: all disagree.
  const opinions: Record<string, (VoteValue | null)[]> = { A: [1, 1, 1, 1, -1], B: [1, -1, -1, null, -1], C: [1, 1, -1, 1, -1] }
  const groups = new Map<number, string>()
  const votes = { participants: [] as number[], statements: [] as number[], values: [] as number[] }
  for (const [g, [id, values]] of Object.entries(opinions).entries()) {
    for (let member = 0; member < 6; member += 1) {
      groups.set(6 * g + member, id)
      for (const [statement, value] of values.entries()) {
        if (value === null) continue
        votes.participants.push(6 * g + member)
        votes.statements.push(statement)
        votes.values.push(value)
      }
    }
  }
  const conversation: Conversation = { statements: Array.from({ length: 5 }, (_, id) => ({ id, state: 'live' })), votes }
  const analysis = analyse(conversation, { groups })
  const own = new Map<number, VoteValue>([
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 1],
    [4, -1],
  ])

  it('is where a participant and the groups unlike theirs took the same side', () => {
    const shared = sharedGround(analysis, 0, own).map(({ statement, side, groups: alike }) => [
      statement,
      side,
      alike.map(({ id }) => id).join(),
    ])
    expect(shared).toEqual([
      [0, 'agree', 'B,C'],
      [4, 'disagree', 'B,C'],
      [1, 'agree', 'C'],
      [3, 'agree', 'C'],
    ])
  })

  it('counts every group for somebody without one, and no pass', () => {
    const shared = sharedGround(
      analysis,
      999,
      new Map<number, VoteValue>([
        [0, 0],
        [2, 1],
      ]),
    )
    expect(shared.map(({ statement, groups: alike }) => [statement, alike.map(({ id }) => id)])).toEqual([[2, ['A']]])
  })

  it('is empty without votes', () => expect(sharedGround(analysis, 0, new Map())).toEqual([]))
})
