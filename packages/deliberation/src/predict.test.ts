import { describe, expect, it } from 'vitest'
import { finalVotes, predictions, type Vote } from './index.ts'
import { listed } from './testing/invented.ts'

describe('predictions', () => {
  // Two camps that answer nine statements each in its own way; the last person of each camp has not seen statement 2.
  const votes: Vote[] = Array.from({ length: 40 }, (_, participant) => participant).flatMap((participant) =>
    [0, 1, 2, 3, 4, 6, 8, 9, 10].flatMap((statement): Vote[] =>
      participant >= 38 && statement === 2 ? [] : [{ participant, statement, value: (participant + statement) % 2 === 0 ? 1 : -1 }],
    ),
  )
  const conversation = { statements: listed(12), votes: finalVotes(votes) }

  it('follow the camp of whoever is asked about', () => {
    const [even = NaN, odd = NaN] = predictions(conversation, [
      { participant: 38, statement: 2 },
      { participant: 39, statement: 2 },
    ]).map(Number)
    expect(even).toBeGreaterThan(0.5)
    expect(odd).toBeLessThan(-0.5)
  })

  it('are cautious about strangers, and none for what cannot be known', () => {
    const [stranger, hidden, unvoted, unknown] = predictions(conversation, [
      { participant: 999, statement: 2 },
      { participant: 1, statement: 7 },
      { participant: 1, statement: 11 },
      { participant: 1, statement: 77 },
    ])
    expect(Math.abs(stranger ?? NaN)).toBeLessThan(0.2)
    expect([hidden, unvoted, unknown]).toEqual([null, null, null])
  })
})
