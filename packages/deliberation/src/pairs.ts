/** Sums over pairs of statements that one person voted on: all that the components need, in whole numbers, whatever the number of people. */
import type { Matrix } from './matrix.ts'
import type { Span } from './spans.ts'

/** For columns j <= k, over the people who voted on both. `both` and `products` are filled where j <= k; `sums` everywhere. */
export type PairSums = {
  size: number
  /** How many people, at j * size + k. */
  both: Int32Array
  /** SUM x_j x_k. */
  products: Int32Array
  /** SUM x_j at j * size + k, so that SUM x_k stands at k * size + j. */
  sums: Int32Array
}

/** No column may hold more votes than this between two carries, so that no field of the packed sums runs over. */
const mostPacked = 4095
/** Columns handled together: their packed sums fit into the cache beside the votes. */
const tileEntries = 32_768

/**
 * What one pair of votes adds to the packed sums, at 3 (x_j + 1) + x_k + 1: four fields of 13 bits, each 0 to 2 a person:
 * people, x_j x_k + 1, x_j + 1, x_k + 1.
 */
const packed = Float64Array.from({ length: 9 }, (_, at) => {
  const j = Math.floor(at / 3) - 1
  const k = (at % 3) - 1
  return 1 + (j * k + 1) * 0x2000 + (j + 1) * 0x4000000 + (k + 1) * 0x8000000000
})

export function emptyPairs(size: number): PairSums {
  const entries = size * size
  return { size, both: new Int32Array(entries), products: new Int32Array(entries), sums: new Int32Array(entries) }
}

/** Pair sums of the rows of a span, over all columns whatever their state. Exact; about 2 ns a pair. */
export function pairSums(matrix: Matrix, { from, to }: Span): PairSums {
  const pairs = emptyPairs(matrix.statements.length)
  const cursors = matrix.rowStart.slice(from, to)
  for (let start = from; start < to;) {
    const end = chunkEnd(matrix, start, to)
    addChunk(pairs, matrix, { from: start, to: end }, cursors.subarray(start - from, end - from))
    start = end
  }
  return pairs
}

/** Adds pair sums of other rows of the same columns. */
export function addPairs(into: PairSums, other: PairSums): void {
  for (const name of ['both', 'products', 'sums'] as const) {
    const [sum, more] = [into[name], other[name]]
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] as number) + (more[at] as number)
  }
}

/** A row of votes: columns ascend. */
export type RowVotes = { readonly columns: Uint16Array; readonly values: Int8Array }

/**
 * Takes one row's pairs away and adds another's, as far as they differ: what a few changed votes cost grows with the row, not with its square. Both rows
 * are numbered as `pairs` is.
 */
export function changeRow(pairs: PairSums, before: RowVotes, after: RowVotes): void {
  const changed = differing(before, after)
  addPairsWith(pairs, before, changed, -1)
  addPairsWith(pairs, after, changed, 1)
}

/** 1 for columns on which the two rows say different things. */
function differing(before: RowVotes, after: RowVotes): Map<number, true> {
  const changed = new Map<number, true>()
  const valueOf = new Map(Array.from(before.columns, (column, at) => [column, before.values[at] as number]))
  for (const [at, column] of after.columns.entries()) {
    if (valueOf.get(column) !== after.values[at]) changed.set(column, true)
    valueOf.delete(column)
  }
  for (const column of valueOf.keys()) changed.set(column, true)
  return changed
}

/** Adds (or takes away) the pairs of a row of which at least one column is among those that changed. */
function addPairsWith(pairs: PairSums, { columns, values }: RowVotes, changed: ReadonlyMap<number, true>, sign: 1 | -1): void {
  for (let a = 0; a < columns.length; a += 1) {
    const j = columns[a] as number
    if (!changed.has(j)) continue
    for (let b = 0; b < columns.length; b += 1) {
      const k = columns[b] as number
      // A pair of two changed columns is met twice, and counted at its first column.
      if (k < j && changed.has(k)) continue
      if (j <= k) addPair(pairs, { j, k, x: values[a] as number, y: values[b] as number }, sign)
      else addPair(pairs, { j: k, k: j, x: values[b] as number, y: values[a] as number }, sign)
    }
  }
}

type Pair = { j: number; k: number; x: number; y: number }

function addPair({ size, both, products, sums }: PairSums, { j, k, x, y }: Pair, sign: 1 | -1): void {
  const jk = j * size + k
  both[jk] = (both[jk] as number) + sign
  products[jk] = (products[jk] as number) + sign * x * y
  sums[jk] = (sums[jk] as number) + sign * x
  const kj = k * size + j
  if (j !== k) sums[kj] = (sums[kj] as number) + sign * y
}

/** The same sums in another numbering: old column from[i] becomes to[i], both ascending; others are left behind. */
export function relaid(pairs: PairSums, { from, to }: { from: readonly number[]; to: readonly number[] }, size: number): PairSums {
  const moved = emptyPairs(size)
  for (const [a, j] of from.entries()) {
    for (const [b, k] of from.entries()) {
      const old = j * pairs.size + k
      const place = (to[a] as number) * size + (to[b] as number)
      moved.both[place] = pairs.both[old] as number
      moved.products[place] = pairs.products[old] as number
      moved.sums[place] = pairs.sums[old] as number
    }
  }
  return moved
}

/** How many pairs, a vote with itself included, all rows hold: what the sums cost. */
export function pairCount({ rowStart }: Matrix): number {
  let pairs = 0
  for (let row = 0; row + 1 < rowStart.length; row += 1) {
    const own = (rowStart[row + 1] as number) - (rowStart[row] as number)
    pairs += (own * (own + 1)) / 2
  }
  return pairs
}

/** The first row that might make a field run over. */
function chunkEnd({ rowStart, columns, statements }: Matrix, from: number, to: number): number {
  const counts = new Uint16Array(statements.length)
  for (let row = from; row < to; row += 1) {
    const end = rowStart[row + 1] as number
    let full = false
    for (let at = rowStart[row] as number; at < end; at += 1) {
      const column = columns[at] as number
      const count = (counts[column] as number) + 1
      counts[column] = count
      full ||= count === mostPacked
    }
    if (full) return row + 1
  }
  return to
}

function addChunk(pairs: PairSums, matrix: Matrix, span: Span, cursors: Int32Array): void {
  const { size } = pairs
  const height = Math.max(1, Math.floor(tileEntries / size))
  const tile = new Float64Array(height * size)
  for (let first = 0; first < size; first += height) {
    const last = Math.min(size, first + height)
    fillTile(tile, matrix, { span, cursors, first, last, size })
    carry(pairs, tile, first, last)
    tile.fill(0)
  }
}

type Tile = { span: Span; cursors: Int32Array; first: number; last: number; size: number }

/** `cursors` stand at each row's first vote in the tile or beyond, and are moved past it. */
function fillTile(tile: Float64Array, { rowStart, columns, values }: Matrix, { span, cursors, first, last, size }: Tile): void {
  for (let row = span.from; row < span.to; row += 1) {
    const end = rowStart[row + 1] as number
    let a = cursors[row - span.from] as number
    while (a < end && (columns[a] as number) < last) {
      const base = ((columns[a] as number) - first) * size
      const kind = 3 * (values[a] as number) + 4
      for (let b = a; b < end; b += 1) {
        const at = base + (columns[b] as number)
        tile[at] = (tile[at] as number) + (packed[kind + (values[b] as number)] as number)
      }
      a += 1
    }
    cursors[row - span.from] = a
  }
}

/** Unpacks the four fields of each entry into the sums. */
function carry({ size, both, products, sums }: PairSums, tile: Float64Array, first: number, last: number): void {
  for (let j = first; j < last; j += 1) {
    for (let k = j; k < size; k += 1) {
      const entry = tile[(j - first) * size + k] as number
      if (entry === 0) continue
      const high = Math.floor(entry / 0x4000000)
      const low = entry - high * 0x4000000
      const people = low & 0x1fff
      const jk = j * size + k
      const kj = k * size + j
      both[jk] = (both[jk] as number) + people
      products[jk] = (products[jk] as number) + (low >>> 13) - people
      sums[jk] = (sums[jk] as number) + (high & 0x1fff) - people
      if (j !== k) sums[kj] = (sums[kj] as number) + (high >>> 13) - people
    }
  }
}
