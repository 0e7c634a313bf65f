import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { packagedBinaries } from './embedded-postgres-binaries.ts'
import { serverUser } from './embedded-postgres-cluster.ts'
import {
  ask,
  asRoot,
  clearStage,
  endLater,
  faultOf,
  hub,
  killAllIn,
  killed,
  lines,
  makePattern,
  noneIn,
  onLinux,
  pidOf,
  place,
  processesIn,
  removeLater,
  removePattern,
  start,
  usedFolder,
} from '../testing/embedded-postgres-stage.ts'
import { type EmbeddedFault, joinEmbedded, type EmbeddedServer } from './embedded-postgres.ts'
import { childOptions } from './process-user.ts'

beforeAll(makePattern)
afterEach(clearStage)
afterAll(removePattern)

describe('starting and stopping', () => {
  test('the first start makes a closed cluster, a socket and nothing on the network; the next finds what was written', async () => {
    const data = join(place(), 'deep', 'data')
    const first = await start(relative(process.cwd(), data), { sharedBuffersMb: 48 })
    expect(first).toMatchObject({
      startedHere: true,
      connection: { host: join(data, 'pg', 'sock'), port: 5432, user: 'hub', database: 'passerelle' },
    })
    expect(statSync(first.connection.host).mode & 0o777).toBe(0o700)
    expect(statSync(join(data, 'pg')).mode & 0o777).toBe(0o700)
    const names = ['listen_addresses', 'shared_buffers', 'max_connections', 'fsync', 'synchronous_commit', 'TimeZone', 'server_encoding']
    const [settings] = await ask(
      first,
      'create table t (i int)',
      'insert into t values (7)',
      `select ${names.map((name) => `current_setting('${name}') as "${name}"`).join(', ')}`,
    )
    expect(settings).toEqual({
      listen_addresses: '',
      shared_buffers: '48MB',
      max_connections: '100',
      fsync: 'on',
      synchronous_commit: 'on',
      TimeZone: 'UTC',
      server_encoding: 'UTF8',
    })
    const pid = pidOf(data)
    await first.stop()
    await first.stop()
    expect(existsSync(join(data, 'pg', 'postmaster.pid'))).toBe(false)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    const second = await start(data)
    expect(second.startedHere).toBe(true)
    expect(await ask(second, 'select i from t')).toEqual([{ i: 7 }])
    await second.stop()
  })

  test('another hub on the same folder is told which process is in the way, and the first serves on', async () => {
    const data = usedFolder()
    const { child, says } = hub(data)
    expect(JSON.parse(await says)).toMatchObject({ startedHere: true })
    const fault = await faultOf(start(data))
    expect(fault.code).toBe('already-running')
    expect(fault.message).toBe(
      `Another Passerelle hub (process ${child.pid}) is already running on this data folder (${data}). Stop it first, or set PASSERELLE_DATA to another folder for this one.`,
    )
    expect((await joinEmbedded(data))?.startedHere).toBe(false)
  })

  test('of two hubs that start at once on a new folder, one wins and one is refused', async () => {
    const data = join(place(), 'data')
    const outcomes = await Promise.allSettled([start(data), start(data)])
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => (reason as EmbeddedFault).code)
    expect(refusals).toEqual(['already-running'])
    expect(readdirSync(data).toSorted()).toEqual(['pg', 'postgres.log'])
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') await outcome.value.stop()
  })

  test('the same on a folder that is known, time after time', async () => {
    const data = usedFolder()
    for (let round = 0; round < 3; round += 1) {
      const outcomes = await Promise.allSettled([start(data), start(data), start(data), start(data)])
      const words = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'runs' : (outcome.reason as EmbeddedFault).code))
      expect(words.toSorted()).toEqual(['already-running', 'already-running', 'already-running', 'runs'])
      for (const outcome of outcomes) if (outcome.status === 'fulfilled') await outcome.value.stop()
    }
  })

  test('a hub that starts while another stops waits for it, and its server stays', async () => {
    const data = usedFolder()
    const first = await start(data)
    const stopping = first.stop()
    const second = await start(data)
    await stopping
    expect(await ask(second, 'select i from kept')).toEqual([{ i: 1 }])
    await second.stop()
  })

  test('so does a hub that is connected already and waits for the other’s lock when it stops', async () => {
    const data = usedFolder()
    const first = await start(data)
    const coming = start(data)
    const hubs = () => ask(first, "select from pg_stat_activity where application_name like 'passerelle hub%'")
    while ((await hubs()).length < 2) await pause(20)
    await first.stop()
    const second = await coming
    expect(await ask(second, 'select i from kept')).toEqual([{ i: 1 }])
    await second.stop()
  })

  test('a tool joins the server of a running hub and never ends it; without one there is nothing to join', async () => {
    const data = usedFolder()
    expect(await joinEmbedded(join(data, 'absent'))).toBeNull()
    expect(await joinEmbedded(data)).toBeNull()
    const server = await start(data)
    const joined = await joinEmbedded(data)
    expect(joined?.connection).toEqual(server.connection)
    await joined?.stop()
    expect(await ask(server, 'select i from kept')).toEqual([{ i: 1 }])
    await server.stop()
    expect(await joinEmbedded(data)).toBeNull()
  })
})

describe.skipIf(!onLinux)('what a kill leaves behind', () => {
  test('a killed hub leaves its server, and the next hub takes it over and can stop it', async () => {
    const data = usedFolder()
    const { child, says } = hub(data)
    await says
    const pid = pidOf(data)
    await killed(child)
    const next = await start(data)
    expect([next.startedHere, pidOf(data)]).toEqual([false, pid])
    expect((await faultOf(start(data))).code).toBe('already-running')
    await next.stop()
    expect(processesIn(data)).toEqual([])
  })

  test('when hub and server are all killed, what was committed is there', async () => {
    const data = usedFolder()
    const { child, says } = hub(data)
    const { connection } = JSON.parse(await says) as EmbeddedServer
    await ask({ connection } as EmbeddedServer, "insert into kept values (2, 'two@example.org')")
    await killed(child)
    killAllIn(data)
    await noneIn(data)
    expect(existsSync(join(data, 'pg', 'postmaster.pid'))).toBe(true)
    const next = await start(data)
    expect(next.startedHere).toBe(true)
    expect(await ask(next, 'select i from kept order by i')).toEqual([{ i: 1 }, { i: 2 }])
    await next.stop()
  })

  test('an initdb that is killed half-way leaves no half cluster', async () => {
    const data = join(place(), 'data')
    const { child } = hub(data)
    const making = () => (existsSync(data) ? readdirSync(data).filter((name) => name.startsWith('pg-making-')) : [])
    while (!making().some((name) => existsSync(join(data, name, 'base')))) await pause(5)
    await killed(child)
    killAllIn(data)
    await noneIn(data)
    expect(readdirSync(data)).toEqual(making())
    expect(making()).toHaveLength(1)
    const next = await start(data)
    expect(readdirSync(data).toSorted()).toEqual(['pg', 'postgres.log'])
    await next.stop()
  })

  test('a note with the pid of some other program of the same user does not keep the server from starting', async () => {
    const data = usedFolder()
    await (await start(data)).stop()
    const { uid, gid } = statSync(join(data, 'pg'))
    const bystander = spawn('sleep', ['60'], childOptions({ user: serverUser(join(data, 'pg')), cwd: '/' }))
    endLater(bystander)
    const note = join(data, 'pg', 'postmaster.pid')
    writeFileSync(note, `${bystander.pid}\n${join(data, 'pg')}\n1700000000\n5432\nsock\n\n  1 2\nready   \n`, { mode: 0o600 })
    chownSync(note, uid, gid)
    const next = await start(data)
    expect([next.startedHere, bystander.exitCode]).toEqual([true, null])
    await next.stop()
  })

  test('nor does an empty note, as a power cut leaves it', async () => {
    const data = usedFolder()
    writeFileSync(join(data, 'pg', 'postmaster.pid'), '', { mode: 0o600 })
    const next = await start(data)
    expect(next.startedHere).toBe(true)
    await next.stop()
  })

  test('a server that dies under a living hub comes back, and is still that hub’s', async () => {
    const data = usedFolder()
    const server = await start(data)
    const before = pidOf(data)
    killAllIn(data)
    await expect
      .poll(() => lines, { timeout: 10_000 })
      .toEqual(['The database server went away; starting it again.', 'The database server is back.'])
    expect(pidOf(data)).not.toBe(before)
    expect(await ask(server, 'select i from kept')).toEqual([{ i: 1 }])
    expect((await faultOf(start(data))).code).toBe('already-running')
    await server.stop()
    expect(processesIn(data)).toEqual([])
  })
})

describe('what is refused, in a sentence', () => {
  test('a database of another version stays as it is', async () => {
    const data = usedFolder()
    writeFileSync(join(data, 'pg', 'PG_VERSION'), '17\n')
    const fault = await faultOf(start(data))
    expect([fault.code, fault.message]).toEqual([
      'other-version',
      expect.stringContaining('written by PostgreSQL 17, and this Passerelle comes with PostgreSQL 18'),
    ])
    expect(readFileSync(join(data, 'pg', 'PG_VERSION'), 'utf8')).toBe('17\n')
    expect(existsSync(join(data, 'postgres.log'))).toBe(true)
  })

  test('a folder "pg" that holds something else stays as it is', async () => {
    const data = join(place(), 'data')
    mkdirSync(join(data, 'pg'), { recursive: true })
    writeFileSync(join(data, 'pg', 'letter.txt'), 'mine')
    expect((await faultOf(start(data))).code).toBe('not-a-cluster')
    expect(readdirSync(join(data, 'pg'))).toEqual(['letter.txt'])
  })

  test('a data folder that cannot be made', async () => {
    const file = join(place(), 'file')
    writeFileSync(file, '')
    expect((await faultOf(start(join(file, 'data')))).message).toContain(`${join(file, 'data')} cannot be written`)
  })

  test('a machine without binaries, and one whose package was left out', () => {
    expect(() => packagedBinaries('aix', 'ppc64')).toThrow(
      'There is no embedded PostgreSQL for this kind of machine (aix, ppc64). Set DATABASE_URL',
    )
    const foreign = onLinux ? (['darwin', 'x64'] as const) : (['linux', 'arm64'] as const)
    expect(() => packagedBinaries(...foreign)).toThrow(/is not installed. Run npm install without --omit=optional/)
  })

  test('a setting in postgresql.conf that the server does not know: its own words are told', async () => {
    const data = usedFolder()
    writeFileSync(join(data, 'pg', 'postgresql.conf'), "colour = 'blue'\n")
    const fault = await faultOf(start(data))
    expect([fault.code, fault.message]).toEqual(['start-failed', expect.stringContaining('contains errors. Its log is')])
  })
})

describe('the socket', () => {
  const longFolder = () => join(place(), 'a-folder-with-a-long-name'.repeat(4), 'data')
  const elsewhere = async (data: string): Promise<string> => {
    const server = await start(data)
    await server.stop()
    removeLater(server.connection.host)
    return server.connection.host
  }

  test('moves to a closed temporary folder where the path is too long, and a tool finds it there', async () => {
    const data = longFolder()
    const server = await start(data)
    const { host } = server.connection
    removeLater(host)
    expect(dirname(host)).toBe(tmpdir())
    expect([statSync(host).mode & 0o777, statSync(host).uid]).toEqual([0o700, statSync(join(data, 'pg')).uid])
    expect((await joinEmbedded(data))?.connection).toEqual(server.connection)
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
  })

  test.skipIf(!asRoot)('is refused a folder that somebody else laid out (needs root to play somebody else)', async () => {
    const data = longFolder()
    const host = await elsewhere(data)
    chownSync(host, 12_345, 12_345)
    expect((await faultOf(start(data))).message).toBe(
      `${host} is where the database's socket belongs, and it is not a folder of user ${statSync(join(data, 'pg')).uid}'s. Remove it and start again.`,
    )
  })
})
