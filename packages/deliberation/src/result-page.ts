/** What a result page draws from an analysis. */
import { placeOf, type Analysis, type Side, type StatementResult } from './analysis.ts'
import type { VoteValue } from './conversation.ts'
import { parametersNamed } from './parameters.ts'
import { wilson } from './scores.ts'

export type Point = readonly [number, number]

/**
 * Convex hull, counter-clockwise from the lowest x (then lowest y), without points on its edges (A. M. Andrew's monotone
 * chain, 1979). Fewer than three distinct points, or points on one line, give their ends.
 */
export function hull(points: readonly Point[]): Point[] {
  const sorted = points
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
    .filter((point, at, all) => at === 0 || point[0] !== all[at - 1]?.[0] || point[1] !== all[at - 1]?.[1])
  if (sorted.length < 3) return sorted
  return [...chain(sorted), ...chain(sorted.toReversed())]
}

function chain(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    for (;;) {
      const last = kept.at(-1)
      const before = kept.at(-2)
      if (last === undefined || before === undefined || turnsLeft(before, last, point)) break
      kept.pop()
    }
    kept.push(point)
  }
  return kept.slice(0, -1)
}

function turnsLeft(a: Point, b: Point, c: Point): boolean {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0
}

/** `groups`: those unlike the participant's whose majority took the same side, the smallest lower bound last. */
export type SharedStatement = { statement: number; side: Side; groups: { id: string; share: number; bound: number }[] }

/**
 * Statements on which a participant and groups unlike theirs agree: the participant took a side, and so did more than half
 * of those in such a group who voted, with votes enough (as for consensus). `votes` are the participant's own final votes,
 * by statement id. For a participant without a group every group is unlike. Most groups first, then the largest of the
 * smallest lower bounds (Wilson, one-sided 90 %), then the lowest id. Live statements only.
 */
export function sharedGround(analysis: Analysis, participant: number, votes: ReadonlyMap<number, VoteValue>): SharedStatement[] {
  const own = placeOf(analysis, participant)?.group ?? null
  const unlike = analysis.groups.filter(({ id }) => id !== own)
  const shared: SharedStatement[] = []
  for (const result of analysis.results) {
    const vote = votes.get(result.id)
    if (vote === undefined || vote === 0 || result.state !== 'live') continue
    const side: Side = vote === 1 ? 'agree' : 'disagree'
    const groups = unlike.flatMap(({ id }) => alike(analysis, result, id, side))
    groups.sort((a, b) => b.bound - a.bound || (a.id < b.id ? -1 : 1))
    if (groups.length > 0) shared.push({ statement: result.id, side, groups })
  }
  const least = ({ groups }: SharedStatement) => groups.at(-1)?.bound ?? 0
  return shared.sort((a, b) => b.groups.length - a.groups.length || least(b) - least(a) || a.statement - b.statement)
}

function alike(analysis: Analysis, result: StatementResult, group: string, side: Side): SharedStatement['groups'] {
  const counts = result.byGroup[group]
  if (counts === undefined || result.consensus.needs.includes(group)) return []
  const n = side === 'agree' ? counts.agrees : counts.disagrees
  const total = counts.agrees + counts.disagrees + counts.passes
  if (2 * n <= total) return []
  return [{ id: group, share: n / total, bound: wilson(n, total, parametersNamed(analysis.parameters).z90)[0] }]
}
