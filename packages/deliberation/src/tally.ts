/** Counts per group and statement; passes are votes, so S = agrees + disagrees + passes. */
import type { Matrix } from './matrix.ts'
import type { Span } from './spans.ts'

/** Per column of the matrix. */
export type Tally = { agrees: Int32Array; disagrees: Int32Array; seen: Int32Array }

/** Each row's group, its place among `groups`, or -1. */
export type Labels = { readonly labels: Int8Array; readonly groups: number }

/** Kernel. The votes of each group in the rows of a span. */
export function tallies(matrix: Matrix, { from, to }: Span, { labels, groups }: Labels): Tally[] {
  const width = matrix.statements.length
  const { rowStart, columns, values } = matrix
  // Three counts side by side: one row of votes touches one neighbourhood.
  const counts = new Int32Array(3 * width * groups)
  for (let row = from; row < to; row += 1) {
    const label = labels[row] as number
    if (label < 0) continue
    const base = label * width
    const end = rowStart[row + 1] as number
    for (let at = rowStart[row] as number; at < end; at += 1) {
      const place = 3 * (base + (columns[at] as number)) + (values[at] as number) + 1
      counts[place] = (counts[place] as number) + 1
    }
  }
  return Array.from({ length: groups }, (_, group) => {
    const of = (side: number) =>
      Int32Array.from({ length: width }, (_count, column) => counts[3 * (group * width + column) + side] as number)
    const [disagrees, passes, agrees] = [of(0), of(1), of(2)]
    return { agrees, disagrees, seen: passes.map((count, column) => count + (agrees[column] as number) + (disagrees[column] as number)) }
  })
}

/** Adds the counts of other rows. */
export function addTallies(into: readonly Tally[], more: readonly Tally[]): void {
  for (const [group, tally] of into.entries()) {
    for (const name of ['agrees', 'disagrees', 'seen'] as const) {
      const sum = tally[name]
      const other = (more[group] as Tally)[name]
      for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] as number) + (other[at] as number)
    }
  }
}
