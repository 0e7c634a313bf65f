import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jcs } from '#base'
import { ballotCodes, batchName } from '#hidden-ballot'
import { inclusionProof, writeReceipt } from '#merkle-log'
import { sentenceOf } from './ballot-sentences.ts'
import { openRoom, passerelleHere } from './testing/spawned.ts'
import { DIALOGUE as dialogue, logKeeper, stagedBallots } from '../../testing/staged-ballots.ts'

const room = openRoom()
const { files, slots: lists, receipt, digest } = await stagedBallots()
const [slots = ''] = lists
let folder = ''
/** What the hub answers instead of a file, and what it was asked. */
let answer = 200
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(request.url ?? '')
  const path = (request.url ?? '').replace(`/api/ballots/${dialogue}/`, '').replace('batches/', 'batch-')
  const file = files[path === `/api/credentials/issuances/${dialogue}/slots` ? slots : `${path}.json`]
  response.writeHead(file === undefined ? 404 : answer).end(file)
})

beforeAll(async () => {
  folder = room.folder('ballots', files)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  room.leave()
})

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/ballots/${dialogue}`

test('a folder and the address of a box say the same, in sentences', async () => {
  const [here, there] = [await passerelleHere(['verify', folder]), await passerelleHere(['verify', `${address()}/`])]
  expect([here.code, there.code]).toEqual([0, 0])
  expect(there.stdout).toBe(here.stdout)
  expect(here.stdout).toContain('holds  Every vote is signed by a voter who is registered (votes: 3).')
  expect(here.stdout).toContain('holds  The list of slots of hub.example.org is the one that it committed to.')
  expect(here.stdout).toContain('holds  The published sums are those of the votes (statements: 1).')
  expect(asked.map((path) => path.split(dialogue)[1])).toEqual(['/election', '/batches/1', '/slots', '/tallies'])
})

test('what does not hold is named, and the exit code says so', async () => {
  const text = Buffer.from(files[batchName(1)] ?? [])
    .toString()
    .replace('"choice":"agree"', '"choice":"pass"')
  const forged = room.folder('forged', files)
  writeFileSync(join(forged, batchName(1)), text)
  const ran = await passerelleHere(['verify', forged, '--json'])
  expect(ran.code).toBe(1)
  const { holds, findings }: { holds: boolean; findings: readonly { code: string; outcome: string }[] } = JSON.parse(ran.stdout)
  expect(holds).toBe(false)
  expect(findings.filter(({ outcome }) => outcome === 'fails').map(({ code }) => code)).toEqual(
    expect.arrayContaining(['batch.digest-differs', 'vote.signature', 'tallies.differ']),
  )
})

describe('the receipts of a voter', () => {
  const run = async (file: string, ...more: readonly string[]) => {
    const { code, stdout, stderr } = await passerelleHere(['verify', file, ...more])
    return { code, said: `${stdout}${stderr}` }
  }
  let file = ''
  let key = ''
  /** A log that names this batch, and one that names another. */
  let logs: readonly [string, string]
  beforeAll(async () => {
    file = join(room.folder('own', { 'passerelle-receipts.json': receipt }), 'passerelle-receipts.json')
    const keeper = logKeeper(room, 'hub.example.org/log')
    key = keeper.key
    const made = async (name: string, of: string) => {
      const entry = { t: 'ballots.opened', dialogue, batch: 1, digest: of }
      const { path, log } = await keeper.keep(name, [{ t: 'day.counted' }, entry])
      const proof = await inclusionProof(1, 2, log.reader.tile)
      const receiptOf = { index: 1, proof, checkpoint: await log.checkpoint(), extra: Buffer.from(jcs(entry)) }
      writeFileSync(join(path, 'entry.tlog-proof'), writeReceipt(receiptOf))
      return path
    }
    logs = [await made('log', digest), await made('other-log', 'a'.repeat(64))]
  })

  test('hold by themselves, in the ballots, and with what the log names', async () => {
    expect(await run(file)).toMatchObject({ code: 0, said: expect.stringContaining('Whether its votes were counted was not checked.') })
    for (const box of [folder, address()]) {
      const inBox = await run(file, '--box', box)
      expect(inBox).toMatchObject({
        code: 0,
        said: expect.stringContaining('holds  The vote on statement 0 stands in batch 1 as it was sent.'),
      })
      expect(inBox.said).toContain('Whether everybody is shown these files says the log')
    }
    for (const log of [logs[0], join(logs[0], 'entry.tlog-proof')]) {
      const inLog = await run(file, '--box', folder, '--log', log, '--key', key)
      expect(inLog).toMatchObject({ code: 0, said: expect.stringContaining('holds  Batch 1 is the one that entry 1 of the log names.') })
    }
  })

  test('a batch that the log names otherwise, a vote that is missing, and a receipt that was altered are named', async () => {
    for (const log of [logs[1], join(logs[1], 'entry.tlog-proof')])
      expect(await run(file, '--box', folder, '--log', log, '--key', key)).toMatchObject({
        code: 1,
        said: expect.stringContaining('FAILS  Entry 1 of the log names another batch 1 than the one that is here.'),
      })
    const altered = join(room.folder('altered', { 'r.json': Buffer.from(receipt).toString().replace('"seq": 1', '"seq": 2') }), 'r.json')
    const ran = await run(altered, '--box', folder)
    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('FAILS  The vote on statement 0 in the receipt is not signed') })
    expect(ran.said).toContain('FAILS  The vote on statement 0 stands in no batch, and the vote is closed.')
  })

  test.each([
    [['--box', '/nowhere'], 1, 'neither the address of a ballot box nor a folder'],
    [['--log', '/nowhere', '--key', 'x'], 2, 'with --log give --box too'],
    [['--key', 'x'], 2, 'without --log'],
    [['--since', 'x'], 2, 'not for a receipt of hidden votes'],
  ] as const)('%s is refused', async (more, code, words) => {
    expect(await run(file, ...more)).toMatchObject({ code, said: expect.stringContaining(words) })
  })

  test('what is no receipt, and a box for something else, are refused', async () => {
    const wrong = join(room.folder('wrong', { 'r.json': '{"form": "passerelle-hidden-receipt/9"}' }), 'r.json')
    expect(await run(wrong)).toMatchObject({ code: 1, said: expect.stringContaining('not in the form') })
    expect(await run(logs[0], '--box', folder)).toMatchObject({ code: 2, said: expect.stringContaining('this is none') })
  })
})

test('before the end, with an option of a log, and where the hub fails, it says what is the matter', async () => {
  expect(await passerelleHere(['verify', folder, '--since', 'x'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('not for ballots'),
  })
  answer = 409
  expect(await passerelleHere(['verify', address()])).toMatchObject({ code: 1, stderr: expect.stringContaining('when its vote is closed') })
  answer = 500
  expect(await passerelleHere(['verify', address()])).toMatchObject({ code: 3, stderr: expect.stringContaining('answered 500') })
})

test('every code has a sentence without a blank', () => {
  const names = ['file', 'batch', 'batches', 'told', 'computed', 'name', 'key', 'class', 'fault', 'count', 'voter', 'statement', 'what']
  const counts = ['voted', 'registered', 'issued', 'empty', 'roll', 'counted', 'least', 'statements', 'logged-roll', 'logged-issued']
  const all = [...names, ...counts, 'log', 'entry', 'entries', 'first', 'before', 'day', 'opens', 'logged', 'client']
  const data = Object.fromEntries(all.map((name) => [name, name]))
  for (const code of ballotCodes) expect(sentenceOf({ code, outcome: 'note', data })).not.toMatch(/undefined|^$/)
})
