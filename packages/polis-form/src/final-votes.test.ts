import fc from 'fast-check'
import { expect, test } from 'vitest'
import { finalVotes } from './final-votes.ts'
import { IdIndex } from './id-index.ts'
import { describeFault, readingFinalVotes } from './index.ts'
import type { StatementRow } from './index.ts'
import { PackedInstants } from './packed-instants.ts'
import { VoteLog } from './vote-log.ts'

const encoder = new TextEncoder()
const LATEST = 8.64e15

test('an index gives each id a place as a map would', () => {
  const id = fc.oneof(
    fc.nat({ max: 40 }),
    fc.integer({ min: 2 ** 21 - 20, max: 2 ** 21 + 20 }),
    fc.maxSafeNat(),
    // Many that differ in the upper half alone.
    fc.nat({ max: 1000 }).map((high) => 2 ** 32 * high + 5),
  )
  fc.assert(
    fc.property(fc.array(id, { maxLength: 400, size: 'max' }), fc.array(id), (ids, others) => {
      const index = new IdIndex()
      const places = new Map<number, number>()
      for (const one of ids) {
        if (!places.has(one)) places.set(one, places.size)
        expect(index.placeOf(one)).toBe(places.get(one))
      }
      expect(others.map((one) => index.find(one))).toEqual(others.map((one) => places.get(one) ?? -1))
      expect(Array.from(index.ids())).toEqual([...places.keys()])
      const sorted = [...places.keys()].toSorted((a, b) => a - b)
      expect(index.sorted()).toEqual({
        ids: Float64Array.from(sorted),
        rowOf: Int32Array.from(places.keys(), (one) => sorted.indexOf(one)),
      })
    }),
    { numRuns: 200 },
  )
})

test('instants come back as they were, and it is known whether they ascend', () => {
  const near = fc.integer({ min: -300, max: 300 })
  const steps = fc.oneof(near, fc.constantFrom(63, 64, 8191, 8192, -63, -64), fc.integer({ min: -LATEST, max: LATEST }))
  fc.assert(
    fc.property(fc.array(steps), (list) => {
      let at = 0
      const instants = list.map((step) => (at = Math.min(LATEST, Math.max(0, at + step))))
      const packed = new PackedInstants()
      for (const instant of instants) packed.add(instant)
      const next = packed.reader()
      expect(instants.map(next)).toEqual(instants)
      expect(packed.ascending).toBe(instants.every((instant, place) => place === 0 || instant >= (instants[place - 1] ?? 0)))
    }),
  )
  // More than fit into one block.
  const packed = new PackedInstants()
  const instants = Array.from({ length: 200_000 }, (_, event) => (event % 7 === 0 ? LATEST - event : event * 1000))
  for (const instant of instants) packed.add(instant)
  const next = packed.reader()
  expect(instants.every((instant) => next() === instant)).toBe(true)
})

/** More events than a block holds, and more people than fit into its lower bits; votes by a row of numbers that only looks like chance. */
test.each([
  ['in the order of time', true],
  ['in no order', false],
])('many votes, %s', (_, ascending) => {
  const [people, statements, events] = [40_000, 700, 200_000]
  let state = 1
  const draw = (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  const log = new VoteLog()
  const latest = new Map<number, { at: number; value: number }>()
  for (let event = 0; event < events; event += 1) {
    // Half of the votes are on three statements, so that many are cast again.
    const [participant, column, value] = [draw(people) * 3, draw(2) === 0 ? draw(3) : draw(statements), draw(3) - 1]
    const at = ascending ? Math.floor(event / 3) : draw(50)
    log.add(at, column, participant, value)
    const key = participant * 65_536 + column
    if (at >= (latest.get(key)?.at ?? 0)) latest.set(key, { at, value })
  }
  const keys = [...latest.keys()].toSorted((a, b) => a - b)
  const participants = [...new Set(keys.map((key) => Math.floor(key / 65_536)))]
  const rows = finalVotes(log, statements)
  expect(events - keys.length).toBeGreaterThan(20_000)
  expect(rows.participants).toEqual(Float64Array.from(participants))
  expect(rows.columns).toEqual(Uint16Array.from(keys, (key) => key % 65_536))
  expect(rows.values).toEqual(Int8Array.from(keys, (key) => latest.get(key)?.value ?? NaN))
  const starts = [0]
  for (const [place, key] of keys.entries()) {
    const next = keys[place + 1]
    if (next === undefined || Math.floor(next / 65_536) !== Math.floor(key / 65_536)) starts.push(place + 1)
  }
  expect(rows.rowStart).toEqual(Int32Array.from(starts))
})

const statementsUpTo = (count: number): StatementRow[] =>
  Array.from({ length: count }, (_, id) => ({
    id: count - id,
    author: null,
    at: null,
    moderated: 0,
    meta: false,
    agrees: 0,
    disagrees: 0,
    text: '',
    line: id + 2,
  }))

function faultsOf(statements: number, votes: string, most?: number): string[] {
  const reading = readingFinalVotes('votes.csv', statementsUpTo(statements), most)
  reading.take(encoder.encode(votes))
  const read = reading.end()
  return read.ok ? [] : read.faults.map(describeFault)
}

test('what cannot be analysed together is refused', () => {
  const votes = 'timestamp,comment-id,voter-id,vote\n1,1,1,1\n2,1,1,0\n3,2,1,0\n4,2,9,0\n'
  expect(faultsOf(65_536, votes)).toEqual([])
  expect(faultsOf(65_537, votes)).toEqual(['comments.csv, line 65538: this is statement 65537; at most 65536 can be analysed together.'])
  expect(faultsOf(2, votes, 4)).toEqual([])
  expect(faultsOf(2, votes, 2)).toEqual(['votes.csv, line 4: this is vote 3; at most 2 can be analysed together.'])
})

test('the last of 65,536 statements has its column', () => {
  const reading = readingFinalVotes('votes.csv', statementsUpTo(65_536))
  reading.take(encoder.encode('timestamp,comment-id,voter-id,vote\n1,65536,1,-1\n1,1,1,1\n1,32,1,0\n1,33,1,1\n'))
  expect(reading.end()).toEqual({
    ok: true,
    events: 4,
    votes: {
      participants: Float64Array.of(1),
      rowStart: Int32Array.of(0, 4),
      columns: Uint16Array.of(0, 31, 32, 65_535),
      values: Int8Array.of(1, 0, 1, -1),
    },
  })
})
