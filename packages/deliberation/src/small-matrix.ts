/** Three by three: the equations of a statement in the factor model. Symmetric ones are kept as their upper half by rows. */

/** 00, 01, 02, 11, 12, 22. */
export type Symmetric = Float64Array
/** x to `matrix` x + `shift`; the matrix by rows. */
export type Affine = { readonly matrix: readonly number[]; readonly shift: readonly number[] }

/** Inverse of a positive definite matrix, by cofactors. */
export function inverse([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: Symmetric): Symmetric {
  const c00 = d * f - e * e
  const c01 = e * c - b * f
  const c02 = b * e - d * c
  const scale = 1 / (a * c00 + b * c01 + c * c02)
  return Float64Array.of(scale * c00, scale * c01, scale * c02, scale * (a * f - c * c), scale * (b * c - a * e), scale * (a * d - b * b))
}

export function times([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: Symmetric, [x = 0, y = 0, z = 0]: Float64Array): Float64Array {
  return Float64Array.of(a * x + b * y + c * z, b * x + d * y + e * z, c * x + e * y + f * z)
}

/** The image of a point, and T S T' of its covariance S. */
export function mapped(
  { matrix, shift }: Affine,
  [x = 0, y = 0, z = 0]: Float64Array,
  covariance: Symmetric,
): { point: Float64Array; covariance: Symmetric } {
  const rows = [0, 1, 2].map((row) => Float64Array.from(matrix.slice(3 * row, 3 * row + 3)))
  const images = rows.map((row) => times(covariance, row))
  const at = (a: number, b: number) => inner(rows[a] as Float64Array, images[b] as Float64Array)
  return {
    point: Float64Array.from(rows, (row, place) => inner(row, Float64Array.of(x, y, z)) + (shift[place] as number)),
    covariance: Float64Array.of(at(0, 0), at(0, 1), at(0, 2), at(1, 1), at(1, 2), at(2, 2)),
  }
}

function inner([a = 0, b = 0, c = 0]: Float64Array, [x = 0, y = 0, z = 0]: Float64Array): number {
  return a * x + b * y + c * z
}
