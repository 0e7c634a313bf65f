import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { passerelleHere, openRoom } from './testing/spawned.ts'
import { DIALOGUE, entriesOf, HUB, logKeeper, stagedBallots } from '../../testing/staged-ballots.ts'

const OTHER = 'registrar.example'
const room = openRoom()
const alone = await stagedBallots()
const both = await stagedBallots([HUB, OTHER])
const [hubKeeper, otherKeeper] = [logKeeper(room, `${HUB}/log`), logKeeper(room, `${OTHER}/log`)]
const folder = room.folder('alone', alone.files)
const said = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await passerelleHere(['verify', ...args])
  return { code, said: `${stdout}${stderr}` }
}
afterAll(room.leave)

describe('ballots of one issuer', () => {
  const { key, counted, opened } = entriesOf(alone)
  const inLog = async (name: string, entries: Parameters<typeof hubKeeper.keep>[1]) =>
    said(folder, '--log', (await hubKeeper.keep(name, entries)).path, '--key', hubKeeper.key)

  test('without a log it is said that none was looked at, and that is no fault', async () => {
    const { code, said: words } = await said(folder)
    expect(code).toBe(0)
    expect(words).toContain('note   The public log was not looked at.')
    expect(words).toContain('Whether everybody is shown these files says the log: --log.')
  })

  test('in a log that says the same all of it holds', async () => {
    const { code, said: words } = await inLog('same', [{ t: 'day.counted' }, key, counted, opened])
    expect(code).toBe(0)
    expect(words).toContain(
      `holds  The batches are those of the log of ${HUB}, with the same digests and counts, and in its order (batches: 1).`,
    )
    expect(words).toContain('holds  The root over the 4 entries is the one that was signed')
    expect(words).toContain('and the log says the same.')
    expect(words).not.toContain('was not looked at')
  })

  test.each([
    ['missing', [key, counted], 'FAILS  No entry of the log of hub.example.org names batch 1.'],
    [
      'more',
      [key, counted, opened, { ...opened, batch: 2 }],
      'FAILS  Entry 3 of the log of hub.example.org names batch 2, which is not here.',
    ],
    [
      'altered',
      [key, counted, { ...opened, digest: 'a'.repeat(64) }],
      'FAILS  Entry 2 of the log of hub.example.org names another batch 1',
    ],
    ['two-keys', [key, { ...key, key: 'AAAA' }, counted, opened], 'more than once (entries 0, 1), and there must be one alone.'],
    ['late', [counted, opened, key], 'FAILS  Entry 2 of the log of hub.example.org names the key for the voters "all" after entry 0'],
    ['count', [key, { ...counted, issued: 3 }, opened], '3 credentials to a roll of 5 there, 4 to 5 here'],
  ] as const)('a lie is found: %s', async (name, entries, words) => {
    expect(await inLog(name, entries)).toMatchObject({ code: 1, said: expect.stringContaining(words) })
  })

  test('a log that was altered, or signed with another key, is no witness', async () => {
    const { path } = await hubKeeper.keep('broken', [key, counted, opened])
    expect(await said(folder, '--log', path, '--key', otherKeeper.key)).toMatchObject({
      code: 1,
      said: expect.stringContaining('FAILS  The checkpoint'),
    })
    writeFileSync(join(path, 'tile/0/000.p/3'), Buffer.alloc(96))
    expect(await said(folder, '--log', path, '--key', hubKeeper.key)).toMatchObject({
      code: 1,
      said: expect.stringContaining('is not the one whose hash is in tile/0'),
    })
  })

  test.each([
    [['--key', 'x'], 2, 'give --log too'],
    [['--log', 'x'], 2, 'A log is checked with its key'],
    [['--log', 'x.tlog-proof', '--key', hubKeeper.key], 2, 'must be the whole log'],
    [['--other-key', 'x'], 2, 'give --other-log too'],
    [['--other-log', 'x'], 2, '--other-key'],
    [['--slots', 'x'], 1, `no issuer but ${HUB}`],
  ] as const)('%s is refused', async (more, code, words) => {
    expect(await said(folder, ...more)).toMatchObject({ code, said: expect.stringContaining(words) })
  })

  test('a proof of a slot holds by itself, in the ballots and in the log', async () => {
    const proofs = room.folder('proofs', {
      'slot.json': alone.proof,
      'broken.json': alone.proof.replace(/"index":\d/, '"index":3'),
      'form.json': '{"form": "passerelle-slot/1"}',
    })
    const slot = join(proofs, 'slot.json')
    expect(await said(slot)).toMatchObject({ code: 0, said: expect.stringContaining('Whether an issuer committed to it was not checked.') })
    const used = `holds  The slot is one of those of ${HUB} that were used`
    expect(await said(slot, '--box', folder)).toMatchObject({ code: 0, said: expect.stringContaining(used) })
    const log = async (name: string, change: object) => {
      const { path } = await hubKeeper.keep(name, [key, { ...counted, ...change }])
      return said(slot, '--box', folder, '--log', path, '--key', hubKeeper.key)
    }
    expect(await log('slot', {})).toMatchObject({ code: 0, said: expect.stringContaining('holds  Entry 1 of the log') })
    expect(await log('other-root', { issued_root: 'a'.repeat(64) })).toMatchObject({
      code: 1,
      said: expect.stringContaining('names the root'),
    })
    expect(await said(join(proofs, 'broken.json'))).toMatchObject({ code: 1, said: expect.stringContaining('so it shows nothing') })
    expect(await said(join(proofs, 'form.json'))).toMatchObject({ code: 1, said: expect.stringContaining('not in the form') })
    expect(await said(slot, '--box', '/nowhere')).toMatchObject({ code: 1, said: expect.stringContaining('neither the address') })
    expect(await said(slot, '--log', 'x', '--key', 'x')).toMatchObject({ code: 2, said: expect.stringContaining('give --box too') })
    expect(await said(slot, '--key', 'x')).toMatchObject({ code: 2, said: expect.stringContaining('without --log') })
  })
})

describe('ballots of two issuers', () => {
  const { key, counted, opened, others } = entriesOf(both)
  const [, otherList = ''] = both.slots
  const { [otherList]: list, ...rest } = both.files
  const state = {
    electorate: { ...both.electorate, issuers: both.electorate.issuers.slice(1) },
    ...{ asked: 4, roll: 5, commitment: both.commitment, state: 'ended' },
  }
  const asked: string[] = []
  let answer: Record<string, unknown> = state
  const registrar = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === `/api/credentials/issuances/${DIALOGUE}/slots`) response.end(list)
    else if (request.url === `/api/credentials/dialogues/${DIALOGUE}`) response.end(JSON.stringify(answer))
    else response.writeHead(404).end()
  })
  let box = ''
  let logs: readonly string[] = []
  beforeAll(async () => {
    await new Promise<void>((resolve) => void registrar.listen(0, '127.0.0.1', resolve))
    box = room.folder('both', rest)
    const log = await hubKeeper.keep('hub-of-both', [key, counted, opened])
    logs = ['--log', log.path, '--key', hubKeeper.key]
  })
  afterAll(() => void registrar.close())
  const place = (): string => `http://127.0.0.1:${(registrar.address() as AddressInfo).port}`

  test('the second one is asked for its list and its counts, and its log is read', async () => {
    expect((await said(box, ...logs)).said).toContain(`note   The list of slots of ${OTHER} is not here.`)
    const { path } = await otherKeeper.keep('other', others)
    const ran = await said(box, ...logs, '--slots', place(), '--other-log', path, '--other-key', otherKeeper.key)
    expect(ran.code).toBe(0)
    expect(asked).toEqual([`/api/credentials/issuances/${DIALOGUE}/slots`, `/api/credentials/dialogues/${DIALOGUE}`])
    for (const words of [
      `holds  The list of slots of ${OTHER} is the one that it committed to.`,
      `holds  ${OTHER} itself says the same key, roll, credentials and roots`,
      `holds  Entry 0 of the log of ${HUB}, of 2026-03-01, names the key of ${HUB}, ${OTHER}`,
      `holds  Entry 0 of the log of ${OTHER}, of 2026-03-01, names the key of ${OTHER}`,
      `holds  Entry 1 of the log of ${OTHER} has the same counts and roots of ${OTHER}`,
    ])
      expect(ran.said).toContain(words)
  })

  test('a policy with both logs does for both', async () => {
    const policy = join(room.folder('policy', { 'p.txt': `log ${hubKeeper.key}\nlog ${otherKeeper.key}\nquorum none\n` }), 'p.txt')
    const { path } = await otherKeeper.keep('other-by-policy', others)
    expect(await said(box, ...logs.slice(0, 2), '--other-log', path, '--policy', policy)).toMatchObject({ code: 0 })
  })

  test('its list may lie in a folder, and where it gives out none that is said', async () => {
    const lists = room.folder('lists', { [otherList]: list ?? '' })
    expect((await said(box, '--slots', lists)).said).toContain(`holds  The list of slots of ${OTHER} is the one that it committed to.`)
    expect(await said(box, '--slots', room.folder('empty', {}))).toMatchObject({
      code: 1,
      said: expect.stringContaining('gives out no list of slots'),
    })
  })

  test.each([
    ['count', { asked: 3 }],
    ['roll', { roll: 6 }],
    ['dialogue', { electorate: { ...state.electorate, dialogue: '1'.repeat(36) } }],
    ['key', { electorate: both.electorate.issuers.slice(0, 1) }],
    ['another key', { electorate: { ...state.electorate, issuers: both.electorate.issuers.slice(0, 1) } }],
    ['root', { commitment: { ...both.commitment, empty: { size: 1, root: 'a'.repeat(64) } } }],
    ['nothing', { commitment: null }],
  ])('it says another %s than the election', async (_, change) => {
    answer = { ...state, ...change }
    const ran = await said(box, '--slots', place())
    answer = state
    expect(ran).toMatchObject({ code: 1, said: expect.stringContaining('FAILS  What is said at') })
  })

  test('its log says something else', async () => {
    const [named, ended] = others
    const { path } = await otherKeeper.keep('other-lies', [named ?? {}, { ...ended, issued: 5 }])
    const ran = await said(box, ...logs, '--other-log', path, '--other-key', otherKeeper.key)
    expect(ran).toMatchObject({
      code: 1,
      said: expect.stringContaining(`FAILS  Entry 1 of the log of ${OTHER} says something else of ${OTHER}`),
    })
  })
})
