/** When votes came: people faster than reading, and many who came at once. Times are in milliseconds and stay inside. */
import type { Matrix } from './matrix.ts'
import type { PatternLimits } from './pattern-limits.ts'
import { strengthOf, tailBound, type Strength } from './strength.ts'

/** Half of the pauses between a participant's votes are at most `medianMs`. */
export type SpeedFinding = { kind: 'speed'; participants: number[]; votes: number; medianMs: number; strength: Strength }
/** Many first votes from `fromMs` to `toMs`, where the rate before, after and overall lets `expected` be expected. */
export type BurstFinding = { kind: 'burst'; participants: number[]; fromMs: number; toMs: number; expected: number; strength: Strength }

const minuteMs = 60_000
/** A burst is compared with so many of its widths before and after it. */
const widthsAround = 6
/** Where fewer people came at other times, there is no usual rate. */
const fewestOthers = 10
/** Whoever has so many votes tells how fast this dialogue's clock lets people seem. */
const fewestCompared = 5

/**
 * People whose median pause is shorter than reading takes. None where half of all with five votes are that fast: then it is the
 * clock that tells nothing (votes that were brought in together, say). Clocks of whole seconds are read cautiously, those of whole minutes not at all.
 */
export function fastVoters(matrix: Matrix, times: Float64Array, { fewestTimedVotes, fastestReadingMs }: PatternLimits): SpeedFinding[] {
  const grain = grainOf(times)
  if (grain >= minuteMs) return []
  const { participants, rowStart } = matrix
  const findings: SpeedFinding[] = []
  let [judged, fast] = [0, 0]
  for (let row = 0; row < participants.length; row += 1) {
    const from = rowStart[row] as number
    const to = rowStart[row + 1] as number
    if (to - from < Math.min(fewestCompared, fewestTimedVotes)) continue
    judged += 1
    const medianMs = medianPause(times.slice(from, to)) + (grain === 1 ? 0 : grain)
    if (medianMs >= fastestReadingMs) continue
    fast += 1
    if (to - from < fewestTimedVotes) continue
    const strength = 5 * medianMs < fastestReadingMs ? 3 : 2 * medianMs < fastestReadingMs ? 2 : 1
    findings.push({ kind: 'speed', participants: [participants[row] as number], votes: to - from, medianMs, strength })
  }
  return 2 * fast < judged ? findings : []
}

/** Sorts what it is given. The upper median, so that more than half of the pauses are at most this. */
function medianPause(times: Float64Array): number {
  times.sort()
  const pauses = times.length - 1
  for (let at = 0; at < pauses; at += 1) times[at] = (times[at + 1] as number) - (times[at] as number)
  return times.subarray(0, pauses).sort()[Math.floor(pauses / 2)] as number
}

/** The largest of minute, second and millisecond of which all times are multiples. */
function grainOf(times: Float64Array): number {
  let grain = minuteMs
  for (let at = 0; at < times.length && grain > 1; at += 1) {
    const time = times[at] as number
    if (grain === minuteMs && time % minuteMs !== 0) grain = 1000
    if (grain === 1000 && time % 1000 !== 0) grain = 1
  }
  return grain
}

/** Short spans in which far more people cast their first vote than just before, just after, and in the dialogue as a whole. */
export function bursts(matrix: Matrix, times: Float64Array, limits: PatternLimits): BurstFinding[] {
  if (grainOf(times) >= minuteMs) return []
  const firsts = firstVotes(matrix, times)
  const sorted = firsts.slice().sort()
  const found: BurstFinding[] = []
  for (const width of limits.burstWidthsMs) {
    for (const burst of burstsOf(sorted, width, limits)) {
      if (found.some(({ fromMs, toMs }) => burst.fromMs <= toMs && burst.toMs >= fromMs)) continue
      found.push({ kind: 'burst', participants: cameBetween(matrix, firsts, burst), ...burst })
    }
  }
  return found
}

type Burst = Pick<BurstFinding, 'fromMs' | 'toMs' | 'expected' | 'strength'>

function burstsOf(sorted: Float64Array, width: number, { fewestInBurst, burstFactor, byChance }: PatternLimits): Burst[] {
  const people = sorted.length
  const whole = (sorted[people - 1] as number) - (sorted[0] as number)
  const around = widthsAround * width
  const found: Burst[] = []
  let [end, before, after] = [0, 0, 0]
  for (let at = 0; at < people; at += 1) {
    const from = sorted[at] as number
    while (end < people && (sorted[end] as number) <= from + width) end += 1
    while ((sorted[before] as number) < from - around) before += 1
    while (after < people && (sorted[after] as number) <= from + width + around) after += 1
    const count = end - at
    const others = people - count
    if (count < fewestInBurst || others < fewestOthers || whole < 2 * around) continue
    const near = (at - before + after - end) / (2 * widthsAround)
    const expected = Math.max(near, (others * width) / (whole - width))
    const alarms = (whole / width) * tailBound(expected, count)
    if (count < burstFactor * expected || !(alarms < byChance)) continue
    found.push({ fromMs: from, toMs: sorted[end - 1] as number, expected, strength: strengthOf(alarms, byChance) })
    at = end - 1
  }
  return found
}

function firstVotes({ rowStart, participants }: Matrix, times: Float64Array): Float64Array {
  const firsts = new Float64Array(participants.length)
  for (let row = 0; row < participants.length; row += 1) {
    let first = Infinity
    const end = rowStart[row + 1] as number
    for (let at = rowStart[row] as number; at < end; at += 1) first = Math.min(first, times[at] as number)
    firsts[row] = first
  }
  return firsts
}

function cameBetween({ participants }: Matrix, firsts: Float64Array, { fromMs, toMs }: Burst): number[] {
  const came: number[] = []
  for (let row = 0; row < firsts.length; row += 1) {
    const first = firsts[row] as number
    if (first >= fromMs && first <= toMs) came.push(participants[row] as number)
  }
  return came
}
