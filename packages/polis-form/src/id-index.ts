const MIXED = 0x21f0aaad

/** Ids below this are looked up in a table of their own, of at most 8 MB: in most conversations all are. */
const SMALL_IDS = 2 ** 21

/**
 * Gives each different id, a whole number from 0 to 2^53-1, a place in the order of first appearance. Open addressing in typed arrays: several
 * times smaller and faster than a Map of millions of numbers, and not bounded by 2^24 entries.
 */
export class IdIndex {
  /** How many ids there are. */
  size = 0
  #ids = new Float64Array(16)
  /** A place and one more, of the large ids; 0 where a slot is free. At least twice as many slots as large ids. */
  #slots = new Int32Array(32)
  #large = 0
  /** The same for small ids, each at its own number. */
  #small = new Int32Array(64)

  /** The place of an id, a new one if it was not here before. */
  placeOf(id: number): number {
    const found = this.find(id)
    if (found >= 0) return found
    const place = this.size
    if (place === this.#ids.length) this.#ids = wider(this.#ids)
    this.#ids[place] = id
    if (id < SMALL_IDS) this.#putSmall(id, place)
    else this.#putLarge(id, place)
    this.size = place + 1
    return place
  }

  /** The place of an id; -1 where it is not here. */
  find(id: number): number {
    const small = this.#small
    if (id < small.length) return (small[id] as number) - 1
    return id < SMALL_IDS ? -1 : (this.#slots[this.#slotOf(id)] as number) - 1
  }

  /** The ids by their places. */
  ids(): Float64Array {
    return this.#ids.slice(0, this.size)
  }

  /** The ids in ascending order, and of each place where its id stands there. */
  sorted(): { ids: Float64Array; rowOf: Int32Array } {
    const ids = this.ids().sort()
    const rowOf = new Int32Array(this.size)
    for (let row = 0; row < ids.length; row += 1) rowOf[this.find(ids[row] as number)] = row
    return { ids, rowOf }
  }

  /** Where an id is, or, if it is not here, would be. */
  #slotOf(id: number): number {
    const slots = this.#slots
    const ids = this.#ids
    const mask = slots.length - 1
    let mixed = Math.imul((id | 0) ^ Math.imul((id / 0x1_0000_0000) | 0, MIXED), MIXED)
    mixed ^= mixed >>> 15
    let slot = mixed & mask
    for (;;) {
      const place = slots[slot] as number
      if (place === 0 || ids[place - 1] === id) return slot
      slot = (slot + 1) & mask
    }
  }

  #putSmall(id: number, place: number): void {
    let length = this.#small.length
    while (id >= length) length *= 2
    // At once as wide as it has to be: the widths in between would be as much to write again.
    if (length > this.#small.length) {
      const small = new Int32Array(length)
      small.set(this.#small)
      this.#small = small
    }
    this.#small[id] = place + 1
  }

  #putLarge(id: number, place: number): void {
    this.#large += 1
    if (2 * this.#large > this.#slots.length) {
      this.#slots = new Int32Array(2 * this.#slots.length)
      for (let one = 0; one < place; one += 1) {
        const before = this.#ids[one] as number
        if (before >= SMALL_IDS) this.#slots[this.#slotOf(before)] = one + 1
      }
    }
    this.#slots[this.#slotOf(id)] = place + 1
  }
}

function wider(ids: Float64Array): Float64Array<ArrayBuffer> {
  const doubled = new Float64Array(2 * ids.length)
  doubled.set(ids)
  return doubled
}
