/**
 * A row of instants as their differences in as few bytes as each needs: one to three where the file is about in the order of time, instead of
 * eight. It can be read from the start only. Times are whole numbers from 0 to 2^53-1.
 */

const BLOCK_BYTES = 2 ** 18
/** The most that one difference takes: a sign and 6 bits, then 7 bits a byte. */
const LONGEST = 8
const GOES_ON = 0x80
const BACKWARDS = 0x40

export class PackedInstants {
  /** Whether none was earlier than the one before it. */
  ascending = true
  #last = 0
  #block = new Uint8Array(BLOCK_BYTES)
  #at = 0
  readonly #full: Uint8Array[] = []

  add(at: number): void {
    if (this.#at + LONGEST > BLOCK_BYTES) this.#turn()
    const block = this.#block
    let rest = at - this.#last
    this.#last = at
    let head = 0
    if (rest < 0) {
      this.ascending = false
      rest = -rest
      head = BACKWARDS
    }
    let next = this.#at
    block[next] = rest < 64 ? head | rest : GOES_ON | head | (rest % 64)
    next += 1
    for (rest = Math.floor(rest / 64); rest > 0; next += 1) {
      block[next] = rest < 128 ? rest : GOES_ON | (rest % 128)
      rest = Math.floor(rest / 128)
    }
    this.#at = next
  }

  /** Answers one instant after the other, as they were added; not to be asked for more than there are. */
  reader(): () => number {
    const blocks = [...this.#full, this.#block.subarray(0, this.#at)]
    let [place, next, last] = [0, 0, 0]
    return () => {
      if (next === (blocks[place] as Uint8Array).length) {
        place += 1
        next = 0
      }
      const block = blocks[place] as Uint8Array
      const head = block[next] as number
      next += 1
      let step = head & 63
      let unit = 64
      for (let more = head; more >= GOES_ON; unit *= 128) {
        more = block[next] as number
        next += 1
        step += (more & 127) * unit
      }
      last += head & BACKWARDS ? -step : step
      return last
    }
  }

  #turn(): void {
    this.#full.push(this.#block.subarray(0, this.#at))
    this.#block = new Uint8Array(BLOCK_BYTES)
    this.#at = 0
  }
}
