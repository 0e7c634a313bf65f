import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import {
  checkCheckpoint,
  consistencyProof,
  ED25519,
  keyOf,
  policyOf,
  readVkey,
  readWitnessAnswer,
  signCheckpoint,
  vkeyOf,
  withSignatures,
  writeAddCheckpoint,
  type MemoryLog,
} from '#merkle-log'
import { verifyEd25519 } from '../../platform/ed25519.ts'
import { entriesTo, entry, LOG, memoryLog, signerNamed } from '../../testing/logs.ts'
import { serveLog } from './testing/served-log.ts'
import { openRoom, passerelleHere } from './testing/spawned.ts'
import { openWitnessFolder } from './witness-folder.ts'
import { serveWitness } from './witness-server.ts'
import { openWitness, type Witness } from './witness-work.ts'

const room = openRoom()
const KEY = keyOf(LOG.name, ED25519, LOG.publicKey)
const NAME = 'university.example/witness'
const NOW = new Date('2026-03-01T12:00:00Z')
const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})
afterAll(() => room.leave())

type Running = {
  readonly witness: Witness
  readonly told: string[]
  readonly post: (body: string) => Promise<string>
  readonly get: (path: string) => Promise<string>
  readonly stop: () => void
}

const folderFor = (name: string) => openWitnessFolder(join(room.path, name), { name: NAME, seed: () => Buffer.alloc(32, 11) })

async function running(name: string): Promise<Running> {
  const folder = folderFor(name)
  const told: string[] = []
  const witness = openWitness({ folder, logs: [KEY], now: () => NOW, tell: (line) => void told.push(line) })
  const server: Server = await serveWitness(witness, '127.0.0.1', 0)
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = (): void => {
    server.closeAllConnections()
    server.close()
    folder.leave()
  }
  open.push(stop)
  const said = async (path: string, init: RequestInit): Promise<string> => {
    const answer = await fetch(`${address}${path}`, init)
    return `${answer.status} ${answer.headers.get('content-type') ?? ''} ${await answer.text()}`
  }
  return {
    ...{ witness, told, stop },
    post: async (body) => said('/add-checkpoint', { method: 'POST', body }),
    get: async (path) => said(path, {}),
  }
}

const request = async (log: MemoryLog, old: number): Promise<string> =>
  writeAddCheckpoint({ old, proof: await consistencyProof(old, log.size, log.reader.tile), note: await log.checkpoint() })

async function logOf(...entries: readonly Uint8Array[]): Promise<MemoryLog> {
  const log = memoryLog()
  await log.add(entries)
  return log
}
const other = async (size: number): Promise<MemoryLog> => logOf(entry('never happened'), ...entriesTo(size - 1, 1))
const stateIn = (name: string) =>
  JSON.parse(readFileSync(join(room.path, name, 'witness.json'), 'utf8')) as {
    readonly logs: Record<string, { readonly size: number; readonly note: string }>
    readonly alarms: readonly { readonly kind: string; readonly signed: string; readonly shown: string }[]
  }
const TEXT = 'text/plain; charset=utf-8'
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

describe('over HTTP', () => {
  test('it signs what grows, and its signature counts where its key is known', async () => {
    const { witness, post, get, told } = await running('signs')
    const log = await logOf(...entriesTo(7))
    const first = await post(await request(log, 0))
    expect(first).toMatch(/^200 text\/plain; charset=utf-8 — university\.example\/witness [A-Za-z0-9+/]+=*\n$/)
    await log.add(entriesTo(6, 7))
    const second = await post(await request(log, 7))
    const key = readVkey(witness.vkey)
    expect(key?.name).toBe(NAME)
    if (key === null) return
    const lines = readWitnessAnswer(second.slice(`200 ${TEXT} `.length)) ?? []
    const policy = { ...policyOf(KEY), witnesses: [{ name: 'u', key, url: null }], quorum: 'u' }
    const checked = await checkCheckpoint(withSignatures(await log.checkpoint(), lines) ?? '', policy, verifyEd25519)
    expect(checked.findings.map(({ code }) => code)).toEqual(['checkpoint.signed', 'witness.signed', 'quorum.met'])
    expect(checked.witnessed).toEqual([{ name: 'u', time: NOW.getTime() / 1000 }])
    expect(stateIn('signs').logs[LOG.name]?.size).toBe(13)
    expect(told).toEqual([`signed  ${LOG.name}: 7 entries`, `signed  ${LOG.name}: 13 entries`])
    const page = await get('/')
    for (const part of [witness.vkey, `${LOG.name}: 13 entries, signed at ${NOW.toISOString()}.`, 'No alarm.']) expect(page).toContain(part)
    expect(await get('/health')).toBe(`200 ${TEXT} ok\n`)
  })

  test('it refuses with the answers of the specification', async () => {
    const { post, get } = await running('refuses')
    const log = await logOf(...entriesTo(7))
    await post(await request(log, 0))
    await log.add(entriesTo(6, 7))
    expect(await post(await request(log, 0))).toBe('409 text/x.tlog.size 7\n')
    expect(await post(writeAddCheckpoint({ old: 7, proof: [], note: await log.checkpoint() }))).toMatch('422 ')
    expect(await post(writeAddCheckpoint({ old: 20, proof: [], note: await log.checkpoint() }))).toMatch('400 ')
    expect(await post('old 0')).toMatch('400 ')
    expect(await post('x'.repeat(70_000))).toMatch('413 ')
    const elsewhere = await signCheckpoint(log, signerNamed('other.example/log', 1))
    expect(await post(writeAddCheckpoint({ old: 0, proof: [], note: elsewhere }))).toMatch('404 ')
    const forged = await signCheckpoint(log, signerNamed(LOG.name, 9))
    expect(await post(writeAddCheckpoint({ old: 7, proof: [], note: forged }))).toMatch('403 ')
    expect(await get('/nowhere')).toMatch('404 ')
    expect(stateIn('refuses').logs[LOG.name]?.size).toBe(7)
  })

  test('a rewritten past is not signed; two logs of one size are an alarm that stays', async () => {
    const { post, get, told } = await running('alarm')
    const log = await logOf(...entriesTo(13))
    await post(await request(log, 0))
    const later = await other(20)
    const proof = await consistencyProof(13, 20, later.reader.tile)
    expect(await post(writeAddCheckpoint({ old: 13, proof, note: await later.checkpoint() }))).toMatch('422 ')
    expect([stateIn('alarm').alarms, await get('/health')]).toEqual([[], `200 ${TEXT} ok\n`])
    const same = await other(13)
    expect(await post(await request(same, 0))).toBe('409 text/x.tlog.size 13\n')
    await post(await request(same, 0))
    const [alarm, ...more] = stateIn('alarm').alarms
    expect([alarm?.kind, alarm?.shown, more]).toEqual(['split', await same.checkpoint(), []])
    expect(alarm?.signed).toContain(`— ${NAME} `)
    expect(await get('/health')).toBe(`503 ${TEXT} alarms: 1\n`)
    expect(await get('/')).toContain('ALARM of 2026-03-01T12:00:00.000Z')
    expect(told.at(-1)).toMatch(`ALARM  ${LOG.name} shows two logs of one size`)
  })

  test('of two requests at once one is signed', async () => {
    const { witness } = await running('at once')
    const requests = await Promise.all([await logOf(...entriesTo(7)), await other(9)].map(async (log) => request(log, 0)))
    const answers = await Promise.all(requests.map(async (body) => witness.addCheckpoint(body)))
    expect(answers.map(({ status }) => status)).toEqual([200, 409])
  })
})

describe('what it keeps', () => {
  test('outlives it, for nobody else to read, and for one process at a time', async () => {
    const { post, witness, stop } = await running('kept')
    const log = await logOf(...entriesTo(7))
    await post(await request(log, 0))
    expect(() => folderFor('kept')).toThrow('Another witness works on')
    const file = (name: string): string => join(room.path, 'kept', name)
    expect(['witness.pem', 'witness.json', 'witness.lock'].map((name) => statSync(file(name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600])
    stop()
    writeFileSync(file('witness.lock'), String(process.ppid))
    expect(() => folderFor('kept')).toThrow('Another witness works on')
    // A process that was killed leaves its lock behind.
    writeFileSync(file('witness.lock'), '999999999')
    const again = await running('kept')
    expect([again.witness.vkey, again.witness.last(LOG.name)?.size]).toEqual([witness.vkey, 7])
    expect(await again.post(await request(await other(9), 0))).toBe('409 text/x.tlog.size 7\n')
  })

  test('is written down before anything is signed: on a full disk nothing goes out', async () => {
    const folder = folderFor('full')
    open.push(folder.leave)
    let full = true
    const write: typeof folder.write = (state) => {
      if (full) throw new Error('ENOSPC')
      folder.write(state)
    }
    const witness = openWitness({ folder: { ...folder, write }, logs: [KEY], now: () => NOW, tell: () => undefined })
    const body = await request(await logOf(...entriesTo(7)), 0)
    await expect(witness.addCheckpoint(body)).rejects.toThrow('ENOSPC')
    expect(witness.last(LOG.name)).toBe(null)
    full = false
    expect((await witness.addCheckpoint(body)).status).toBe(200)
  })

  test('is never begun anew where some of it is gone or broken', () => {
    folderFor('gone').leave()
    const file = join(room.path, 'gone', 'witness.json')
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, whole.slice(0, -9))
    expect(() => folderFor('gone')).toThrow('is not what this witness wrote')
    rmSync(file)
    expect(() => folderFor('gone')).toThrow('does not know what it has signed')
    writeFileSync(file, whole)
    rmSync(join(room.path, 'gone', 'witness.pem'))
    expect(() => folderFor('gone')).toThrow('The key of the witness cannot be read')
    expect(() => openWitnessFolder(join(room.path, 'signs'), { name: 'other', seed: () => Buffer.alloc(32) })).toThrow('is called')
  })
})

describe('on the command line', () => {
  const look = async (address: string) =>
    passerelleHere(['witness', '--data', join(room.path, 'pulls'), '--log', vkeyOf(KEY), '--name', NAME, '--pull', address, '--once'])

  test('it asks the log itself, sends its signature there, and sees a rewritten past', async () => {
    const served = await serveLog()
    open.push(() => served.close())
    const log = await logOf(...entriesTo(300))
    const first300 = await log.checkpoint()
    await served.show(log)
    const first = await look(served.address)
    expect([first.code, first.stderr, first.stdout.split('\n').slice(1)]).toEqual([0, '', [`signed  ${LOG.name}: 300 entries`, '']])
    await log.add(entriesTo(30, 300))
    await served.show(log)
    expect((await look(served.address)).stdout).toContain('330 entries')
    expect(served.cosigned.map((note) => note.split('\n')[1])).toEqual(['300', '330'])
    expect(served.cosigned[1]).toContain(`— ${NAME} `)
    await served.show(log, await signCheckpoint({ size: 400, root: log.root }, signerNamed(LOG.name, 9)))
    expect((await look(served.address)).stdout).toContain('bears no signature of a log that this witness watches')
    await served.show(log, first300)
    expect((await look(served.address)).stdout).toContain('shows 300 entries; 330 were signed')
    // Damaged files are no rewriting: its signed root does not come out of them.
    const damaged = memoryLog()
    for (const [path, bytes] of log.files) damaged.files.set(path, path.startsWith('tile/0') ? bytes.map((byte) => byte ^ 1) : bytes)
    await log.add(entriesTo(5, 330))
    await served.show(damaged, await log.checkpoint())
    const told = await look(served.address)
    expect([told.code, stateIn('pulls').alarms.length]).toEqual([0, 0])
    expect(told.stdout).toMatch('Not signed: ')
    await served.show(await other(340))
    const alarmed = await look(served.address)
    expect([alarmed.code, alarmed.stderr]).toEqual([1, 'There is an alarm in witness.json.\n'])
    expect(alarmed.stdout).toMatch(`ALARM  ${LOG.name} has rewritten its past`)
    expect(stateIn('pulls').alarms.map(({ kind }) => kind)).toEqual(['rewritten'])
    expect(stateIn('pulls').logs[LOG.name]?.size).toBe(330)
  })

  test('it listens until it is asked to end, and leaves its folder to the next', async () => {
    const port = await freePort()
    const others = new Set(process.listeners('SIGTERM'))
    const args = ['--data', join(room.path, 'listens'), '--log', vkeyOf(KEY), '--name', NAME, '--port', String(port)]
    const ran = passerelleHere(['witness', ...args])
    await expect
      .poll(async () =>
        fetch(`http://127.0.0.1:${port}/health`).then(
          ({ status }) => status,
          () => null,
        ),
      )
      .toBe(200)
    for (const end of process.listeners('SIGTERM').filter((one) => !others.has(one))) end('SIGTERM')
    const { code, stdout, stderr } = await ran
    expect([code, stderr, stdout.split('\n').slice(1)]).toEqual([0, '', [`Listening at 127.0.0.1:${port}.`, '']])
    openWitnessFolder(join(room.path, 'listens'), { name: null, seed: () => Buffer.alloc(32) }).leave()
  })

  test.each([
    [[], 2, 'witness needs --data.'],
    [['--data', 'x', '--log', vkeyOf(KEY)], 2, 'Say how the witness hears'],
    [['--data', 'x', '--log', vkeyOf(KEY), '--port', '0'], 2, '--port is a whole number'],
    [['--data', 'x', '--log', vkeyOf(KEY), '--port', '8', '--once'], 2, '--once goes with --pull'],
    [['--data', 'x', '--log', vkeyOf(KEY), '--pull', 'hub.example.org'], 2, '--pull takes the address'],
    [['--data', 'x', '--log', 'nowhere', '--port', '8'], 1, 'There is no file'],
    [['--data', 'x', '--log', vkeyOf(KEY), '--port', '8'], 2, 'A new witness needs a name'],
  ])('%j ends with %i', async (args, code, sentence) => {
    mkdirSync(join(room.path, 'x'), { recursive: true })
    const here = args.map((arg) => (arg === 'x' ? join(room.path, 'x') : arg))
    const ran = await passerelleHere(['witness', ...here])
    expect([ran.code, ran.stderr]).toEqual([code, expect.stringContaining(sentence)])
  })
})
