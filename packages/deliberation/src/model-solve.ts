/** From the sums of a sweep to the next model: the statements' equations, then noise, spread and prior, which are learned rather than chosen. */
import { coarseUnit, statementFields, sweepUnit, total, totalFields, type Model, type SweepSums } from './model-sweep.ts'
import { inverse, mapped, times, type Affine, type Symmetric } from './small-matrix.ts'

/** No variance is taken to be smaller, so that unanimous votes do not divide by zero. */
const leastNoise = 0.01
const leastVariance = 0.0001

/**
 * The next model from exact sums over the participants. `seen` counts, per column, the votes that were swept. Statements are solved in turn
 * with their own prior (mean and covariance over the statements); then the unit of the participants' numbers is set anew.
 */
export function solveStatements(model: Model, sums: SweepSums, seen: Int32Array): Model {
  const next = {
    intercepts: model.intercepts.slice(),
    firsts: model.firsts.slice(),
    seconds: model.seconds.slice(),
    unsure: model.unsure.slice(),
  }
  const precision = inverse(model.prior.covariance)
  let votes = 0
  let error = totalsOf(sums)(total.error)
  for (let column = 0; column < seen.length; column += 1) {
    if (model.live[column] === 0) continue
    const { moments, right } = equations(sums, column, seen[column] as number)
    const [y, unsure] = solved(model, precision, moments, right)
    next.intercepts[column] = y[0] as number
    next.firsts[column] = y[1] as number
    next.seconds[column] = y[2] as number
    next.unsure.set(unsure, 6 * column)
    votes += seen[column] as number
    error += misfit(moments, right, y, unsure)
  }
  const noise = votes === 0 ? model.noise : Math.max(leastNoise, error / votes)
  return inUnits({ ...model, ...next, noise, prior: priorOf({ ...model, ...next }) }, sums)
}

/** The total at a place of `total`, as a real number. */
export function totalsOf(sums: SweepSums): (place: number) => number {
  const at = sums.length - totalFields
  const unitOf = (place: number) => (place === total.people ? 1 : place < total.error ? sweepUnit : coarseUnit)
  return (place) => (sums[at + place] as number) / unitOf(place)
}

type Equations = { readonly moments: Symmetric; readonly right: Float64Array }

function equations(sums: SweepSums, column: number, seen: number): Equations {
  const own = sums.subarray(statementFields * column, statementFields * (column + 1)).map((sum) => sum / sweepUnit)
  const [f1 = 0, f2 = 0, f11 = 0, f12 = 0, f22 = 0] = own
  return { moments: Float64Array.of(seen, f1, f2, f11, f12, f22), right: own.subarray(5, 8) }
}

/** (M + s A)(y - m) = b - M m, with A the precision and m the mean of the prior, s the noise; and the covariance s (M + s A)^-1. */
function solved({ noise, prior }: Model, precision: Symmetric, moments: Symmetric, right: Float64Array): [Float64Array, Symmetric] {
  const known = times(moments, prior.mean)
  const back = inverse(moments.map((entry, at) => entry + noise * (precision[at] as number)))
  const step = times(
    back,
    right.map((entry, at) => entry - (known[at] as number)),
  )
  return [step.map((entry, at) => entry + (prior.mean[at] as number)), back.map((entry) => noise * entry)]
}

/** What the statement changes in the expected SUM (r - y . (1, f))^2: trace of M (y y' + Y), minus 2 y . b. */
function misfit(
  [n = 0, f1 = 0, f2 = 0, f11 = 0, f12 = 0, f22 = 0]: Symmetric,
  [b0 = 0, b1 = 0, b2 = 0]: Float64Array,
  y: Float64Array,
  unsure: Symmetric,
): number {
  const [y0 = 0, y1 = 0, y2 = 0] = y
  const [s00 = 0, s01 = 0, s02 = 0, s11 = 0, s12 = 0, s22 = 0] = unsure
  const straight = n * (y0 * y0 + s00) + f11 * (y1 * y1 + s11) + f22 * (y2 * y2 + s22)
  const crossed = f1 * (y0 * y1 + s01) + f2 * (y0 * y2 + s02) + f12 * (y1 * y2 + s12)
  return straight + 2 * (crossed - y0 * b0 - y1 * b1 - y2 * b2)
}

/** Mean and covariance over the live statements, the statements' own uncertainty included. */
function priorOf({ live, intercepts, firsts, seconds, unsure, prior }: Model): Model['prior'] {
  const mean = new Float64Array(3)
  const second = new Float64Array(6)
  let count = 0
  for (let column = 0; column < live.length; column += 1) {
    if (live[column] === 0) continue
    count += 1
    const y = [intercepts[column] as number, firsts[column] as number, seconds[column] as number]
    for (let a = 0, at = 0; a < 3; a += 1) {
      mean[a] = (mean[a] as number) + (y[a] as number)
      for (let b = a; b < 3; b += 1, at += 1) {
        second[at] = (second[at] as number) + (y[a] as number) * (y[b] as number) + (unsure[6 * column + at] as number)
      }
    }
  }
  if (count === 0) return prior
  const [m0 = 0, m1 = 0, m2 = 0] = mean.map((entry) => entry / count)
  const products = [m0 * m0, m0 * m1, m0 * m2, m1 * m1, m1 * m2, m2 * m2]
  const covariance = second.map(
    (entry, at) => entry / count - (products[at] as number) + (at === 0 || at === 3 || at === 5 ? leastVariance : 0),
  )
  return { mean: Float64Array.of(m0, m1, m2), covariance }
}

/**
 * The unit: over the people who voted, i_u and f_u get mean 0, f_u covariance 1 and no covariance with i_u. With f = a + L e and i = c + w . e + i', the
 * statements take up the change, i_n + c + a . f_n and L' f_n + w, so that no prediction moves. Without it the sweeps would creep there
 * (parameter expansion; C. Liu, D. B. Rubin and Y. N. Wu, 1998).
 */
function inUnits(model: Model, sums: SweepSums): Model {
  const of = totalsOf(sums)
  const people = of(total.people)
  if (people === 0) return model
  const [c, a1, a2] = [of(total.i) / people, of(total.f1) / people, of(total.f2) / people]
  const c11 = Math.max(leastVariance, of(total.f11) / people - a1 * a1)
  const l11 = Math.sqrt(c11)
  const l21 = (of(total.f12) / people - a1 * a2) / l11
  const l22 = Math.sqrt(Math.max(leastVariance, of(total.f22) / people - a2 * a2 - l21 * l21))
  const w1 = (of(total.i1) / people - c * a1) / l11
  const w2 = (of(total.i2) / people - c * a2 - l21 * w1) / l22
  const spread = Math.max(leastVariance, of(total.ii) / people - c * c - w1 * w1 - w2 * w2)
  const change: Affine = { matrix: [1, a1, a2, 0, l11, l21, 0, 0, l22], shift: [c, w1, w2] }
  return { ...changedModel(model, change), spread }
}

/**
 * The two dimensions turned so that the statements' factors have their largest sum of squares along the first, and no product between the two; of each the largest
 * entry (ties: the first) is positive. Predictions do not change, for participants' leanings look the same from every side.
 */
export function oriented(model: Model): Model {
  const { firsts, seconds } = model
  let [g11, g12, g22] = [0, 0, 0]
  for (let column = 0; column < firsts.length; column += 1) {
    const x = firsts[column] as number
    const y = seconds[column] as number
    g11 += x * x
    g12 += x * y
    g22 += y * y
  }
  // The axis of the larger eigenvalue: (g11 - lower, g12), or its mirror image where that loses digits.
  const gap = Math.sqrt((g11 - g22) * (g11 - g22) + 4 * g12 * g12)
  const [x, y] = g11 >= g22 ? [g11 - g22 + gap, 2 * g12] : [2 * g12, g22 - g11 + gap]
  const length = Math.sqrt(x * x + y * y)
  const [cosine, sine] = length === 0 ? [1, 0] : [x / length, y / length]
  const turned = changedModel(model, { matrix: [1, 0, 0, 0, cosine, sine, 0, -sine, cosine], shift: [0, 0, 0] })
  const [one, two] = [signOf(turned.firsts), signOf(turned.seconds)]
  return changedModel(turned, { matrix: [1, 0, 0, 0, one, 0, 0, 0, two], shift: [0, 0, 0] })
}

function signOf(entries: Float64Array): 1 | -1 {
  let largest = 0
  for (const entry of entries) if (Math.abs(entry) > Math.abs(largest)) largest = entry
  return largest < 0 ? -1 : 1
}

function changedModel(model: Model, change: Affine): Model {
  const next = {
    intercepts: model.intercepts.slice(),
    firsts: model.firsts.slice(),
    seconds: model.seconds.slice(),
    unsure: model.unsure.slice(),
  }
  for (let column = 0; column < model.live.length; column += 1) {
    if (model.live[column] === 0) continue
    const own = Float64Array.of(model.intercepts[column] as number, model.firsts[column] as number, model.seconds[column] as number)
    const { point, covariance } = mapped(change, own, model.unsure.subarray(6 * column, 6 * column + 6))
    next.intercepts[column] = point[0] as number
    next.firsts[column] = point[1] as number
    next.seconds[column] = point[2] as number
    next.unsure.set(covariance, 6 * column)
  }
  const { point, covariance } = mapped(change, model.prior.mean, model.prior.covariance)
  return { ...model, ...next, prior: { mean: point, covariance } }
}
