import { inject } from 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    /** What the attacks of this run begin from; printed, and given again with ATTACK_SEED (vitest.config.ts). */
    attackSeed: number
  }
}

export type Chance = { below(limit: number): number; oneOf<T>(list: readonly [T, ...T[]]): T }

/** The same seed gives the same attacks (mulberry32, public domain). The seed is printed, so that a run can be done again. */
export function seededChance(what: string): Chance {
  const seed = inject('attackSeed')
  process.stdout.write(`attack: ${what}, ATTACK_SEED=${seed}\n`)
  return chanceFrom(seed)
}

/** What is drawn for one case of that name, whatever was drawn before: so it can be done again by itself. */
export function chanceOf(seed: number, name: string): Chance {
  let mixed = 0x811c9dc5
  for (const byte of Buffer.from(name)) mixed = Math.imul(mixed ^ byte, 0x01000193)
  return chanceFrom((seed ^ mixed) >>> 0)
}

function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
  return { below, oneOf: (list) => list[below(list.length)] ?? list[0] }
}
