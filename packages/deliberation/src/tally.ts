/** Counts per group and statement; passes are votes, so S = agrees + disagrees + passes. */
import type { Matrix } from './matrix.ts'

/** Per column of the matrix. */
export type Tally = { agrees: Int32Array; disagrees: Int32Array; seen: Int32Array }

/** A group as rows of the matrix. */
export type Members = { id: string; rows: number[] }

/** The votes of each group, in the order of `groups`. */
export function tallies(matrix: Matrix, groups: readonly Members[]): Tally[] {
  return groups.map(({ rows }) => {
    const width = matrix.statements.length
    const tally: Tally = { agrees: new Int32Array(width), disagrees: new Int32Array(width), seen: new Int32Array(width) }
    for (const row of rows) {
      for (let at = matrix.rowStart[row] as number; at < (matrix.rowStart[row + 1] as number); at += 1) {
        const column = matrix.columns[at] as number
        const value = matrix.values[at] as number
        tally.seen[column] = (tally.seen[column] as number) + 1
        if (value === 1) tally.agrees[column] = (tally.agrees[column] as number) + 1
        if (value === -1) tally.disagrees[column] = (tally.disagrees[column] as number) + 1
      }
    }
    return tally
  })
}
