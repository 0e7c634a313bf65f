/** Searches in numbers that ascend, none twice. */

/** The first place whose number is at least that; the length where there is none. */
export function firstAtLeast(ascending: Float64Array | Int32Array, number: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < number) low = middle + 1
    else high = middle
  }
  return low
}

/** The place of a number, or -1. */
export function placeIn(ascending: Float64Array | Int32Array, number: number): number {
  const place = firstAtLeast(ascending, number)
  return ascending[place] === number ? place : -1
}
