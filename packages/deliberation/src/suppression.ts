/**
 * Which counts of one statement may be published. People stand in rows (groups that together are everybody); each agreed, disagreed, passed or did not
 * vote. How many did not vote is never published.
 *
 * Everybody's counts come first: as many columns as stand the test `holds`. Then the same columns or fewer for the rows, all rows alike. So what is hidden
 * is a table of its own, with known sums at most, and in such a table a cell can be anything between max(0, r + c - M) and min(r, c), where r and c are the
 * sums of its row and its column and M is the whole: a range of width min(r, c, M - r, M - c). The tests below keep each of these at `fewest` or above.
 */
import type { Counts, Side } from './analysis.ts'

export type Column = keyof Counts
/** The counts of some people, and how many people they are. */
export type Row = Counts & { readonly size: number }

/** Tried in this order, whatever the numbers are: that a finer one was not taken tells only that one of its tests failed somewhere. */
const LEVELS: readonly (readonly Column[])[] = [['agrees', 'disagrees', 'passes'], ['agrees', 'disagrees'], ['agrees'], ['disagrees']]

export type Shown = {
  /** Columns published for everybody, and for each row. */
  readonly all: readonly Column[]
  readonly rows: readonly Column[]
  /** Where no count is published: the side of more than half of everybody; else null. */
  readonly most: Side | null
}

/** The columns to publish, for everybody and for each row. `rows` have `fewest` people or more each, and together they are everybody. */
export function shownColumns(rows: readonly Row[], fewest: number): Shown {
  const everybody = rows.reduce(added, { agrees: 0, disagrees: 0, passes: 0, size: 0 })
  const all = LEVELS.find((level) => holds(everybody, level, fewest)) ?? []
  const most = all.length > 0 ? null : mostOf(everybody, fewest)
  if (rows.length < 2) return { all, rows: [], most }
  // Beginning with the same column: disagrees alone, below sums of agrees, would tell that agrees failed, and in small tables how.
  const coarser = LEVELS.filter((level) => level[0] === all[0] && level.length <= all.length)
  const finer = coarser.find((level) => rows.every((row) => holds(row, level, fewest))) ?? []
  // Passes that are hidden in the rows alone would be what is left of each row: too few in one means more in another.
  return { all: finer.length === 2 ? finer : all, rows: finer, most }
}

/** Each count is large enough, and so is what is left beside them; where every answer is shown, nobody's answer is left. */
function holds(row: Row, level: readonly Column[], fewest: number): boolean {
  return level.every((column) => row[column] >= fewest) && (level.length === 3 || left(row, level) >= fewest)
}

/** Of so few people that half of them is hardly more than the fewest, the words would bound the count more closely than hiding it does. */
function mostOf({ agrees, disagrees, size }: Row, fewest: number): Side | null {
  if (size <= 2 * fewest) return null
  return 2 * agrees > size ? 'agree' : 2 * disagrees > size ? 'disagree' : null
}

function left(row: Row, level: readonly Column[]): number {
  return level.reduce((rest, column) => rest - row[column], row.size)
}

function added(sum: Row, row: Row): Row {
  return {
    agrees: sum.agrees + row.agrees,
    disagrees: sum.disagrees + row.disagrees,
    passes: sum.passes + row.passes,
    size: sum.size + row.size,
  }
}
