/**
 * A slate: a few statements that together stand for the people in proportion, chosen from what they approve of. It is a proposal to
 * people who decide. Nothing is adopted by it, and no rate of agreement adopts anything.
 */
import { approvedByGroup, depthCounts, depthMoves, voteApprovals, type Approvals, type Chosen, type Depths } from './approvals.ts'
import { unmetClaim, type Quota, type Witness } from './ejr-plus.ts'
import { nextByGjcr } from './gjcr.ts'
import type { Matrix } from './matrix.ts'
import { mostPlaces, nextByPav } from './pav.ts'

/** Rows of the matrix, each in one group at most. */
export type GroupRows = { readonly id: string; readonly rows: ArrayLike<number> }

export type SlateOptions = {
  /** How many statements are asked for; 10 unless said. */
  readonly size?: number
  readonly groups?: readonly GroupRows[]
}

export type Coverage = {
  /** Voters who approve of at least one chosen statement, and of none of them. */
  reached: number
  unreached: number
  /** `reached` of all voters, 0 to 1; null without voters. */
  share: number | null
  /** Mean number of chosen statements that a member approves of; null for a group without members. */
  meanByGroup: Record<string, number | null>
}

/** `audit` is null when EJR+ holds, or else the claim that the slate leaves unmet most clearly. */
export type ChosenSlate = { statements: number[]; audit: Witness | null; coverage: Coverage }

export type Slate = {
  /** Places: as many as asked for, or as many live statements as somebody approves of. */
  size: number
  /** Those whom the slate stands for: participants with a vote on a live statement. */
  voters: number
  /** In the order in which they were chosen. */
  pav: ChosenSlate
  gjcr: ChosenSlate
}

/** The `Depths` for some columns; the order in which they were chosen does not matter. */
export type DepthsOf = (chosen: readonly number[]) => Depths

/**
 * Two slates over agree votes on live statements: greedy PAV and GJCR, each with its EJR+ audit. Nobody's unseen statements count
 * as approved. Throws a RangeError for a size that is no integer from 1 to 20, or a row that is not there or in two groups.
 */
export function slateOf(matrix: Matrix, options: SlateOptions = {}): Slate {
  return slateFrom(voteApprovals(matrix), options)
}

/** The same over any approvals, such as those that a model completed. Throws as `slateOf` does. */
export function slateFrom(approvals: Approvals, { size: asked = 10, groups = [] }: SlateOptions = {}): Slate {
  if (!Number.isInteger(asked) || asked < 1 || asked > mostPlaces)
    throw new RangeError(`a slate of ${asked} statements is not one of 1 to ${mostPlaces}`)
  const { voters, candidates } = approvals
  const places = candidates.reduce((sum, one) => sum + one, 0)
  const quota = { size: Math.min(asked, places), voters }
  const depthsOf = depthsFrom(approvals, quota.size + 1)
  const groupOf = groupOfRow(approvals, groups)
  const described = (columns: readonly number[]): ChosenSlate => ({
    statements: columns.map((column) => approvals.statements[column] as number),
    audit: witness(approvals, depthsOf(columns), openTo(candidates, columns), quota),
    coverage: coverage(approvals, columns, { groups, groupOf }),
  })
  const pav = chosenBy(nextByPav, depthsOf, candidates, quota)
  const gjcr = chosenBy(nextByGjcr, depthsOf, candidates, quota)
  return { size: quota.size, voters, pav: described(pav), gjcr: described(gjcr) }
}

/**
 * The EJR+ audit of any slate, whoever made it: null when it holds, or else the witness. `size` is the number of places there were to give.
 * Throws a RangeError when a statement is chosen twice, is not live or has no votes, or the size is no integer from 1.
 */
export function auditSlate(approvals: Approvals, statements: readonly number[], size: number = statements.length): Witness | null {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`a slate of ${size} places cannot be audited`)
  if (new Set(statements).size !== statements.length) throw new RangeError('a statement is in the slate twice')
  const columns = statements.map((id) => {
    const column = approvals.statements.indexOf(id)
    if (column < 0 || approvals.live[column] === 0) throw new RangeError(`statement ${id} is not live, or has no votes`)
    return column
  })
  const { voters, candidates } = approvals
  const depths = depthsFrom(approvals, size + 1)(columns)
  return witness(approvals, depths, openTo(candidates, columns), { size, voters })
}

/** Fills the places one by one. A rule is given the depths of what is chosen and the columns that are open. */
export function chosenBy(
  rule: (depths: Depths, open: Uint8Array, quota: Quota) => number | null,
  depthsOf: DepthsOf,
  candidates: Uint8Array,
  quota: Quota,
): number[] {
  const chosen: number[] = []
  while (chosen.length < quota.size) {
    const next = rule(depthsOf(chosen), openTo(candidates, chosen), quota)
    if (next === null) break
    chosen.push(next)
  }
  return chosen
}

/**
 * Remembers the depths of each set of columns it was asked for, and derives those of one more column from them. Two rules that begin
 * alike thus share their first passes.
 */
export function depthsFrom({ ballots, agrees, statements }: Approvals, levels: number): DepthsOf {
  const width = statements.length
  const everybody = { from: 0, to: ballots.rowStart.length - 1 }
  const known = new Map<string, Int32Array>([['', nobodyYet(agrees, levels)]])
  return (columns) => {
    const name = nameOf(columns)
    const before = known.get(nameOf(columns.slice(0, -1)))
    const step: Chosen = { chosen: Uint16Array.from(columns.slice(0, -1)), width, levels }
    let counts = known.get(name)
    if (counts === undefined && before !== undefined && columns.length < levels) {
      counts = moved(before, depthMoves(ballots, everybody, { ...step, added: columns.at(-1) as number }), width)
    }
    counts ??= depthCounts(ballots, everybody, { ...step, chosen: Uint16Array.from(columns) })
    known.set(name, counts)
    return { counts, columns: width, levels }
  }
}

/** What `depthMoves` found, carried out: people leave a level for the next. */
export function moved(before: Int32Array, moves: Int32Array, width: number): Int32Array {
  const counts = before.slice()
  for (let place = 0; place < moves.length; place += 1) {
    const people = moves[place] as number
    counts[place] = (counts[place] as number) - people
    counts[place + width] = (counts[place + width] as number) + people
  }
  return counts
}

function nobodyYet(agrees: Int32Array, levels: number): Int32Array {
  const counts = new Int32Array(agrees.length * levels)
  counts.set(agrees)
  return counts
}

function nameOf(columns: readonly number[]): string {
  return columns.toSorted((a, b) => a - b).join(' ')
}

function openTo(candidates: Uint8Array, chosen: readonly number[]): Uint8Array {
  const open = candidates.slice()
  for (const column of chosen) open[column] = 0
  return open
}

function witness({ statements }: Approvals, depths: Depths, open: Uint8Array, quota: Quota): Witness | null {
  const claim = unmetClaim(depths, open, quota)
  if (claim === null) return null
  const { column, level, people, needed } = claim
  return { statement: statements[column] as number, level, people, needed }
}

function groupOfRow({ ballots }: Approvals, groups: readonly GroupRows[]): Int32Array {
  const groupOf = new Int32Array(ballots.rowStart.length - 1).fill(-1)
  for (const [at, { id, rows }] of groups.entries()) {
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place] as number
      if (groupOf[row] !== -1) throw new RangeError(`row ${row} of group ${id} is not there, or is in a group already`)
      groupOf[row] = at
    }
  }
  return groupOf
}

function coverage(
  { ballots, voters }: Approvals,
  columns: readonly number[],
  { groups, groupOf }: { readonly groups: readonly GroupRows[]; readonly groupOf: Int32Array },
): Coverage {
  const chosen = Uint16Array.from(columns)
  const sums = approvedByGroup(ballots, { from: 0, to: groupOf.length }, { chosen, groupOf, groups: groups.length })
  const reached = sums[0] as number
  const means = groups.map(({ id, rows }, at) => [id, rows.length === 0 ? null : (sums[at + 1] as number) / rows.length] as const)
  return { reached, unreached: voters - reached, share: voters === 0 ? null : reached / voters, meanByGroup: Object.fromEntries(means) }
}
