/** Do votes hang together at all? A silhouette cannot say: any cloud in a plane can be cut in two. The votes of other people can. */
import type { Evidence } from './analysis.ts'
import { columnMeans } from './components.ts'
import { liveColumns, type Matrix } from './matrix.ts'
import type { Parameters } from './parameters.ts'
import type { Points } from './points.ts'

/** Included rows, ascending; all votes; and per row of the matrix a hash of its live votes. */
export type Included = { rows: Int32Array; matrix: Matrix; hashes: Uint32Array }

/**
 * Do votes hang together across people? The people are halved by a hash of what they voted. The leading axis v of one half is laid
 * over the other: with z = vote - mean of the statement, t = (SUM z v)^2 - SUM (z v)^2 sums what pairs of a person's votes have in
 * common. Where votes on one statement say nothing about another, t is 0 on average, whatever was seen or how popular it is, since
 * v knows nothing of that person. Both halves serve both ways, over several halvings; t is the mean over them.
 * deviations = SUM t / sqrt(SUM t^2); spread = 1 + SUM t / SUM SUM (z v)^2.
 */
export function crossEvidence(people: Included, points: Points, { evidence }: Pick<Parameters, 'evidence'>): Evidence {
  const sample = sampled(people, points, evidence.people)
  const axes = halfAxes(sample, evidence.passes)
  const { size, rowStart, columns, centred, sides, splits } = sample
  const count = sides.length
  let longest = 1
  for (let at = 0; at < count; at += 1) longest = Math.max(longest, (rowStart[at + 1] as number) - (rowStart[at] as number))
  // |t| <= 4 votes for a unit axis, so these keep the sums below 2^52.
  const unit = fineness(count * 4 * longest)
  const squareUnit = fineness(count * 16 * longest * longest)
  let common = 0
  let squares = 0
  let chance = 0
  for (let at = 0; at < count; at += 1) {
    let own = 0
    let ownChance = 0
    for (let split = 0; split < splits; split += 1) {
      // The axis of the half in which this person is not.
      const vector = 2 * split + (1 - (((sides[at] as number) >>> split) & 1))
      let along = 0
      let alone = 0
      for (let vote = rowStart[at] as number; vote < (rowStart[at + 1] as number); vote += 1) {
        const column = columns[vote] as number
        const part = ((centred[vote] as number) / centredUnit) * (axes[vector * size + column] as number)
        along += part
        alone += part * part
      }
      own += along * along - alone
      ownChance += alone
    }
    own /= splits
    common += Math.round(own * unit)
    squares += Math.round(own * own * squareUnit)
    chance += Math.round((ownChance / splits) * unit)
  }
  if (squares === 0 || chance === 0) return { deviations: 0, spread: 1 }
  return { deviations: common / unit / Math.sqrt(squares / squareUnit), spread: 1 + common / chance }
}

/** The largest power of two, at most 2^24, with bound * it <= 2^52. */
function fineness(bound: number): number {
  let unit = 0x1000000
  while (unit > 1 && bound * unit > 0x10000000000000) unit /= 2
  return unit
}

/** Votes on live columns of the people of the sample. Bit s of `sides` says in which half of halving s a person is. */
type Sample = {
  size: number
  rowStart: Int32Array
  columns: Int32Array
  /** vote - mean of the statement, in units of 2^-16. */
  centred: Int32Array
  sides: Uint8Array
  splits: number
}

const centredUnit = 0x10000

/** Few people are halved in more ways, because there one halving says little; with many it would only cost. */
function splitsFor(people: number): number {
  return people <= 512 ? 8 : people <= 1024 ? 4 : 2
}

function sampled({ rows, matrix, hashes: contents }: Included, points: Points, people: number): Sample {
  const hashes = ownHashes(
    Int32Array.from(rows, (row) => contents[row] as number),
    points,
  )
  const most = rows.length <= people ? 0x100000000 : Math.floor((0x100000000 * people) / rows.length)
  const chosen: number[] = []
  for (let at = 0; at < rows.length; at += 1) if ((hashes[at] as number) < most) chosen.push(at)
  const isLive = liveColumns(matrix)
  const rowStart = new Int32Array(chosen.length + 1)
  let votes = 0
  for (const at of chosen) votes += (matrix.rowStart[(rows[at] as number) + 1] as number) - (matrix.rowStart[rows[at] as number] as number)
  const means = columnMeans(matrix)
  const columns = new Int32Array(votes)
  const centred = new Int32Array(votes)
  let next = 0
  for (const [place, at] of chosen.entries()) {
    const row = rows[at] as number
    for (let vote = matrix.rowStart[row] as number; vote < (matrix.rowStart[row + 1] as number); vote += 1) {
      const column = matrix.columns[vote] as number
      if (isLive[column] === 0) continue
      columns[next] = column
      centred[next] = Math.round(((matrix.values[vote] as number) - (means[column] as number)) * centredUnit)
      next += 1
    }
    rowStart[place + 1] = next
  }
  // The high bits chose the sample, so the halves are taken from the low ones.
  const sides = Uint8Array.from(chosen, (at) => (hashes[at] as number) & 0xff)
  return { size: matrix.statements.length, rowStart, columns, centred, sides, splits: splitsFor(chosen.length) }
}

/** A hash for each person, from that of the votes: people with the same votes are numbered, and it does not matter which of them gets which. */
function ownHashes(contents: Int32Array, { xs, ys }: Points): Uint32Array {
  return Uint32Array.from(numbered(contents, xs, ys), (copy, at) => mixed((contents[at] as number) + Math.imul(copy, 0x6a09e667)))
}

/** How many earlier people have the same content and position. */
function numbered(contents: Int32Array, xs: Float64Array, ys: Float64Array): Int32Array {
  let places = 64
  while (places < 2 * contents.length) places *= 2
  // Per place the last person (from 1) with that key; 0 is free.
  const last = new Int32Array(places)
  const copies = new Int32Array(contents.length)
  for (let at = 0; at < contents.length; at += 1) {
    const content = contents[at] as number
    let place = mixed(content ^ Math.imul((xs[at] as number) | 0, 0x9e3779b1) ^ Math.imul((ys[at] as number) | 0, 0x45d9f3b)) & (places - 1)
    for (;;) {
      const other = (last[place] as number) - 1
      if (other < 0) break
      if (contents[other] === content && xs[other] === xs[at] && ys[other] === ys[at]) {
        copies[at] = (copies[other] as number) + 1
        break
      }
      place = (place + 1) & (places - 1)
    }
    last[place] = at + 1
  }
  return copies
}

function mixed(value: number): number {
  let word = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return word ^ (word >>> 16)
}

/**
 * The leading axis of each half of each halving, by power iteration with a fixed number of passes: vector 2 * split + side, one after
 * the other. An axis that has not settled yet is still fair, it only finds less. Sums over people are exact as in the pass operator.
 */
function halfAxes({ size, rowStart, columns, centred, sides, splits }: Sample, passes: number): Float64Array {
  const people = sides.length
  // |SUM z v| <= 2 sqrt(columns) for a unit axis; sums of 2^16 z times it stay below 2^53.
  const scale = fineness(people * 2 * Math.sqrt(size) * 2 * centredUnit)
  const axes = new Float64Array(2 * splits * size)
  for (let at = 0; at < axes.length; at += 1) axes[at] = mixed((at % size) + 1) / 0x80000000
  const sums = new Float64Array(axes.length)
  for (let pass = 0; pass < passes; pass += 1) {
    for (let vector = 0; vector < 2 * splits; vector += 1) normalise(axes, vector * size, size)
    sums.fill(0)
    for (let at = 0; at < people; at += 1) {
      const start = rowStart[at] as number
      const end = rowStart[at + 1] as number
      const side = sides[at] as number
      for (let split = 0; split < splits; split += 1) {
        const base = (2 * split + ((side >>> split) & 1)) * size
        let along = 0
        for (let vote = start; vote < end; vote += 1)
          along += (centred[vote] as number) * (axes[base + (columns[vote] as number)] as number)
        const whole = Math.round((along / centredUnit) * scale)
        for (let vote = start; vote < end; vote += 1) {
          const place = base + (columns[vote] as number)
          sums[place] = (sums[place] as number) + whole * (centred[vote] as number)
        }
      }
    }
    // What a pass multiplies all entries with does not matter: they are normalised.
    axes.set(sums)
  }
  for (let vector = 0; vector < 2 * splits; vector += 1) normalise(axes, vector * size, size)
  return axes
}

function normalise(entries: Float64Array, from: number, size: number): void {
  let square = 0
  for (let at = from; at < from + size; at += 1) square += (entries[at] as number) * (entries[at] as number)
  if (square === 0) return
  const length = Math.sqrt(square)
  for (let at = from; at < from + size; at += 1) entries[at] = (entries[at] as number) / length
}
