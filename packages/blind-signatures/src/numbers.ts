/** Whole numbers as RSA needs them: written as bytes, to a power, and turned over, each modulo n. */

/** The number that bytes write, the first byte being the highest (OS2IP of RFC 8017). */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}

/** The number in so many bytes (I2OSP). Throws a RangeError where it needs more. */
export function bytesOf(number: bigint, length: number): Uint8Array<ArrayBuffer> {
  const digits = number.toString(16).padStart(2 * length, '0')
  if (number < 0n || digits.length > 2 * length) throw new RangeError(`the number does not fit into ${length} bytes`)
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

export const bitsOf = (number: bigint): number => number.toString(2).length

/** Takes as long as the exponent has bits: only for exponents that everybody knows. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** The number that gives 1 when multiplied with it, or null where both have a divisor in common. */
export function inverse(number: bigint, modulus: bigint): bigint | null {
  let [last, rest] = [modulus, number % modulus]
  let [before, factor] = [0n, 1n]
  while (rest !== 0n) {
    const times = last / rest
    ;[last, rest] = [rest, last - times * rest]
    ;[before, factor] = [factor, before - times * factor]
  }
  if (last !== 1n) return null
  return before < 0n ? before + modulus : before
}
