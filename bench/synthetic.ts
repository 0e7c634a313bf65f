import type { Conversation } from '#deliberation'

/** A conversation that never was: how large, how many camps, and the seed from which everything follows. */
export type Shape = {
  readonly people: number
  readonly statements: number
  readonly votes: number
  readonly camps: number
  readonly seed: number
}

/**
 * Camps of uneven size with opinions of their own on two thirds of the statements; participation is uneven (a tenth of the people cast
 * about a third of the votes), early statements are seen more often, and votes are missing not at random: who disagrees
 * skips the statement one time in three. The same shape and seed give the same conversation. Its votes come near `votes`, not exactly.
 */
export function synthetic({ people, statements, votes, camps, seed }: Shape): Conversation {
  const random = generator(seed)
  const opinion = opinions(camps, statements, random)
  const capacity = Math.ceil(votes * 1.1) + statements
  const columns = new Uint16Array(capacity)
  const values = new Int8Array(capacity)
  const rowStart = new Int32Array(people + 1)
  // Kept votes are those not skipped: about 0.87 of those seen. Exposure averages 1 over statements, zeal 1 over people.
  const base = votes / (people * statements) / 0.87
  let next = 0
  for (let person = 0; person < people; person += 1) {
    const camp = campOf(random(), camps)
    const zeal = zealOf(random())
    for (let column = 0; column < statements; column += 1) {
      if (random() >= Math.min(0.98, base * zeal * (1.5 - column / statements))) continue
      const agreeing = opinion[camp * statements + column] as number
      const drawn = random()
      const value = drawn < agreeing ? 1 : drawn < agreeing + (1 - agreeing) * 0.75 ? -1 : 0
      if ((value === -1 && random() < 0.33) || next >= capacity) continue
      columns[next] = column
      values[next] = value
      next += 1
    }
    // Nobody is there without a vote.
    if (next === rowStart[person] && next < capacity) {
      columns[next] = person % statements
      values[next] = 1
      next += 1
    }
    rowStart[person + 1] = next
  }
  return {
    statements: Array.from({ length: statements }, (_, id) => ({ id, state: 'live' })),
    votes: {
      participants: Float64Array.from({ length: people }, (_, at) => at),
      rowStart,
      columns: columns.subarray(0, next),
      values: values.subarray(0, next),
    },
  }
}

/** Share of agreement of each camp with each statement: a third is common ground or of no interest to camps. */
function opinions(camps: number, statements: number, random: () => number): Float64Array {
  const shares = new Float64Array(camps * statements)
  for (let column = 0; column < statements; column += 1) {
    const common = random() < 1 / 3
    const shared = 0.2 + 0.7 * random()
    for (let camp = 0; camp < camps; camp += 1) shares[camp * statements + column] = common ? shared : 0.05 + 0.9 * random()
  }
  return shares
}

/** The first camp holds about half of the people, each further one less. */
function campOf(drawn: number, camps: number): number {
  let rest = drawn
  for (let camp = 0; camp < camps - 1; camp += 1) {
    if (rest < 0.5) return camp
    rest = (rest - 0.5) * 2
  }
  return camps - 1
}

/** A tenth of the people with five times the zeal of the others; averages 1. */
const zealOf = (drawn: number): number => (drawn < 0.1 ? 3.6 : 0.71)

/** A linear congruential generator with mixed output: 0 to 1, 32 bits. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    return (mixed >>> 0) / 0x1_0000_0000
  }
}
