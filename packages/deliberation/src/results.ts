/** One result per statement: counts, common ground, division, priority. */
import type { Consensus, Counts, Divisiveness, Group, GroupShare, Share, StatementResult } from './analysis.ts'
import type { StatementInput } from './conversation.ts'
import type { Matrix } from './matrix.ts'
import type { FittedModel } from './model.ts'
import type { Parameters } from './parameters.ts'
import { groupProduct, priority, root, twoProportionTest, wilson } from './scores.ts'
import type { Tally } from './tally.ts'

export type Findings = {
  matrix: Matrix
  groups: readonly Group[]
  tallies: readonly Tally[]
  extremity: Float64Array
  fitted: Pick<FittedModel, 'bridging' | 'expected'>
  parameters: Parameters
}

type GroupCounts = Counts & { id: string; size: number; votes: number }

/** Results of all statements, votes or not, in the given (ascending) order. */
export function statementResults(statements: readonly StatementInput[], findings: Findings): StatementResult[] {
  const columnOf = new Map<number, number>()
  for (const [column, id] of findings.matrix.statements.entries()) columnOf.set(id, column)
  return statements.map((statement) => statementResult(statement, columnOf.get(statement.id) ?? null, findings))
}

function statementResult({ id, state }: StatementInput, column: number | null, findings: Findings): StatementResult {
  const { matrix, groups, parameters } = findings
  const counts = countsOf(matrix, column)
  const byGroup = groups.map((group, g): GroupCounts => {
    const own = countsOf(findings.tallies[g] as Tally, column)
    return { id: group.id, size: group.size, votes: own.agrees + own.disagrees + own.passes, ...own }
  })
  const known = column !== null && byGroup.length > 0
  const modelled = (values: Float64Array) => (column === null || state !== 'live' ? null : (values[column] as number))
  const extremity = column === null || (state !== 'live' && parameters.name !== 'polis') ? null : (findings.extremity[column] as number)
  return {
    id,
    state,
    ...counts,
    byGroup: Object.fromEntries(byGroup.map(({ id: group, agrees, disagrees, passes }) => [group, { agrees, disagrees, passes }])),
    gac: known ? groupProduct(byGroup.map(({ agrees, votes }) => ({ n: agrees, trials: votes }))) : null,
    consensus: consensus({ counts, byGroup, known, listable: state === 'live' }, parameters),
    divisiveness: known ? divisiveness(byGroup) : null,
    bridging: modelled(findings.fitted.bridging),
    expected: modelled(findings.fitted.expected),
    extremity,
    priority: priorityOf({ state, counts, byGroup, extremity: extremity ?? 0 }, parameters),
  }
}

function countsOf(tally: { agrees: Int32Array; disagrees: Int32Array; seen: Int32Array }, column: number | null): Counts {
  if (column === null) return { agrees: 0, disagrees: 0, passes: 0 }
  const agrees = tally.agrees[column] as number
  const disagrees = tally.disagrees[column] as number
  return { agrees, disagrees, passes: (tally.seen[column] as number) - agrees - disagrees }
}

type Standing = { counts: Counts; byGroup: readonly GroupCounts[]; known: boolean; listable: boolean }

/** Both sides' normalised scores, and the side that every group's majority took when every group has voted enough. */
function consensus({ counts, byGroup, known, listable }: Standing, parameters: Parameters): Consensus {
  const { votes, percent } = parameters.consensusVotes
  const needs = byGroup.filter((group) => group.votes < votes || group.votes * 100 < percent * group.size).map(({ id }) => id)
  const score = (side: 'agrees' | 'disagrees') =>
    known ? root(groupProduct(byGroup.map((group) => ({ n: group[side], trials: group.votes }))), byGroup.length) : null
  const enough = known && listable && needs.length === 0
  const agreed = enough && byGroup.every((group) => 2 * group.agrees > group.votes)
  const disagreed = enough && byGroup.every((group) => 2 * group.disagrees > group.votes)
  const total = counts.agrees + counts.disagrees + counts.passes
  const share = (n: number, trials: number): Share => ({ share: n / trials, bound: wilson(n, trials, parameters.z90)[0] })
  const smallest = (side: 'agrees' | 'disagrees'): GroupShare =>
    byGroup
      .map((group): GroupShare => ({ group: group.id, ...share(group[side], group.votes) }))
      .reduce((least, one) => (one.share < least.share ? one : least))
  return {
    agree: score('agrees'),
    disagree: score('disagrees'),
    listed: agreed ? 'agree' : disagreed ? 'disagree' : null,
    needs,
    overall: total === 0 ? null : { agree: share(counts.agrees, total), disagree: share(counts.disagrees, total) },
    smallest: known && byGroup.every((group) => group.votes > 0) ? { agree: smallest('agrees'), disagree: smallest('disagrees') } : null,
  }
}

/** Over pairs of groups that both voted: the largest |two-proportion z| of agrees, and the largest difference of agree shares. */
function divisiveness(byGroup: readonly GroupCounts[]): Divisiveness | null {
  let z = -1
  let difference = 0
  let groups: Divisiveness['groups'] | null = null
  for (const [at, one] of byGroup.entries()) {
    for (const other of byGroup.slice(at + 1)) {
      if (one.votes === 0 || other.votes === 0) continue
      difference = Math.max(difference, Math.abs(one.agrees / one.votes - other.agrees / other.votes))
      const test = Math.abs(twoProportionTest({ n: one.agrees, trials: one.votes }, { n: other.agrees, trials: other.votes }))
      if (test <= z) continue
      z = test
      groups = [one.id, other.id]
    }
  }
  return groups === null ? null : { z, difference, groups }
}

type Candidate = { state: StatementInput['state']; counts: Counts; byGroup: readonly Counts[]; extremity: number }

function priorityOf({ state, counts, byGroup, extremity }: Candidate, parameters: Parameters): number {
  if (state === 'meta') return parameters.metaPriority
  if (parameters.priorityVoters === 'everybody') return state === 'live' ? priority(counts, extremity) : 0
  const sum = (side: keyof Counts) => byGroup.reduce((total, group) => total + group[side], 0)
  return priority({ agrees: sum('agrees'), disagrees: sum('disagrees'), passes: sum('passes') }, extremity)
}
