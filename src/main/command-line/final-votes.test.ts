import type { VoteEvents } from '#polis-form'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { finalVotes } from './final-votes.ts'

type Event = { at: number; statement: number; participant: number; value: number }

const columnsOf = (events: readonly Event[]): VoteEvents => ({
  at: Float64Array.from(events, ({ at }) => at),
  statements: Int32Array.from(events, ({ statement }) => statement),
  participants: Float64Array.from(events, ({ participant }) => participant),
  values: Int8Array.from(events, ({ value }) => value),
})

/** The same by a map of keys, which is slow and obvious. */
function audited(events: readonly Event[]): Event[] {
  const latest = new Map<string, Event>()
  for (const event of events) {
    const key = `${event.participant}/${event.statement}`
    const before = latest.get(key)
    if (before === undefined || event.at >= before.at) latest.set(key, event)
  }
  const kept = new Set(latest.values())
  return events.filter((event) => kept.has(event))
}

test('the latest vote counts, and of equally late ones the later in the file', () => {
  const events = [
    { at: 5, statement: 7, participant: 1, value: 1 },
    { at: 5, statement: 7, participant: 1, value: -1 },
    { at: 4, statement: 7, participant: 1, value: 0 },
    { at: 1, statement: 9, participant: 1, value: 0 },
    { at: 2, statement: 7, participant: 2 ** 53 - 1, value: 1 },
  ]
  expect(finalVotes(columnsOf(events))).toEqual(columnsOf(events.filter((_, at) => [1, 3, 4].includes(at))))
})

test('nothing gives nothing', () => expect(finalVotes(columnsOf([]))).toEqual(columnsOf([])))

test('the same as an obvious second way, on random events', () => {
  const id = fc.integer({ min: 0, max: 4 })
  const event = fc.record({ at: id, statement: id, participant: id, value: fc.integer({ min: -1, max: 1 }) })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 80 }), (events) => {
      expect(finalVotes(columnsOf(events))).toEqual(columnsOf(audited(events)))
    }),
  )
})
