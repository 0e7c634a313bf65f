import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse, analyseRunning, changed, finalVotes, openRunning, plainAnalysis } from './index.ts'
import type { Change, Conversation, StatementInput, Vote, VoteValue } from './index.ts'
import { inventedEvents, listed } from './testing/invented.ts'

const everything = (conversation: Conversation) => plainAnalysis(analyse(conversation))

describe('a running conversation', () => {
  const statements = listed(30)
  const events = inventedEvents({ people: 60, statements: 30, events: 900, seed: 5 })

  it('vote by vote comes to the same bytes as all votes at once, also when it is opened anew in between', () => {
    let running = openRunning({ statements, votes: finalVotes([]) })
    for (const [at, vote] of events.entries()) {
      running = changed(running, [vote])
      if (at % 150 !== 149) continue
      const votes = finalVotes(events.slice(0, at + 1))
      expect(plainAnalysis(analyseRunning(running))).toEqual(everything({ statements, votes }))
      if (at % 300 === 299) running = openRunning({ statements, votes })
    }
    expect(analyseRunning(running).groups.length).toBeGreaterThan(1)
  })

  it('takes batches, withdrawals, people who leave, new statements and decisions of moderators', () => {
    const first = events.slice(0, 500)
    const leaving = first[0]?.participant ?? 0
    const changes: Change[] = [
      ...events.slice(500),
      ...first.filter((_, at) => at % 9 === 0).map(({ participant, statement }) => ({ participant, statement, value: null })),
      ...[...new Set(events.map(({ statement }) => statement))].map((statement) => ({ participant: leaving, statement, value: null })),
      { participant: 5, statement: 100, value: 1 },
      { participant: 8, statement: 31, value: -1 },
    ]
    const later: StatementInput[] = [
      ...listed(30).map((one): StatementInput => (one.id === 3 ? { id: 3, state: 'moderated-out' } : one)),
      { id: 100, state: 'live' },
      { id: 31, state: 'live' },
    ]
    const running = changed(openRunning({ statements, votes: finalVotes(first) }), changes, later)
    const left = finalOf([...first, ...changes])
    expect(left.some(({ participant }) => participant === leaving)).toBe(false)
    expect(plainAnalysis(analyseRunning(running))).toEqual(everything({ statements: later, votes: finalVotes(left) }))
  })

  it('forgets a column that nobody votes on any more, and takes it back', () => {
    const votes: Vote[] = [
      { participant: 1, statement: 1, value: 1 },
      { participant: 1, statement: 4, value: -1 },
      { participant: 2, statement: 9, value: 1 },
    ]
    const open = openRunning({ statements, votes: finalVotes(votes) })
    const without = changed(open, [{ participant: 1, statement: 4, value: null }])
    expect([...without.matrix.statements]).toEqual([1, 9])
    expect(plainAnalysis(analyseRunning(without))).toEqual(
      everything({ statements, votes: finalVotes(votes.filter(({ statement }) => statement !== 4)) }),
    )
    const again = changed(without, [{ participant: 1, statement: 4, value: -1 }])
    expect(plainAnalysis(analyseRunning(again))).toEqual(everything({ statements, votes: finalVotes(votes) }))
  })

  it('refuses a vote on an unknown statement, and a statement that is taken away', () => {
    const open = openRunning({ statements, votes: finalVotes(events) })
    expect(() => changed(open, [{ participant: 1, statement: 99, value: 1 }])).toThrow('statement 99, which is not listed')
    expect(() => changed(open, [], statements.slice(1))).toThrow('statement 0 is no longer listed')
  })

  it('is the same after any changes in any batches', () => {
    const change = fc.record({ participant: fc.nat(14), statement: fc.nat(9), value: fc.constantFrom<VoteValue | null>(-1, 0, 1, 1, null) })
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 30 }), { maxLength: 6 }), (batches) => {
        const list = listed(10)
        let running = openRunning({ statements: list, votes: finalVotes([]) })
        for (const batch of batches) running = changed(running, batch)
        expect(analyseRunning(running).certificate).toBe(
          analyse({ statements: list, votes: finalVotes(finalOf(batches.flat())) }).certificate,
        )
      }),
      { numRuns: 60 },
    )
  })
})

/** The final votes after changes, by a map. */
function finalOf(changes: readonly Change[]): Vote[] {
  const final = new Map<string, Change>()
  for (const change of changes) final.set(`${change.participant}/${change.statement}`, change)
  return [...final.values()].flatMap(({ participant, statement, value }) => (value === null ? [] : [{ participant, statement, value }]))
}
