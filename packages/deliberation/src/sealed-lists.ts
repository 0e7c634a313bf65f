/** The lists of a sealed result, from its published counts alone: they can tell nothing that those do not. */
import type { Side } from './analysis.ts'
import { twoProportionTest } from './scores.ts'
import type { SealedCounts, SealedResult, SealedStatement } from './sealed.ts'

export type SealedLists = {
  /** More than half of each group took the side; without groups, more than half of everybody. Largest smallest share first. */
  readonly common: readonly { readonly statement: number; readonly side: Side }[]
  /** Largest |z| between two groups first, above 1.96. */
  readonly divisive: readonly number[]
  /** Of each group, up to five statements on which it takes a side more than everybody else does (z above 1.2816), by z. */
  readonly representative: { readonly [group: string]: readonly { readonly statement: number; readonly side: Side }[] }
}

const z95 = 1.96
const z90 = 1.2816
const listed = 5

/**
 * Shares are of all people in the group or in the dialogue, those included who did not vote on the statement: how many did is not published.
 * Live statements only; equal ones stand in the order of their ids.
 */
export function sealedLists(result: SealedResult): SealedLists {
  const live = result.results.filter(({ state }) => state === 'live')
  const common = live.flatMap((one) => commonOn(one, result)).sort((a, b) => b.least - a.least || a.statement - b.statement)
  const divisive = live.map((one) => ({ statement: one.id, z: largestZ(one, result) })).filter(({ z }) => z > z95)
  return {
    common: common.map(({ statement, side }) => ({ statement, side })),
    divisive: divisive.sort((a, b) => b.z - a.z || a.statement - b.statement).map(({ statement }) => statement),
    representative: Object.fromEntries(result.groups.map(({ id, size }) => [id, representativeOf(id, size, live, result)])),
  }
}

type Share = { readonly n: number; readonly trials: number }

const counted = { agree: 'agrees', disagree: 'disagrees' } as const satisfies Record<Side, keyof SealedCounts>

/** The published counts of one side, a row each; none where one of them is hidden. */
function rowsOf(one: SealedStatement, { groups, others }: SealedResult, side: Side): Share[] {
  const rows = groups.map(({ id, size }) => ({ n: one.byGroup?.[id]?.[counted[side]] ?? null, trials: size }))
  if (others > 0) rows.push({ n: one.others?.[counted[side]] ?? null, trials: others })
  return rows.flatMap(({ n, trials }) => (n === null ? [] : [{ n, trials }])).length === rows.length ? (rows as Share[]) : []
}

function commonOn(one: SealedStatement, result: SealedResult): { statement: number; side: Side; least: number }[] {
  for (const side of ['agree', 'disagree'] as const) {
    const n = one[counted[side]]
    const everybody = n === null || result.participants === null ? [] : [{ n, trials: result.participants }]
    const rows = result.groups.length > 0 ? rowsOf(one, result, side) : everybody
    const least = rows.reduce((smallest, { n: took, trials }) => Math.min(smallest, took / trials), 1)
    if (rows.length > 0 && 2 * least > 1) return [{ statement: one.id, side, least }]
  }
  return []
}

function largestZ(one: SealedStatement, result: SealedResult): number {
  let largest = 0
  for (const side of ['agree', 'disagree'] as const) {
    const rows = rowsOf(one, result, side)
    for (const [at, row] of rows.entries()) {
      for (const other of rows.slice(at + 1)) largest = Math.max(largest, Math.abs(twoProportionTest(row, other)))
    }
  }
  return largest
}

function representativeOf(
  id: string,
  size: number,
  live: readonly SealedStatement[],
  result: SealedResult,
): { statement: number; side: Side }[] {
  const measured = live.flatMap((one) =>
    (['agree', 'disagree'] as const).flatMap((side) => {
      const [own, all] = [one.byGroup?.[id]?.[counted[side]] ?? null, one[counted[side]]]
      if (own === null || all === null || result.participants === null || 2 * own <= size) return []
      const z = twoProportionTest({ n: own, trials: size }, { n: all - own, trials: result.participants - size })
      return z > z90 ? [{ statement: one.id, side, z }] : []
    }),
  )
  return measured
    .sort((a, b) => b.z - a.z || a.statement - b.statement)
    .slice(0, listed)
    .map(({ statement, side }) => ({ statement, side }))
}
