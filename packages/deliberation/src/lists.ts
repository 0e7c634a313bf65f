/** Representative statements of each group, and the majority lists: Polis's formulas and its order of choosing. */
import type { Analysis, Group, MajorityEntry, RepresentativeEntry, Side } from './analysis.ts'
import type { Matrix } from './matrix.ts'
import type { Parameters } from './parameters.ts'
import { proportionTest, smoothed, twoProportionTest, type Proportion } from './scores.ts'
import type { Tally } from './tally.ts'

/** One statement seen from one group: both sides measured. */
type Measured = { statement: number; votes: number; agree: SideMeasure; disagree: SideMeasure }
type SideMeasure = { n: number; trials: number; p: number; pTest: number; ratio: number; ratioTest: number }

/**
 * Up to five statements that set each group apart, agrees before disagrees. A statement qualifies when one side passes
 * both tests at 90 %; the best agree comes first; the rest by ratio * ratioTest * p * pTest. When none qualifies, the best
 * agree, or the one furthest from the other groups, stands alone. Hidden statements are left out.
 */
export function representative(
  matrix: Matrix,
  groups: readonly Group[],
  votes: readonly Tally[],
  parameters: Parameters,
): Analysis['representative'] {
  const lists = groups.map(({ id }, g): [string, RepresentativeEntry[]] => {
    const own = votes[g] as Tally
    const others = votes.filter((_, other) => other !== g)
    const measured = visibleColumns(matrix).map((column) => measure(matrix, column, own, others))
    return [id, chooseRepresentative(measured, parameters)]
  })
  return Object.fromEntries(lists)
}

function measure(matrix: Matrix, column: number, own: Tally, others: readonly Tally[]): Measured {
  const trials = own.seen[column] as number
  const otherTrials = others.reduce((sum, tally) => sum + (tally.seen[column] as number), 0)
  const side = (mine: Int32Array, theirs: (tally: Tally) => Int32Array): SideMeasure => {
    const here: Proportion = { n: mine[column] as number, trials }
    const there: Proportion = { n: others.reduce((sum, tally) => sum + (theirs(tally)[column] as number), 0), trials: otherTrials }
    const p = smoothed(here)
    return { ...here, p, pTest: proportionTest(here), ratio: p / smoothed(there), ratioTest: twoProportionTest(here, there) }
  }
  return {
    statement: matrix.statements[column] as number,
    votes: trials,
    agree: side(own.agrees, (tally) => tally.agrees),
    disagree: side(own.disagrees, (tally) => tally.disagrees),
  }
}

function chooseRepresentative(measured: readonly Measured[], { z90, listLength }: Parameters): RepresentativeEntry[] {
  const qualified: Measured[] = []
  let furthest: Measured | null = null
  let bestAgree: Measured | null = null
  for (const one of measured) {
    if (passes(one.agree, z90) || passes(one.disagree, z90)) qualified.push(one)
    if (furthest === null || reach(one) > reach(furthest)) furthest = one
    if (beatsBestAgree(one, bestAgree, z90)) bestAgree = one
  }
  const first = bestAgree === null ? [] : [entry(bestAgree, true)]
  if (qualified.length === 0) {
    if (first.length > 0 || furthest === null) return first
    return [entry(furthest, false)]
  }
  const rest = qualified.filter((one) => one !== bestAgree).map((one) => entry(one, false))
  rest.sort((a, b) => weight(b) - weight(a) || a.statement - b.statement)
  const list = [...first, ...rest].slice(0, listLength)
  return [...list.filter((one) => one.side === 'agree'), ...list.filter((one) => one.side === 'disagree')]
}

function passes(side: SideMeasure, z90: number): boolean {
  return side.ratioTest > z90 && side.pTest > z90
}

function reach({ agree, disagree }: Measured): number {
  return Math.max(agree.ratioTest, disagree.ratioTest)
}

// Statements are met in ascending id order, and the yardstick depends on the best so far: this is Polis's rule as it runs.
function beatsBestAgree({ agree, disagree }: Measured, best: Measured | null, z90: number): boolean {
  if (agree.n === 0 && disagree.n === 0) return false
  if (best === null) return agree.pTest > z90 || (agree.ratio > 1 && agree.p > 0.5)
  if (best.agree.ratio > 1) return weight(agree) > weight(best.agree)
  return agree.p * agree.pTest > best.agree.p * best.agree.pTest
}

function weight({ ratio, ratioTest, p, pTest }: SideMeasure): number {
  return ratio * ratioTest * p * pTest
}

function entry({ statement, agree, disagree }: Measured, bestAgree: boolean): RepresentativeEntry {
  const side: Side = agree.ratioTest > disagree.ratioTest ? 'agree' : 'disagree'
  return { statement, side, ...(side === 'agree' ? agree : disagree), bestAgree }
}

/**
 * Statements that a clear majority of all participants agrees (or disagrees) with: p > 1/2 and pTest > 1.2816, by
 * p * pTest, at most five each. Hidden statements are left out.
 */
export function majority(matrix: Matrix, parameters: Parameters): Analysis['majority'] {
  const list = (counts: Int32Array): MajorityEntry[] => {
    const entries = visibleColumns(matrix).map((column) => {
      const proportion = { n: counts[column] as number, trials: matrix.seen[column] as number }
      return { statement: matrix.statements[column] as number, ...proportion, p: smoothed(proportion), pTest: proportionTest(proportion) }
    })
    return entries
      .filter(({ p, pTest }) => p > 0.5 && pTest > parameters.z90)
      .sort((a, b) => b.p * b.pTest - a.p * a.pTest || a.statement - b.statement)
      .slice(0, parameters.listLength)
  }
  return { agree: list(matrix.agrees), disagree: list(matrix.disagrees) }
}

function visibleColumns(matrix: Matrix): number[] {
  return [...matrix.states.keys()].filter((column) => matrix.states[column] === 'live')
}
