import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeFault, readConversation, writeComments, writeParticipantsVotes, writeSummary, writeVotes } from './index.ts'
import type { ConversationFiles, Folder, StatementToWrite, SummaryToWrite, VoteEvents } from './index.ts'

const encoder = new TextEncoder()

function read(texts: Record<string, string>): ConversationFiles {
  const folder: Folder = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, encoder.encode(text)]))
  const result = readConversation(folder)
  if (!result.ok) throw new Error(result.faults.map(describeFault).join('\n'))
  return result.conversation
}

const votes: VoteEvents = {
  at: Float64Array.of(1435654192085, 1435656324267, 951827696000, 1435654192085, 1435656324267),
  statements: Int32Array.of(0, 12, 0, 0, 12),
  participants: Float64Array.of(8, 8, 8, 2, 9007199254740991),
  values: Int8Array.of(1, -1, -1, 0, 1),
}
const statements: StatementToWrite[] = [
  { id: 12, author: 8, at: 1435654192085, moderated: 1, meta: false, agrees: 1, disagrees: 1, text: 'Said "no",\nthen yes' },
  { id: 0, author: null, at: null, moderated: -1, meta: false, agrees: 2, disagrees: 0, text: '=SUM(A1)' },
  { id: 3, author: 8, at: 0, moderated: 0, meta: false, agrees: 0, disagrees: 0, text: '' },
]

describe('what is written, to the byte', () => {
  test('comments.csv', () => {
    expect(writeComments(statements)).toBe(
      'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n' +
        '1435654192085,Tue Jun 30 08:49:52 UTC 2015,12,8,1,1,1,"Said ""no"",\nthen yes"\n' +
        ',,0,,2,0,-1,=SUM(A1)\n' +
        '0,Thu Jan 01 00:00:00 UTC 1970,3,8,0,0,0,\n',
    )
  })

  test('comments.csv has the column is-meta only where some statement is meta', () => {
    const [first] = statements
    expect(
      writeComments(
        first === undefined
          ? []
          : [
              { ...first, text: 'a', meta: true },
              { ...first, id: 1, text: 'b' },
            ],
      ),
    ).toBe(
      'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body,is-meta\n' +
        '1435654192085,Tue Jun 30 08:49:52 UTC 2015,12,8,1,1,1,a,true\n' +
        '1435654192085,Tue Jun 30 08:49:52 UTC 2015,1,8,1,1,1,b,false\n',
    )
  })

  test('votes.csv', () => {
    expect([...writeVotes(votes)].join('')).toBe(
      'timestamp,datetime,comment-id,voter-id,vote\n' +
        '1435654192085,Tue Jun 30 08:49:52 UTC 2015,0,8,1\n' +
        '1435656324267,Tue Jun 30 09:25:24 UTC 2015,12,8,-1\n' +
        '951827696000,Tue Feb 29 12:34:56 UTC 2000,0,8,-1\n' +
        '1435654192085,Tue Jun 30 08:49:52 UTC 2015,0,2,0\n' +
        '1435656324267,Tue Jun 30 09:25:24 UTC 2015,12,9007199254740991,1\n',
    )
  })

  test('summary.csv', () => {
    const summary: SummaryToWrite = {
      topic: 'Health, here',
      url: 'https://hub.example/dialogues/1',
      voters: 3,
      votersInConversation: 2,
      commenters: 1,
      comments: 3,
      groups: 0,
      description: '',
    }
    const rest = 'voters,3\nvoters-in-conv,2\ncommenters,1\ncomments,3\ngroups,0\nconversation-description,\n'
    expect(writeSummary(summary)).toBe(`topic,"Health, here"\nurl,https://hub.example/dialogues/1\n${rest}`)
    expect(writeSummary({ ...summary, views: 9 })).toBe(`topic,"Health, here"\nurl,https://hub.example/dialogues/1\nviews,9\n${rest}`)
  })
})

describe('participants-votes.csv, to the byte', () => {
  test('the latest vote by time, not by place', () => {
    const groups = new Map([
      [8, '1'],
      [2, 'a,b'],
    ])
    expect([...writeParticipantsVotes({ statements, votes, groups })].join('')).toBe(
      'participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,3,12\n' +
        '2,"a,b",0,1,0,0,0,,\n' +
        '8,1,2,2,1,1,1,,-1\n' +
        '9007199254740991,,0,1,1,0,,,1\n',
    )
  })

  test('of equally late votes the later in the file', () => {
    const twice = {
      at: Float64Array.of(5, 5),
      statements: Int32Array.of(3, 3),
      participants: Float64Array.of(1, 1),
      values: Int8Array.of(1, -1),
    }
    expect([...writeParticipantsVotes({ statements, votes: twice, groups: new Map() })][1]).toBe('1,,0,1,0,1,,-1,\n')
  })

  test('a row longer than the buffer begins with', () => {
    const many = Array.from({ length: 40_000 }, (_, id) => ({ id, author: null }))
    const events = { at: new Float64Array(40_000), statements: Int32Array.from(many.keys()), participants: new Float64Array(40_000) }
    const written = writeParticipantsVotes({
      statements: many,
      votes: { ...events, values: new Int8Array(40_000).fill(-1) },
      groups: new Map(),
    })
    expect([...written][1]).toBe(`0,,0,40000,0,40000${',-1'.repeat(40_000)}\n`)
  })

  test('a vote on a statement that is not there is a fault of the caller', () => {
    expect(() => [...writeParticipantsVotes({ statements: [], votes, groups: new Map() })]).toThrow(RangeError)
  })
})

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', '\r', '=', '+', '-', '@', '\t', '\ufeff', 'ع', '\u200f', '😀', '👩‍👩‍👧', '中') }),
)
// Times from 1e11 on are surely milliseconds; see instants.ts.
const time = fc.integer({ min: 1e11, max: 4e12 })
const count = fc.nat()
const statementList = fc.uniqueArray(
  fc.record({
    id: fc.nat(),
    author: fc.option(fc.maxSafeNat()),
    at: fc.option(time),
    moderated: fc.constantFrom(-1 as const, 0 as const, 1 as const),
    meta: fc.boolean(),
    agrees: count,
    disagrees: count,
    text,
  }),
  { selector: (row) => row.id, minLength: 1, maxLength: 20 },
)

/** Votes on the given statements by a handful of people, so that votes are changed. */
function voteList(ids: readonly number[]): fc.Arbitrary<VoteEvents> {
  const vote = fc.tuple(time, fc.constantFrom(...ids), fc.oneof(fc.nat(5), fc.maxSafeNat()), fc.constantFrom(-1, 0, 1))
  return fc.array(vote, { maxLength: 60 }).map((rows) => ({
    at: Float64Array.from(rows, ([at]) => at),
    statements: Int32Array.from(rows, ([, statement]) => statement),
    participants: Float64Array.from(rows, ([, , participant]) => participant),
    values: Int8Array.from(rows, ([, , , value]) => value),
  }))
}

/** The slow and obvious way to the final votes: 'participant/statement' to value. */
function finalVotes(events: VoteEvents): Map<string, number> {
  const rows = Array.from(events.at, (at, index) => ({ at, index, key: `${events.participants[index]}/${events.statements[index]}` }))
  rows.sort((one, other) => one.at - other.at || one.index - other.index)
  return new Map(rows.map(({ key, index }) => [key, events.values[index] ?? NaN]))
}

describe('what is written is read back', () => {
  const conversation = statementList.chain((rows) => fc.tuple(fc.constant(rows), voteList(rows.map((row) => row.id))))
  const description = text.map((value) => value || '-')

  test('statements, votes and summary', () => {
    fc.assert(
      fc.property(conversation, description, description, ([rows, events], topic, words) => {
        const summary = { topic, url: 'u', voters: 1, votersInConversation: 2, commenters: 3, comments: 4, groups: 5, description: words }
        const back = read({
          'comments.csv': writeComments(rows),
          'votes.csv': [...writeVotes(events)].join(''),
          'summary.csv': writeSummary(summary),
        })
        expect(back.statements).toEqual(rows.map((row) => ({ ...row, line: expect.any(Number) })))
        expect(back.votes).toEqual(events)
        expect([back.topic, back.description, back.url, back.summary.get('voters-in-conv')]).toEqual([topic, words, 'u', '2'])
      }),
    )
  })

  test('the final votes and the groups, through the matrix alone', () => {
    const groupIds = text.map((value) => value || '0')
    fc.assert(
      fc.property(conversation, fc.array(groupIds, { maxLength: 5 }), ([rows, events], names) => {
        const voters = [...new Set(events.participants)]
        const groups = new Map(names.flatMap((name, index) => (voters[index] === undefined ? [] : [[voters[index], name] as const])))
        const matrix = [...writeParticipantsVotes({ statements: rows, votes: events, groups })].join('')
        const back = read({ 'comments.csv': writeComments(rows), 'participants-votes.csv': matrix })
        expect(finalVotes(back.votes)).toEqual(finalVotes(events))
        expect(back.publishedGroups).toEqual(groups)
      }),
    )
  })

  test('another reader of CSV finds the same texts', () => {
    fc.assert(
      fc.property(statementList, (rows) => {
        const records: string[][] = parse(writeComments(rows), { record_delimiter: '\n' })
        expect(records.slice(1).map((record) => record[7])).toEqual(rows.map((row) => row.text))
      }),
    )
  })

  test('a datetime names its instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        const events = { at: Float64Array.of(at), statements: Int32Array.of(0), participants: Float64Array.of(0), values: Int8Array.of(0) }
        const cell = [...writeVotes(events)].join('').split('\n')[1]?.split(',')[1] ?? ''
        const [weekday, month, day, clock, zone, year] = cell.split(' ')
        expect(`${weekday}, ${day} ${month} ${year} ${clock} ${zone}`).toBe(new Date(at).toUTCString().replace('GMT', 'UTC'))
      }),
    )
  })
})
