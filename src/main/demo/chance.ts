/** Chance that comes out the same at each start, so that the demonstration does. */
export type Chance = {
  /** A number from 0 to below 1. */
  part(): number
  /** A whole number below `limit`. */
  below(limit: number): number
  /** In the form of a random version 4 id. */
  uuid(): string
}

const WORD = 2 ** 32

/** A counter through the finaliser of MurmurHash3 (Austin Appleby, public domain): 32 bits of state are plenty for some thousand draws. */
export function openChance(seed: number): Chance {
  let state = seed >>> 0
  const word = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) >>> 0
  }
  return {
    part: () => word() / WORD,
    below: (limit) => Math.floor((word() / WORD) * limit),
    uuid() {
      const hex = Array.from({ length: 4 }, () => word().toString(16).padStart(8, '0')).join('')
      const variant = '89ab'.charAt(word() % 4)
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
    },
  }
}
