/** The two leading eigenvectors of a symmetric operator with no negative eigenvalues. Only + - * / and sqrt, always in one order. */

export type Vectors = Float64Array[]

/** How near is near enough: `tolerance` is the largest 1 - |cos| left, `floor` the rounding of the operator relative to its largest eigenvalue. */
export type Precision = { readonly tolerance: number; readonly floor: number }

const mostSteps = 300
/** The search space is cut back to its best directions when it has grown to this; a larger one costs more to turn than it saves. */
const mostDirections = 24
const keptDirections = 6

/**
 * Searches in a growing space: the Ritz vectors' residuals are added to it, and it is cut back now and then (a thick restart; K. Wu and H. Simon, 2000). A generator, because
 * whoever multiplies may have to ask others: it yields vectors and is given their images. Returns two unit vectors of length `size` (zeros where
 * there is no such direction), each with its entry of largest magnitude positive (of equal ones the first). The start is fixed, so no state outside matters.
 */
export function* leadingVectors(size: number, precision: Precision): Generator<Vectors, [Float64Array, Float64Array], Vectors> {
  let basis: Vectors = []
  let images: Vectors = []
  let found = 0
  let fresh = added(basis, startVectors(size))
  for (let step = 0; step < mostSteps && fresh.length > 0; step += 1) {
    const multiplied = yield fresh
    basis = [...basis, ...fresh]
    images = [...images, ...multiplied]
    const { values, turn } = ritz(basis, images)
    // From here on the space is spanned by Ritz vectors, the best first, so that cutting it back is taking the first ones.
    const keep = basis.length + 2 > mostDirections ? keptDirections : basis.length
    basis = turned(basis, turn, keep)
    images = turned(images, turn, keep)
    found = [0, 1].filter((at) => (values[at] ?? 0) > 1e-14 * (values[0] as number)).length
    fresh = added(basis, unsettled({ basis, images, values, precision }))
  }
  const vector = (at: number) => (at < found ? signed(basis[at] as Float64Array) : new Float64Array(size))
  return [vector(0), vector(1)]
}

type Search = { basis: Vectors; images: Vectors; values: Float64Array; precision: Precision }

/** What the two best directions still lack: A u - theta u, for those whose error is not small beside the gap to the next eigenvalue. */
function unsettled({ basis, images, values, precision: { tolerance, floor } }: Search): Vectors {
  const largest = values[0] as number
  const residuals: Vectors = []
  for (let at = 0; at < Math.min(2, basis.length); at += 1) {
    const value = values[at] as number
    const direction = basis[at] as Float64Array
    const residual = (images[at] as Float64Array).map((entry, j) => entry - value * (direction[j] as number))
    const below = at + 1 < values.length ? value - (values[at + 1] as number) : value
    const gap = at === 0 ? below : Math.min(below, largest - value)
    const squared = dot(residual, residual)
    if (squared > floor * floor * largest * largest && squared > 2 * tolerance * gap * gap) residuals.push(residual)
  }
  return residuals
}

/** Entries between -1 and 1 from an integer hash of their place: no direction of real data is likely to be orthogonal to all. */
function startVectors(size: number): Vectors {
  return Array.from({ length: Math.min(4, size) }, (_, vector) =>
    Float64Array.from({ length: size }, (_entry, at) => {
      let mixed = Math.imul(4 * at + vector + 1, 0x9e3779b1)
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
      return (mixed ^ (mixed >>> 16)) / 0x80000000
    }),
  )
}

/** The part of each vector that the basis, and the vectors before it, do not span, with length 1; those with no such part are left out. */
function added(basis: Vectors, vectors: Vectors): Vectors {
  const fresh: Vectors = []
  for (const vector of vectors) {
    const rest = vector.slice()
    const whole = dot(rest, rest)
    // Twice, because once loses orthogonality where the vectors are nearly parallel.
    for (let round = 0; round < 2; round += 1) {
      for (const other of [...basis, ...fresh]) {
        const share = dot(other, rest)
        for (let j = 0; j < rest.length; j += 1) rest[j] = (rest[j] as number) - share * (other[j] as number)
      }
    }
    const left = dot(rest, rest)
    // What is left of a dependent vector is rounding noise.
    if (!(left > whole * 1e-24)) continue
    const scale = 1 / Math.sqrt(left)
    fresh.push(rest.map((entry) => entry * scale))
  }
  return fresh
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let j = 0; j < a.length; j += 1) sum += (a[j] as number) * (b[j] as number)
  return sum
}

type Both = readonly [Float64Array, Float64Array]

/** The mean of two products, which are added up side by side: a sum waits for the one before it, not for the other. */
function crossed([one, image]: Both, [other, mirror]: Both): number {
  let there = 0
  let back = 0
  for (let j = 0; j < one.length; j += 1) {
    there += (one[j] as number) * (image[j] as number)
    back += (other[j] as number) * (mirror[j] as number)
  }
  return (there + back) / 2
}

/** The first `keep` columns of basis times turn. */
function turned(basis: Vectors, turn: Float64Array, keep: number): Vectors {
  const width = basis.length
  const size = basis[0]?.length ?? 0
  return Array.from({ length: keep }, (_, c) => {
    const vector = new Float64Array(size)
    for (let d = 0; d < width; d += 1) {
      const from = basis[d] as Float64Array
      const weight = turn[d * width + c] as number
      for (let j = 0; j < size; j += 1) vector[j] = (vector[j] as number) + weight * (from[j] as number)
    }
    return vector
  })
}

/** Eigenvalues of V'AV, the largest first, and its eigenvectors as columns in that order. */
function ritz(basis: Vectors, images: Vectors): { values: Float64Array; turn: Float64Array } {
  const width = basis.length
  const small = new Float64Array(width * width)
  for (let a = 0; a < width; a += 1) {
    for (let b = a; b < width; b += 1) {
      const entry = crossed([basis[a] as Float64Array, images[b] as Float64Array], [basis[b] as Float64Array, images[a] as Float64Array])
      small[a * width + b] = entry
      small[b * width + a] = entry
    }
  }
  const vectors = jacobi(small, width)
  const order = Array.from({ length: width }, (_, c) => c)
  order.sort((a, b) => (small[b * width + b] as number) - (small[a * width + a] as number) || a - b)
  const turn = new Float64Array(width * width)
  for (const [c, from] of order.entries()) {
    for (let d = 0; d < width; d += 1) turn[d * width + c] = vectors[d * width + from] as number
  }
  return { values: Float64Array.from(order, (from) => small[from * width + from] as number), turn }
}

/** Cyclic Jacobi: turns `matrix` diagonal in place and returns the eigenvectors as columns. */
function jacobi(matrix: Float64Array, width: number): Float64Array {
  const vectors = new Float64Array(width * width)
  for (let c = 0; c < width; c += 1) vectors[c * width + c] = 1
  for (let sweep = 0; sweep < 30; sweep += 1) {
    let turns = 0
    for (let p = 0; p < width; p += 1) {
      for (let q = p + 1; q < width; q += 1) turns += annihilate(matrix, vectors, { width, p, q })
    }
    if (turns === 0) break
  }
  return vectors
}

function annihilate(matrix: Float64Array, vectors: Float64Array, { width, p, q }: { width: number; p: number; q: number }): number {
  const off = matrix[p * width + q] as number
  const high = matrix[p * width + p] as number
  const low = matrix[q * width + q] as number
  if (Math.abs(off) <= 1e-17 * (Math.abs(high) + Math.abs(low))) return 0
  const theta = (low - high) / (2 * off)
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  for (let k = 0; k < width; k += 1) {
    const kp = matrix[k * width + p] as number
    const kq = matrix[k * width + q] as number
    matrix[k * width + p] = cosine * kp - sine * kq
    matrix[k * width + q] = sine * kp + cosine * kq
  }
  for (let k = 0; k < width; k += 1) {
    const pk = matrix[p * width + k] as number
    const qk = matrix[q * width + k] as number
    matrix[p * width + k] = cosine * pk - sine * qk
    matrix[q * width + k] = sine * pk + cosine * qk
    const vp = vectors[k * width + p] as number
    const vq = vectors[k * width + q] as number
    vectors[k * width + p] = cosine * vp - sine * vq
    vectors[k * width + q] = sine * vp + cosine * vq
  }
  matrix[p * width + q] = 0
  matrix[q * width + p] = 0
  return 1
}

/** The same direction with its entry of largest magnitude positive; of equal ones the first. */
function signed(vector: Float64Array): Float64Array {
  let largest = 0
  for (const entry of vector) if (Math.abs(entry) > Math.abs(largest)) largest = entry
  return largest < 0 ? vector.map((entry) => (entry === 0 ? 0 : -entry)) : vector
}
