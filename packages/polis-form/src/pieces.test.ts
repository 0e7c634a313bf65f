/** Files in pieces: however they are cut, votes, faults and lines are those of the whole. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeFault, readConversation, readingFinalVotes, readStatements } from './index.ts'
import type { FinalVotes, FinalVotesRead, Folder, ReadResult, VotesFile } from './index.ts'

const encoder = new TextEncoder()
const C = 'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n'
const IDS = [7, 0, 40, 3, 2_000_000_000]
const comments = encoder.encode(C + IDS.map((id) => `1,x,${id},0,0,0,1,Text\n`).join(''))
const { statements } = readStatements(comments)

/** Hands the bytes over cut at the given places, in a buffer that is overwritten as soon as a piece was taken. */
function readCut(file: VotesFile, bytes: Uint8Array, cuts: readonly number[]): FinalVotesRead {
  const reading = readingFinalVotes(file, statements)
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  const buffer = new Uint8Array(bytes.length)
  for (const [at, from] of places.slice(0, -1).entries()) {
    const piece = bytes.subarray(from, places[at + 1])
    buffer.set(piece)
    reading.take(buffer.subarray(0, piece.length))
    buffer.fill(0x39)
  }
  return reading.end()
}

/** The auditor: a map of keys over all events. */
function audited(result: ReadResult): { votes: FinalVotes; events: number } | string[] {
  if (!result.ok) return result.faults.map(describeFault)
  const { at, statements: ids, participants, values } = result.conversation.votes
  const latest = new Map<string, { at: number; value: number }>()
  for (const [event, value] of values.entries()) {
    const key = `${participants[event]}/${ids[event]}`
    const before = latest.get(key)
    if (before === undefined || (at[event] ?? 0) >= before.at) latest.set(key, { at: at[event] ?? 0, value })
  }
  const places = new Map(IDS.toSorted((a, b) => a - b).map((id, place) => [id, place]))
  const rows = [...latest]
    .map(([key, { value }]) => {
      const [participant = 0, statement = 0] = key.split('/').map(Number)
      return { participant, column: places.get(statement) ?? -1, value }
    })
    .toSorted((a, b) => a.participant - b.participant || a.column - b.column)
  const people = [...new Set(rows.map(({ participant }) => participant))]
  return {
    votes: {
      participants: Float64Array.from(people),
      rowStart: Int32Array.from([...people, Infinity], (id) => rows.filter(({ participant }) => participant < id).length),
      columns: Uint16Array.from(rows, ({ column }) => column),
      values: Int8Array.from(rows, ({ value }) => value),
    },
    events: values.length,
  }
}

const told = (read: FinalVotesRead) => (read.ok ? { votes: read.votes, events: read.events } : read.faults.map(describeFault))

/** Cells that are sound, and now and then one that is not. */
const rarely = <T, O>(sound: fc.Arbitrary<T>, odd: fc.Arbitrary<O>, weight = 500) =>
  fc.oneof({ arbitrary: sound, weight }, { arbitrary: odd, weight: 1 })
const vote = rarely(fc.constantFrom('1', '0', '-1', '"-1"'), fc.constantFrom('7', '', '""', '-', '1 '))
const statement = rarely(fc.constantFrom(...IDS.map(String)), fc.constantFrom('1', '-3', '2147483648', 'é', ''))
const person = rarely(
  fc.constantFrom('1', '5', '3', '0007', '2097151', '2097152', '9007199254740991', '4294967297'),
  fc.constantFrom('x', '', '-1', '9007199254740992', '12345678901234567890'),
)
const time = rarely(fc.constantFrom('1', '2', '3', '900000000000', '8640000000000000'), fc.constantFrom('', 'now', '8640000000000001'))
const date = rarely(
  fc.constantFrom('', 'x', '"Tue, the\n1st"', '"\r\n"', '"""so"""', 'سلام', '😀', '"a,b"'),
  fc.constantFrom('a"b', '"open', '"a"b', '"a" ', '"a"\r', '\r'),
  600,
)
const end = fc.constantFrom('\n', '\r\n', '\n\n', '\n\r\n')
const record = rarely(
  fc.tuple(time, date, statement, person, vote).map((cells) => cells.join(',')),
  fc.constantFrom('1,x,0,1', '1,x,0,1,1,1', '', ',', '\r'),
)
const votesText = fc
  .tuple(
    rarely(fc.constantFrom('', '\ufeff', '\n', '\ufeff\r\n'), fc.constant('\r'), 50),
    rarely(fc.constantFrom('timestamp,datetime,comment-id,voter-id,vote'), fc.constantFrom('timestamp,vote,vote', '', '"timestamp'), 50),
    fc.array(fc.tuple(end, record), { maxLength: 60, size: 'max' }),
    rarely(fc.constantFrom('', '\n', '\r\n', '"'), fc.constant('\r'), 20),
  )
  .map(
    ([start, header, records, last]) => start + header + records.flat().join('') + (last === '"' && records.length % 7 > 0 ? '\n' : last),
  )
/** A header whose statements are in no order, rows that lie in no order. */
const participantsText = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.shuffledSubarray(IDS, { minLength: 1 }),
    rarely(fc.constant(''), fc.constantFrom(',12', ',7,7', ',participant')),
    fc.array(fc.tuple(end, person, fc.array(rarely(fc.constantFrom('', '1', '0', '-1'), vote), { minLength: 6, maxLength: 6 }))),
  )
  .map(([start, ids, more, rows]) => {
    const header = `${start}participant,group-id,${ids.join(',')}${more}`
    const width = header.split(',').length - 2
    return header + rows.map(([line, id, cells]) => `${line}${id},,${cells.slice(0, width).join(',')}`).join('')
  })

const spoilt = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(
      text.map((one) => encoder.encode(one)),
      rarely(fc.constant(null), fc.tuple(fc.nat(), fc.constantFrom(0x80, 0xc3, 0xed, 0xf0, 0xff)), 8),
    )
    .map(([bytes, spot]) => {
      const copy = bytes.slice()
      if (spot !== null && copy.length > 0) copy[spot[0] % copy.length] = spot[1]
      return copy
    })

test.each<[VotesFile, fc.Arbitrary<string>]>([
  ['votes.csv', votesText],
  ['participants-votes.csv', participantsText],
])('%s, cut anywhere, gives what the whole gives', (file, text) => {
  const seen = { accepted: 0, refused: 0, votes: 0 }
  fc.assert(
    fc.property(spoilt(text), fc.array(fc.nat(), { maxLength: 12 }), (bytes, cuts) => {
      const folder: Folder = { 'comments.csv': comments, [file]: bytes }
      const expected = audited(readConversation(folder))
      expect(told(readCut(file, bytes, cuts))).toEqual(expected)
      if (Array.isArray(expected)) seen.refused += 1
      else {
        seen.accepted += 1
        seen.votes += expected.events - expected.votes.values.length
      }
    }),
    { numRuns: 500 },
  )
  // All must occur, or this would compare nothing.
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100)
  if (file === 'votes.csv') expect(seen.votes).toBeGreaterThan(500)
})
