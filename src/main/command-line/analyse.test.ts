import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { certificateDocument, certificateOf, engine, type Analysis } from '#deliberation'
import { afterAll, describe, expect, test } from 'vitest'
import { COMMENTS, openRoom, passerelle, passerelleHere, ROOT, VOTES } from './testing/spawned.ts'

const room = openRoom()
afterAll(() => room.leave())

type Result = Omit<Analysis['results'][number], 'divisiveness'> & {
  divisiveness: number | null
  divisivenessDetail: Analysis['results'][number]['divisiveness']
}
type Printed = Omit<Analysis, 'results' | 'placements' | 'groups'> & {
  results: Result[]
  source: { votesFrom: string; voteEvents: number }
  includedParticipants: number[]
  positions: Record<string, [number, number]>
  agreement: Record<string, number>
  margin: Record<string, number>
  groups: (Analysis['groups'][number] & { participants: number[] })[]
}

async function analysed(folder: string, ...options: string[]): Promise<Printed> {
  const { code, stdout, stderr } = await passerelleHere(['analyse', folder, '--json', ...options])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

const counts = ({ id, state, agrees, disagrees, passes }: Result) => [id, state, agrees, disagrees, passes]

describe('a small conversation', () => {
  test('counts final votes, every statement, and says why there are no groups', async () => {
    const analysis = await analysed(room.folder('small', { 'comments.csv': COMMENTS, 'votes.csv': VOTES }))
    expect(analysis).toMatchObject({
      engine,
      parameters: 'passerelle-1',
      participants: 3,
      votes: 6,
      statements: { live: 3, moderatedOut: 1, meta: 1 },
      groups: [],
      noGroups: 'not-enough-statements',
      representative: {},
      source: { votesFrom: 'votes.csv', voteEvents: 8 },
    })
    expect(analysis.results.map(counts)).toEqual([
      [0, 'live', 2, 0, 0],
      [1, 'live', 1, 1, 1],
      [2, 'meta', 1, 0, 0],
      [3, 'moderated-out', 0, 0, 0],
      [4, 'live', 0, 0, 0],
    ])
    // A number for each of the three statements that have votes.
    expect(analysis.components.map((component) => component.length)).toEqual([3, 3])
    expect(Object.keys(analysis.positions)).toEqual(['10', '11', '12'])
    expect(analysis.results.map(({ divisiveness }) => divisiveness)).toEqual([null, null, null, null, null])
  })

  test('takes votes from participants-votes.csv, where rows without a vote are nobody', async () => {
    const participants =
      'participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2,3\n10,,1,2,1,0,1,0,,\n11,,1,1,0,1,,-1,,\n12,,0,0,0,0,,,,\n'
    const analysis = await analysed(room.folder('final', { 'comments.csv': COMMENTS, 'participants-votes.csv': participants }))
    expect(analysis).toMatchObject({ participants: 2, votes: 3, source: { votesFrom: 'participants-votes.csv', voteEvents: 3 } })
    expect(Object.keys(analysis.positions)).toEqual(['10', '11'])
  })

  test('keeps the groups that are given, and the certificate covers them', async () => {
    const folder = room.folder('grouped', {
      'comments.csv': COMMENTS,
      'votes.csv': VOTES,
      'mine.json': '{"10":"north","11":"south","12":"north"}',
    })
    const analysis = await analysed(folder, '--groups', join(folder, 'mine.json'))
    expect(analysis.groups).toEqual([
      { id: 'north', size: 2, between: 0, participants: [10, 12] },
      { id: 'south', size: 1, between: 0, participants: [11] },
    ])
    expect(analysis.results[1]?.byGroup).toEqual({
      north: { agrees: 1, disagrees: 0, passes: 1 },
      south: { agrees: 0, disagrees: 1, passes: 0 },
    })
    expect(analysis.results[1]?.divisivenessDetail).toMatchObject({ difference: 0.5, groups: ['north', 'south'] })
    expect(analysis.results[1]?.divisiveness).toBe(analysis.results[1]?.divisivenessDetail?.z)
    expect(analysis.results[1]?.divisiveness).toBeGreaterThan(0)
    expect(
      recomputed(analysis, [
        [10, 'north'],
        [11, 'south'],
        [12, 'north'],
      ]),
    ).toBe(analysis.certificate)
  })

  test('that has no vote yet has a result all the same', async () => {
    const header = VOTES.slice(0, VOTES.indexOf('\n') + 1)
    const analysis = await analysed(room.folder('silent', { 'comments.csv': COMMENTS, 'votes.csv': header }))
    expect(analysis).toMatchObject({ participants: 0, votes: 0, positions: {}, agreement: {}, includedParticipants: [], groups: [] })
    expect(analysis.source).toEqual({ votesFrom: 'votes.csv', voteEvents: 0 })
    expect(recomputed(analysis, null)).toBe(analysis.certificate)
  })

  test('foretells the votes of a file, and refuses one that is none', async () => {
    const files = { 'comments.csv': COMMENTS, 'votes.csv': VOTES, 'asked.csv': 'participant,statement\n10,0\n999,1\n10,77\n' }
    const folder = room.folder('asked', files)
    const { code, stdout } = await passerelleHere(['analyse', folder, '--predict', `${folder}/asked.csv`])
    expect(code).toBe(0)
    const { predictions } = JSON.parse(stdout) as { predictions: [number, number, number | null][] }
    expect(predictions.map(([participant, statement]) => [participant, statement])).toEqual([
      [10, 0],
      [999, 1],
      [10, 77],
    ])
    expect(predictions.map(([, , expected]) => expected === null)).toEqual([false, false, true])
    const broken = room.folder('broken-asked', { ...files, 'asked.csv': 'participant,statement\n1,x\n' })
    expect(await passerelleHere(['analyse', broken, '--predict', `${broken}/asked.csv`])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `${broken}/asked.csv, line 2: there must be two whole numbers.\n`,
    })
  })

  test('gives the same in two threads', async () => {
    const folder = room.folder('threads', { 'comments.csv': COMMENTS, 'votes.csv': VOTES })
    const one = await passerelleHere(['analyse', folder, '--json'])
    expect(await passerelle(['analyse', folder, '--json', '--threads', '2'])).toEqual(one)
  })

  test('is summed up in English without --json', async () => {
    const { code, stdout } = await passerelle(['analyse', room.folder('read', { 'comments.csv': COMMENTS, 'votes.csv': VOTES })])
    expect(code).toBe(0)
    expect(stdout).toContain('Votes         6 final votes, from 8 in votes.csv\n')
    expect(stdout).toContain('Groups        none: there are too few statements to vote on.\n')
  })
})

/** The certificate from nothing but what was printed. */
function recomputed(printed: Printed, groups: [number, string][] | null): string {
  const { source: _, certificate: __, includedParticipants, positions, agreement, margin, groups: named, results, ...rest } = printed
  const participants = Float64Array.from(Object.keys(positions), Number)
  const included = new Set(includedParticipants)
  const labelOf = new Map(named.flatMap(({ participants: members }, label) => members.map((member) => [member, label] as const)))
  const labels = Int8Array.from(participants, (participant) => labelOf.get(participant) ?? -1)
  const places = Object.values(positions)
  const placements = {
    participants,
    coordinates: Float64Array.from(places.flat()),
    included: Uint8Array.from(participants, (participant) => (included.has(participant) ? 1 : 0)),
    labels,
    agreement: Uint8Array.from(Object.values(agreement)),
    margin: Uint16Array.from(Object.values(margin)),
  }
  const analysis = {
    ...rest,
    groups: named.map(({ participants: _members, ...group }) => group),
    results: results.map(({ divisivenessDetail, ...result }) => ({ ...result, divisiveness: divisivenessDetail })),
    placements,
  }
  return certificateOf(certificateDocument(analysis, groups === null ? {} : { groups: new Map(groups) }))
}

describe('a folder that cannot be taken', () => {
  const broken = Buffer.concat([Buffer.from(COMMENTS), Buffer.from([0xc3, 0x28, 0x0a])])
  test.each([
    [
      'a missing column',
      { 'comments.csv': COMMENTS, 'votes.csv': VOTES.replace('voter-id', 'voter') },
      'votes.csv, line 1: the column voter-id is missing.\n',
    ],
    [
      'a vote of 7',
      { 'comments.csv': COMMENTS, 'votes.csv': VOTES.replace(',1,11,-1', ',1,11,7') },
      'votes.csv, line 6: the vote is 7; it must be -1, 0 or 1.\n',
    ],
    [
      'an unknown statement',
      { 'comments.csv': COMMENTS, 'votes.csv': VOTES.replace(',2,11,1', ',8,11,1') },
      'votes.csv, line 7: the comment-id 8 is not in comments.csv.\n',
    ],
    ['broken UTF-8', { 'comments.csv': broken, 'votes.csv': VOTES }, 'comments.csv, line 7: the text is not valid UTF-8.\n'],
    ['an empty file', { 'comments.csv': COMMENTS, 'votes.csv': '' }, 'votes.csv, line 1: the file is empty.\n'],
    [
      'two faults',
      { 'comments.csv': COMMENTS, 'votes.csv': VOTES.replace(',1,11,-1', ',1,11,7').replace(',2,11,1', ',8,11,1') },
      'votes.csv, line 6: the vote is 7; it must be -1, 0 or 1.\nvotes.csv, line 7: the comment-id 8 is not in comments.csv.\n',
    ],
    [
      'faults in both files, twenty of them at most',
      { 'comments.csv': `${COMMENTS}1,,9,10,0,0,7,,false\n`, 'votes.csv': VOTES + '1,,0,10,7\n'.repeat(30) },
      `comments.csv, line 7: moderated is 7; it must be -1, 0 or 1.\n${Array.from({ length: 19 }, (_, at) => `votes.csv, line ${10 + at}: the vote is 7; it must be -1, 0 or 1.\n`).join('')}`,
    ],
    [
      'an empty folder',
      {},
      'comments.csv: the file is missing.\nvotes.csv: the file is missing, and there is no participants-votes.csv to take the votes from.\n',
    ],
  ])('%s', async (name, files, stderr) => {
    const folder = room.folder(name, files)
    expect(await passerelle(['analyse', folder, '--json'])).toEqual({ code: 1, stdout: '', stderr })
  })

  test('no folder at all, or a file', async () => {
    const nowhere = join(room.path, 'nowhere')
    expect(await passerelleHere(['analyse', nowhere, '--json'])).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no folder ${nowhere}.\n`,
    })
    const file = join(room.folder('file', { 'comments.csv': COMMENTS }), 'comments.csv')
    const stderr = `${file} is not a folder; give the folder that holds comments.csv and votes.csv.\n`
    expect(await passerelleHere(['analyse', file])).toEqual({ code: 1, stdout: '', stderr })
  })

  test('groups that are none', async () => {
    const folder = room.folder('odd groups', { 'comments.csv': COMMENTS, 'votes.csv': VOTES, 'mine.json': '{"10":"north",\n"x":"south"}' })
    const ran = await passerelleHere(['analyse', folder, '--groups', join(folder, 'mine.json')])
    expect(ran).toEqual({ code: 1, stdout: '', stderr: 'mine.json, line 2: the participant is x; it must be a whole number.\n' })
    const absent = join(folder, 'other.json')
    expect(await passerelleHere(['analyse', folder, '--groups', absent])).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no file ${absent}.\n`,
    })
  })
})

describe('a file of votes that is larger than a piece', () => {
  // 200,000 events of some 30 bytes; the times run backwards, so that of each pair the first in the file counts.
  const lines = Array.from(
    { length: 200_000 },
    (_, event) => `${1_700_000_000_000 - event},,${event % 2},${Math.floor(event / 4)},${event % 4 < 2 ? 1 : -1}\n`,
  )
  const file = `timestamp,datetime,comment-id,voter-id,vote\n${lines.join('')}`

  test('is read as a whole', async () => {
    expect(file.length).toBeGreaterThan(4 * 2 ** 20)
    const analysis = await analysed(room.folder('long', { 'comments.csv': COMMENTS, 'votes.csv': file }))
    expect(analysis).toMatchObject({ participants: 50_000, votes: 100_000, source: { voteEvents: 200_000 } })
    expect(analysis.results.map(counts).slice(0, 2)).toEqual([
      [0, 'live', 50_000, 0, 0],
      [1, 'live', 50_000, 0, 0],
    ])
    expect(Object.keys(analysis.positions)).toHaveLength(50_000)
  })

  test('is refused by the line of a fault that lies far within', async () => {
    const folder = room.folder('long and broken', { 'comments.csv': COMMENTS, 'votes.csv': `${file}1,,0,1,7\n1,,0,"1\n` })
    expect(await passerelleHere(['analyse', folder])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'votes.csv, line 200002: the vote is 7; it must be -1, 0 or 1.\nvotes.csv, line 200003: a quoted field begins here and is never closed.\n',
    })
  })
})

type Golden = {
  statements: number[]
  moderatedOut: number[]
  participants: number[]
  publishedGroup: (string | null)[]
  minVotesIncluded: number
  groupVotes: { id: string; A: number[]; D: number[]; S: number[] }[]
}

const shared = join(ROOT, '../shared/data')
const absent = !existsSync(shared)

describe.skipIf(absent)(absent ? 'SKIPPED: ../shared/data is not here' : 'open conversations, with the parameters of Polis', () => {
  test.each(['brexit-consensus', 'vtaiwan.uberx'])('%s has the golden counts', async (name) => {
    const golden: Golden = JSON.parse(readFileSync(join(shared, 'golden-vectors', `${name}.json`), 'utf8'))
    const groups = Object.fromEntries(
      golden.participants.flatMap((id, at) => (golden.publishedGroup[at] ? [[id, golden.publishedGroup[at]]] : [])),
    )
    const file = join(room.folder(name, { 'groups.json': JSON.stringify(groups) }), 'groups.json')
    const analysis = await analysed(join(shared, 'polis-open', name), '--parameters', 'polis', '--groups', file)
    const voted = analysis.results.filter(({ agrees, disagrees, passes }) => agrees + disagrees + passes > 0)
    expect(analysis.parameters).toBe('polis')
    expect(analysis.included).toBe(golden.minVotesIncluded)
    expect(Object.keys(analysis.positions).map(Number)).toEqual(golden.participants.toSorted((a, b) => a - b))
    expect(voted.map(({ id }) => id)).toEqual(golden.statements)
    expect(voted.filter(({ state }) => state === 'moderated-out').map(({ id }) => id)).toEqual(golden.moderatedOut)
    const byGroup = golden.groupVotes.map(({ id }) => ({
      id,
      A: voted.map((result) => result.byGroup[id]?.agrees),
      D: voted.map((result) => result.byGroup[id]?.disagrees),
      S: voted.map(({ byGroup: votes }) => (votes[id]?.agrees ?? 0) + (votes[id]?.disagrees ?? 0) + (votes[id]?.passes ?? 0)),
    }))
    expect(byGroup).toEqual(golden.groupVotes.map(({ id, A, D, S }) => ({ id, A, D, S })))
    expect(analysis.results.every(({ divisiveness }) => divisiveness === null || divisiveness >= 0)).toBe(true)
  })

  test('are grouped by ourselves where no groups are given, and the certificate can be recomputed', async () => {
    const analysis = await analysed(join(shared, 'polis-open', 'brexit-consensus'))
    expect(analysis.groups.length).toBeGreaterThan(1)
    expect(analysis.noGroups).toBeNull()
    expect(recomputed(analysis, null)).toBe(analysis.certificate)
  })
})
