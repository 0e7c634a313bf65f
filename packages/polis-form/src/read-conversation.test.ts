import { describe, expect, test } from 'vitest'
import { describeFault, readConversation } from './index.ts'
import type { ConversationFiles, Folder } from './index.ts'

const encoder = new TextEncoder()
const C = 'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body'
const V = 'timestamp,datetime,comment-id,voter-id,vote'
const comments = `${C}\n1403054214196,x,0,5,2,1,1,First\n1403054214197,x,3,,0,0,-1,"Second, with\na line"\n`
const votes = `${V}\n1403054214200,x,0,1,1\n1403054214201,x,3,2,-1\n1403054214202,x,0,1,0\n`

function folder(texts: Record<string, string | Uint8Array | undefined>): Folder {
  const files = Object.entries({ 'comments.csv': comments, 'votes.csv': votes, ...texts }).filter(([, text]) => text !== undefined)
  return Object.fromEntries(files.map(([name, text]) => [name, typeof text === 'string' ? encoder.encode(text) : text]))
}

function accepted(texts: Record<string, string | undefined>): ConversationFiles {
  const result = readConversation(folder(texts))
  if (!result.ok) throw new Error(result.faults.map(describeFault).join('\n'))
  return result.conversation
}

function refusals(texts: Record<string, string | Uint8Array | undefined>): string[] {
  const result = readConversation(folder(texts))
  return result.ok ? [] : result.faults.map(describeFault)
}

describe('a conversation that can be read', () => {
  test('statements and votes', () => {
    const read = accepted({ 'summary.csv': 'topic,A topic\nurl,https://polis.example/1\nvoters,2\nconversation-description,"One,\ntwo"\n' })
    expect(read).toEqual({
      topic: 'A topic',
      description: 'One,\ntwo',
      url: 'https://polis.example/1',
      summary: new Map([
        ['topic', 'A topic'],
        ['url', 'https://polis.example/1'],
        ['voters', '2'],
        ['conversation-description', 'One,\ntwo'],
      ]),
      statements: [
        { id: 0, author: 5, at: 1403054214196, moderated: 1, meta: false, agrees: 2, disagrees: 1, text: 'First', line: 2 },
        {
          id: 3,
          author: null,
          at: 1403054214197,
          moderated: -1,
          meta: false,
          agrees: 0,
          disagrees: 0,
          text: 'Second, with\na line',
          line: 3,
        },
      ],
      votes: {
        at: Float64Array.of(1403054214200, 1403054214201, 1403054214202),
        statements: Int32Array.of(0, 3, 0),
        participants: Float64Array.of(1, 2, 1),
        values: Int8Array.of(1, -1, 0),
      },
      votesFrom: 'votes.csv',
      publishedGroups: new Map(),
      setAside: [],
    })
  })

  test('the order of columns does not matter, foreign ones are passed over, the datetime is never read', () => {
    const read = accepted({
      'comments.csv': 'comment-body,moderated,seed,comment-id,author-id,disagrees,agrees,timestamp\nText,0,yes,7,1,4,3,1403054214196\n',
      'votes.csv': 'vote,voter-id,important,comment-id,timestamp\n-1,9007199254740991,1,7,1403054214200\n',
    })
    expect(read.statements).toEqual([
      { id: 7, author: 1, at: 1403054214196, moderated: 0, meta: false, agrees: 3, disagrees: 4, text: 'Text', line: 2 },
    ])
    expect(read.votes.participants).toEqual(Float64Array.of(Number.MAX_SAFE_INTEGER))
    expect(read.votes.values).toEqual(Int8Array.of(-1))
  })

  test.each(['is-meta', 'is_meta'])('meta statements by %s', (column) => {
    const rows = ['true', 'false', '', 'TRUE', '1', '0', 't', 'f'].map((meta, id) => `1,x,${id},0,0,0,1,Text,${meta}\n`)
    const read = accepted({ 'comments.csv': `${C},${column}\n${rows.join('')}`, 'votes.csv': `${V}\n` })
    expect(read.statements.map((row) => row.meta)).toEqual([true, false, false, true, true, false, true, false])
  })

  test('byte order mark and CRLF', () => {
    const read = accepted({
      'comments.csv': `\ufeff${comments.replaceAll('\n', '\r\n')}`,
      'votes.csv': `\ufeff${votes.replaceAll('\n', '\r\n')}`,
    })
    expect(read.statements.map((row) => row.text)).toEqual(['First', 'Second, with\r\na line'])
    expect(read.votes.values).toEqual(Int8Array.of(1, -1, 0))
  })
})

describe('times and numbers of votes', () => {
  test('a dialogue that has only begun: votes.csv with a header alone', () => {
    const read = accepted({ 'votes.csv': `${V}\n`, 'participants-votes.csv': 'participant,group-id,0\n1,0,1\n' })
    expect([read.votes.at.length, read.votesFrom]).toEqual([0, 'votes.csv'])
  })

  test('timestamps in seconds, as the present Polis exports them, become milliseconds, file by file', () => {
    const read = accepted({ 'votes.csv': `${V}\n1403054214,x,0,1,1\n5,x,0,1,1\n` })
    expect(read.votes.at).toEqual(Float64Array.of(1403054214000, 5000))
    expect(read.statements[0]?.at).toBe(1403054214196)
    expect(accepted({ 'comments.csv': `${C}\n1403054214,x,0,0,0,0,1,a\n,x,3,0,0,0,1,b\n` }).statements.map((row) => row.at)).toEqual([
      1403054214000,
      null,
    ])
    expect(accepted({ 'votes.csv': `${V}\n0,x,0,1,1\n999999999,x,0,1,1\n` }).votes.at).toEqual(Float64Array.of(0, 999999999))
    expect(accepted({ 'votes.csv': `${V}\n1403054214,x,0,1,1\n100000000000,x,0,1,1\n` }).votes.at).toEqual(
      Float64Array.of(1403054214, 1e11),
    )
  })

  test('more votes than the columns begin with', () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `${index},x,${index % 2 === 0 ? 0 : 3},${index},${(index % 3) - 1}\n`)
    const { votes: read } = accepted({ 'votes.csv': `${V}\n${rows.join('')}` })
    const numbers = Array.from({ length: 5000 }, (_, index) => index)
    expect(read).toEqual({
      at: Float64Array.from(numbers),
      statements: Int32Array.from(numbers, (index) => (index % 2 === 0 ? 0 : 3)),
      participants: Float64Array.from(numbers),
      values: Int8Array.from(numbers, (index) => (index % 3) - 1),
    })
  })
})

describe('participants-votes.csv', () => {
  const matrix =
    'participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,3\n4,,1,0,2,1,1,1,-1\n2,"a,b",,0,1,0,0,,0\n9,,A,0,0,0,0,,\n'

  test('stands in for votes.csv: the final state, without times', () => {
    const read = accepted({ 'votes.csv': undefined, 'participants-votes.csv': matrix })
    expect(read.votesFrom).toBe('participants-votes.csv')
    expect(read.votes).toEqual({
      at: Float64Array.of(0, 0, 0),
      statements: Int32Array.of(0, 3, 3),
      participants: Float64Array.of(4, 4, 2),
      values: Int8Array.of(1, -1, 0),
    })
    expect(read.publishedGroups).toEqual(
      new Map([
        [4, '1'],
        [9, 'A'],
      ]),
    )
  })

  test('beside votes.csv gives only the groups', () => {
    const read = accepted({ 'participants-votes.csv': matrix.replace('n-disagree,0,3', 'n-disagree,0,77') })
    expect(read.votesFrom).toBe('votes.csv')
    expect(read.votes.at.length).toBe(3)
    expect(read.publishedGroups).toEqual(
      new Map([
        [4, '1'],
        [9, 'A'],
      ]),
    )
    expect(accepted({ 'participants-votes.csv': 'participant,0\n1,1\n' }).publishedGroups).toEqual(new Map())
  })

  test('beside votes.csv is set aside where it is broken, and it says why', () => {
    const read = accepted({ 'participants-votes.csv': `${matrix}nobody,,2,0,0,0,0,,\n` })
    expect(read.publishedGroups).toEqual(new Map())
    expect(read.setAside.map(describeFault)).toEqual([
      'participants-votes.csv, line 5: the participant is nobody; it must be a whole number.',
    ])
    expect(accepted({ 'participants-votes.csv': '' }).setAside.map(describeFault)).toEqual([
      'participants-votes.csv, line 1: the file is empty.',
    ])
  })

  test.each<[string, string, string[]]>([
    ['no participant', matrix.replace('participant,', 'person,'), ['line 1: the column participant is missing.']],
    ['a vote of 7', matrix.replace(',-1\n', ',7\n'), ['line 2: the vote is 7; it must be -1, 0 or 1.']],
    ['an unknown statement', matrix.replace(',0,3\n', ',0,8\n'), ['line 1: the comment-id 8 is not in comments.csv.']],
    ['a statement twice', matrix.replace(',0,3\n', ',0,0\n'), ['line 1: the column 0 appears twice.']],
    ['a participant twice', matrix.replace('\n9,', '\n4,'), ['line 4: the participant 4 already has a row on line 2.']],
    ['a short record', matrix.replace('1,-1\n', '1\n'), ['line 2: the record has 8 fields; it must have 9.']],
  ])('in place of votes.csv it is refused: %s', (_, text, expected) => {
    const found = refusals({ 'votes.csv': undefined, 'participants-votes.csv': text })
    expect(found).toEqual(expected.map((sentence) => `participants-votes.csv, ${sentence}`))
  })
})

const lineThree = (record: string) => ({ 'votes.csv': votes.replace('1403054214201,x,3,2,-1', record) })
const commentLineTwo = (record: string) => ({ 'comments.csv': comments.replace('1403054214196,x,0,5,2,1,1,First', record) })

const refused: [string, Record<string, string | Uint8Array | undefined>, string[]][] = [
  ['no comments.csv', { 'comments.csv': undefined }, ['comments.csv: the file is missing.']],
  [
    'no votes',
    { 'votes.csv': undefined },
    ['votes.csv: the file is missing, and there is no participants-votes.csv to take the votes from.'],
  ],
  ['an empty comments.csv', { 'comments.csv': '' }, ['comments.csv, line 1: the file is empty.']],
  ['an empty votes.csv', { 'votes.csv': '' }, ['votes.csv, line 1: the file is empty.']],
  ['nothing but line ends', { 'votes.csv': '\n\r\n' }, ['votes.csv, line 1: the file is empty.']],
  ['an empty summary.csv', { 'summary.csv': '' }, ['summary.csv, line 1: the file is empty.']],
  ['comments.csv without a statement', { 'comments.csv': `${C}\n` }, ['comments.csv, line 1: there is no statement below the header.']],
  ['a missing column', { 'votes.csv': votes.replace(',vote\n', ',choice\n') }, ['votes.csv, line 1: the column vote is missing.']],
  [
    'two missing columns',
    { 'comments.csv': comments.replace('moderated,comment-body', 'm,t') },
    ['comments.csv, line 1: the column moderated is missing.', 'comments.csv, line 1: the column comment-body is missing.'],
  ],
  ['a column twice', { 'votes.csv': votes.replace('datetime', 'vote') }, ['votes.csv, line 1: the column vote appears twice.']],
  ['a vote of 7', lineThree('1,x,3,2,7'), ['votes.csv, line 3: the vote is 7; it must be -1, 0 or 1.']],
  ['an empty vote', lineThree('1,x,3,2,'), ['votes.csv, line 3: the vote is empty; it must be -1, 0 or 1.']],
  ['a vote on an unknown statement', lineThree('1,x,2,2,1'), ['votes.csv, line 3: the comment-id 2 is not in comments.csv.']],
  ['a negative id', lineThree('1,x,-3,2,1'), ['votes.csv, line 3: the comment-id is -3; it must not be negative.']],
  ['an id that is not whole', lineThree('1,x,3,2.5,1'), ['votes.csv, line 3: the voter-id is 2.5; it must be a whole number.']],
  ['an empty id', lineThree('1,x,3,,1'), ['votes.csv, line 3: the voter-id is empty; it must be a whole number.']],
  [
    'a voter too large',
    lineThree('1,x,3,9007199254740992,1'),
    ['votes.csv, line 3: the voter-id is 9007199254740992; it must be at most 9007199254740991.'],
  ],
  [
    'a statement too large',
    lineThree('1,x,2147483648,2,1'),
    ['votes.csv, line 3: the comment-id is 2147483648; it must be at most 2147483647.'],
  ],
  [
    'a time that is no number',
    lineThree('1.40305E+12,x,3,2,1'),
    ['votes.csv, line 3: the timestamp is 1.40305E+12; it must be a whole number.'],
  ],
  ['no time', lineThree(',x,3,2,1'), ['votes.csv, line 3: the timestamp is empty; it must be a whole number.']],
  ['a field too few', lineThree('1,x,3,2'), ['votes.csv, line 3: the record has 4 fields; it must have 5.']],
  ['a field too many', lineThree('1,x,3,2,1,1'), ['votes.csv, line 3: the record has 6 fields; it must have 5.']],
  ['a quotation mark astray', lineThree('1,x"y,3,2,1'), ['votes.csv, line 3: a quotation mark stands inside a field that is not quoted.']],
  ['a comment-id twice', commentLineTwo('1,x,3,5,2,1,1,a'), ['comments.csv, line 3: the comment-id 3 was already used on line 2.']],
  [
    'the comment-id 0 twice',
    { 'comments.csv': comments.replace(',x,3,,', ',x,0,,') },
    ['comments.csv, line 3: the comment-id 0 was already used on line 2.'],
  ],
  ['moderated 2', commentLineTwo('1,x,0,5,2,1,2,a'), ['comments.csv, line 2: moderated is 2; it must be -1, 0 or 1.']],
  [
    'an author who is no number',
    commentLineTwo('1,x,0,me,2,1,1,a'),
    ['comments.csv, line 2: the author-id is me; it must be a whole number.'],
  ],
  [
    'agrees that are no number',
    commentLineTwo('1,x,0,5,many,1,1,a'),
    ['comments.csv, line 2: the agrees is many; it must be a whole number.'],
  ],
  [
    'meta perhaps',
    { 'comments.csv': `${C},is_meta\n1,x,0,5,2,1,1,a,perhaps\n` },
    ['comments.csv, line 2: is_meta is perhaps; it must be true or false.'],
  ],
  ['a summary entry of three', { 'summary.csv': 'topic,a,b\n' }, ['summary.csv, line 1: the record has 3 fields; it must have 2.']],
  [
    'a summary entry twice',
    { 'summary.csv': 'topic,a\nurl,b\ntopic,c\n' },
    ['summary.csv, line 3: the entry topic was already given on line 1.'],
  ],
]

describe('what is refused, with file and line', () => {
  test.each(refused)('%s', (_, texts, expected) => {
    expect(refusals(texts)).toEqual(expected)
  })

  test('an unclosed quotation is told where it begins', () => {
    expect(refusals({ 'comments.csv': comments.replace('a line"', 'a line') })).toEqual([
      'comments.csv, line 3: a quoted field begins here and is never closed.',
    ])
  })

  test('a quotation closed too early is told where text follows, and where it began', () => {
    expect(refusals({ 'comments.csv': comments.replace('a line"', 'a "line" here"') })).toEqual([
      'comments.csv, line 4: text follows the closing quotation mark of a field that begins on line 3.',
    ])
  })

  test('lines stay physical lines after a quoted newline', () => {
    const rows = `${comments}1,x,4,5,2,1,9,Third\n`
    expect(refusals({ 'comments.csv': rows })).toEqual(['comments.csv, line 5: moderated is 9; it must be -1, 0 or 1.'])
  })

  test('several faults at once, in the order of files and lines, and never more than 20', () => {
    expect(refusals({ ...commentLineTwo('x,x,0,5,2,1,8,a'), ...lineThree('1,x,99,2,7') })).toEqual([
      'comments.csv, line 2: the timestamp is x; it must be a whole number.',
      'comments.csv, line 2: moderated is 8; it must be -1, 0 or 1.',
      'votes.csv, line 3: the vote is 7; it must be -1, 0 or 1.',
    ])
    expect(refusals({ 'votes.csv': `${V}\n${'1,x,0,1,7\n'.repeat(1000)}` })).toHaveLength(20)
    expect(refusals({ 'comments.csv': 'x\n', 'votes.csv': `${V}\n${'1,x,0,1,7\n'.repeat(1000)}` })).toHaveLength(20)
  })

  test('a sentence shows a long or hostile cell cut short and without control characters', () => {
    expect(refusals(lineThree(`1,x,3,2,\u001b[31m${'9'.repeat(80)}`))).toEqual([
      `votes.csv, line 3: the vote is  [31m${'9'.repeat(35)}…; it must be -1, 0 or 1.`,
    ])
  })
})

describe('text that is not UTF-8', () => {
  test.each<[string, number[]]>([
    ['a lone continuation byte', [0x80]],
    ['Latin-1', [0xe9, 0x20]],
    ['an overlong slash of two bytes', [0xc0, 0xaf]],
    ['an overlong slash of three bytes', [0xe0, 0x80, 0xaf]],
    ['an overlong slash of four bytes', [0xf0, 0x80, 0x80, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a character cut off', [0xf0, 0x9f, 0x98]],
  ])('broken UTF-8 is told by its line: %s', (_, bad) => {
    const start = encoder.encode(`${comments}1,x,4,5,2,1,1,é😀`)
    const bytes = Uint8Array.from([...start, ...bad, ...encoder.encode('\n1,x,5,5,2,1,1,a\n')])
    expect(refusals({ 'comments.csv': bytes })).toEqual(['comments.csv, line 5: the text is not valid UTF-8.'])
  })

  test('UTF-16, as spreadsheets save "Unicode text", is not UTF-8', () => {
    expect(refusals({ 'votes.csv': Uint8Array.of(0xff, 0xfe, 0x74, 0) })).toEqual(['votes.csv, line 1: the text is not valid UTF-8.'])
  })
})
