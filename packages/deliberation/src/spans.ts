/** Spans of rows: what goes through all participants is written for one span, and its answers are exact sums that can be added in any order. */
import type { Matrix } from './matrix.ts'

/** Rows `from` up to, not including, `to`. */
export type Span = { readonly from: number; readonly to: number }

/** At most `count` spans that cover all rows, with about equal numbers of votes. How many there are changes no result. */
export function spansOf({ rowStart }: Pick<Matrix, 'rowStart'>, count: number): Span[] {
  const rows = rowStart.length - 1
  const votes = rowStart[rows] as number
  const spans: Span[] = []
  let from = 0
  for (let part = 1; part <= count; part += 1) {
    let to = part === count ? rows : from
    while (to < rows && (rowStart[to] as number) * count < votes * part) to += 1
    if (to > from) spans.push({ from, to })
    from = to
  }
  return spans.length === 0 ? [{ from: 0, to: rows }] : spans
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

/** What spans answered for their rows, one after the other in a column that `made` makes for so many entries. */
export function inOrder<C extends Column>(parts: readonly C[], made: (entries: number) => C): C {
  const whole = made(parts.reduce((sum, part) => sum + part.length, 0))
  let next = 0
  for (const part of parts) {
    whole.set(part, next)
    next += part.length
  }
  return whole
}
