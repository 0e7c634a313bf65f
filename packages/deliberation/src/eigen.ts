/** The two leading eigenvectors of a symmetric operator by block power iteration. Only + - * / and sqrt, always in one order. */

/** A block of `width` vectors of length `size`; entry j of vector c is at j * width + c. */
export type Block = { size: number; width: number; entries: Float64Array }
/** Multiplies every vector of the block by the operator. */
export type Operator = (block: Block) => Block

const blockWidth = 8
const mostPasses = 300

/**
 * Returns two unit vectors of length `size` (zeros where there is no such direction), each with its entry of largest
 * magnitude positive (of equal ones the first). Block power iteration with a Rayleigh-Ritz step on each pass; stops when
 * both vectors moved by 1 - |cos| < `tolerance`, or after 300 passes. The start is fixed, so no state outside matters.
 */
export function leadingVectors(multiply: Operator, size: number, tolerance: number): [Float64Array, Float64Array] {
  let block = orthonormal(startBlock(size, size < blockWidth ? size : blockWidth))
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const image = multiply(block)
    const rotation = ritzRotation(block, image)
    const before = rotate(block, rotation)
    block = orthonormal(rotate(image, rotation))
    if (moved(before, block, 0) < tolerance && moved(before, block, 1) < tolerance) break
  }
  return [signed(column(block, 0)), signed(column(block, 1))]
}

/** Entries between -1 and 1 from an integer hash of their place: no direction of real data is likely to be orthogonal to all. */
function startBlock(size: number, width: number): Block {
  const entries = Float64Array.from({ length: size * width }, (_, at) => {
    let mixed = Math.imul(at + 1, 0x9e3779b1)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) / 0x80000000
  })
  return { size, width, entries }
}

/** Modified Gram-Schmidt, done twice because once loses orthogonality when columns are nearly parallel. */
function orthonormal(block: Block): Block {
  const { size, width } = block
  const entries = block.entries.slice()
  for (let c = 0; c < width; c += 1) {
    const whole = dot(entries, width, size, c, c)
    for (let round = 0; round < 2; round += 1) {
      for (let earlier = 0; earlier < c; earlier += 1) {
        const share = dot(entries, width, size, earlier, c)
        for (let j = 0; j < size; j += 1) {
          entries[j * width + c] = (entries[j * width + c] as number) - share * (entries[j * width + earlier] as number)
        }
      }
    }
    const rest = dot(entries, width, size, c, c)
    // What is left of a dependent column is rounding noise: a zero column says "no such direction".
    const scale = rest > whole * 1e-24 ? 1 / Math.sqrt(rest) : 0
    for (let j = 0; j < size; j += 1) entries[j * width + c] = (entries[j * width + c] as number) * scale
  }
  return { size, width, entries }
}

function dot(entries: Float64Array, width: number, size: number, a: number, b: number): number {
  let sum = 0
  for (let j = 0; j < size; j += 1) sum += (entries[j * width + a] as number) * (entries[j * width + b] as number)
  return sum
}

function rotate({ size, width, entries }: Block, rotation: Float64Array): Block {
  const turned = new Float64Array(size * width)
  for (let j = 0; j < size; j += 1) {
    for (let c = 0; c < width; c += 1) {
      let sum = 0
      for (let d = 0; d < width; d += 1) sum += (entries[j * width + d] as number) * (rotation[d * width + c] as number)
      turned[j * width + c] = sum
    }
  }
  return { size, width, entries: turned }
}

/** 1 - |cos| as half the squared distance of unit vectors, which stays exact where 1 - cos would round to zero. */
function moved(before: Block, after: Block, c: number): number {
  if (c >= before.width) return 0
  const { size, width } = before
  let apart = 0
  let together = 0
  for (let j = 0; j < size; j += 1) {
    const a = before.entries[j * width + c] as number
    const b = after.entries[j * width + c] as number
    apart += (a - b) * (a - b)
    together += (a + b) * (a + b)
  }
  return Math.min(apart, together) / 2
}

/** Columns of the result are the eigenvectors of X'AX, largest eigenvalue first. */
function ritzRotation(block: Block, image: Block): Float64Array {
  const { size, width } = block
  const small = new Float64Array(width * width)
  for (let a = 0; a < width; a += 1) {
    for (let b = a; b < width; b += 1) {
      let sum = 0
      for (let j = 0; j < size; j += 1) {
        const ab = (block.entries[j * width + a] as number) * (image.entries[j * width + b] as number)
        const ba = (block.entries[j * width + b] as number) * (image.entries[j * width + a] as number)
        sum += (ab + ba) / 2
      }
      small[a * width + b] = sum
      small[b * width + a] = sum
    }
  }
  const vectors = jacobi(small, width)
  const order = Array.from({ length: width }, (_, c) => c)
  order.sort((a, b) => (small[b * width + b] as number) - (small[a * width + a] as number) || a - b)
  const rotation = new Float64Array(width * width)
  for (const [c, from] of order.entries()) {
    for (let d = 0; d < width; d += 1) rotation[d * width + c] = vectors[d * width + from] as number
  }
  return rotation
}

/** Cyclic Jacobi: turns `matrix` diagonal in place and returns the eigenvectors as columns. */
function jacobi(matrix: Float64Array, width: number): Float64Array {
  const vectors = new Float64Array(width * width)
  for (let c = 0; c < width; c += 1) vectors[c * width + c] = 1
  for (let sweep = 0; sweep < 30; sweep += 1) {
    let turns = 0
    for (let p = 0; p < width; p += 1) {
      for (let q = p + 1; q < width; q += 1) turns += annihilate(matrix, vectors, width, p, q)
    }
    if (turns === 0) break
  }
  return vectors
}

function annihilate(matrix: Float64Array, vectors: Float64Array, width: number, p: number, q: number): number {
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

function column({ size, width, entries }: Block, c: number): Float64Array {
  return Float64Array.from({ length: size }, (_, j) => (c < width ? (entries[j * width + c] as number) : 0))
}

function signed(vector: Float64Array): Float64Array {
  let largest = 0
  for (const entry of vector) if (Math.abs(entry) > Math.abs(largest)) largest = entry
  return largest < 0 ? vector.map((entry) => (entry === 0 ? 0 : -entry)) : vector
}
