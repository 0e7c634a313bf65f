const ZERO = 0x30
const MINUS = 0x2d

/** How many digits the second half of a large number has; both halves then fit into 32-bit arithmetic. */
const HALF = 1e8
const HALF_DIGITS = 8

/** The longest thing that is written in one go: a number of sixteen digits, or a short text. */
const ROOM = 64

const decoder = new TextDecoder()

/** Builds text out of numbers and short ASCII texts in a byte buffer: several times faster, over millions of them, than adding strings. */
export class AsciiLines {
  #bytes = new Uint8Array(2 ** 16)
  #length = 0

  /** How many characters wait to be taken. */
  get length(): number {
    return this.#length
  }

  /** At most 64 characters, each below U+0080. */
  text(text: string): void {
    this.#makeRoom()
    for (let at = 0; at < text.length; at += 1) this.#bytes[this.#length + at] = text.charCodeAt(at)
    this.#length += text.length
  }

  /** A whole number from 0 to 2^53-1. */
  whole(value: number): void {
    this.#makeRoom()
    if (value < HALF) return this.#digits(value, digitsOf(value))
    const high = Math.floor(value / HALF)
    this.#digits(high, digitsOf(high))
    this.#digits(value - high * HALF, HALF_DIGITS)
  }

  /** -1, 0 or 1. */
  sign(value: number): void {
    this.#makeRoom()
    if (value < 0) {
      this.#bytes[this.#length] = MINUS
      this.#length += 1
    }
    this.#digits(Math.abs(value), 1)
  }

  /** What was written since it was last taken. */
  take(): string {
    const text = decoder.decode(this.#bytes.subarray(0, this.#length))
    this.#length = 0
    return text
  }

  #digits(value: number, count: number): void {
    let rest = value | 0
    for (let at = this.#length + count - 1; at >= this.#length; at -= 1) {
      const tenth = (rest / 10) | 0
      this.#bytes[at] = ZERO + rest - tenth * 10
      rest = tenth
    }
    this.#length += count
  }

  #makeRoom(): void {
    if (this.#length + ROOM <= this.#bytes.length) return
    const wider = new Uint8Array(2 * this.#bytes.length)
    wider.set(this.#bytes)
    this.#bytes = wider
  }
}

function digitsOf(value: number): number {
  let count = 1
  for (let bound = 10; bound <= value; bound *= 10) count += 1
  return count
}
