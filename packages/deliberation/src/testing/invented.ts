/** Conversations for tests that need many votes and no truth: everything follows from the seed. */
import type { StatementInput, Vote, VoteValue } from '../index.ts'

/** A linear congruential generator, so that every run tries the same: whole numbers from 0 up to `limit`, itself not included. */
export function below(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 0x100000000) * limit)
  }
}

export function listed(count: number): StatementInput[] {
  return Array.from({ length: count }, (_, id) => ({ id, state: id % 11 === 7 ? 'moderated-out' : id % 13 === 5 ? 'meta' : 'live' }))
}

/** Two camps, uneven zeal, votes in no order, some of them changed later. */
export function inventedEvents({
  people,
  statements,
  events,
  seed,
}: {
  people: number
  statements: number
  events: number
  seed: number
}): Vote[] {
  const draw = below(seed)
  return Array.from({ length: events }, () => {
    const participant = 3 * Math.floor((draw(people) * draw(people)) / people) + 1
    const statement = draw(statements)
    const side = participant % 2 === 0 ? 1 : -1
    const value = draw(4) === 0 ? 0 : draw(5) === 0 ? draw(3) - 1 : statement % 3 === 0 ? 1 : statement % 3 === 1 ? side : -side
    return { participant, statement, value: value as VoteValue }
  })
}
