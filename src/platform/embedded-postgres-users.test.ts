import { chmodSync, chownSync, cpSync, existsSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { packagedBinaries, readyBinaries } from './embedded-postgres-binaries.ts'
import {
  ask,
  asRoot,
  clearStage,
  faultOf,
  hub,
  killAllIn,
  killed,
  lines,
  makePattern,
  NOBODY,
  noneIn,
  onLinux,
  pidOf,
  place,
  placeToRun,
  removeLater,
  removePattern,
  start,
  usedFolder,
} from '../testing/embedded-postgres-stage.ts'
import { joinEmbedded } from './embedded-postgres.ts'
import { childEnvironment, thisUser } from './process-user.ts'

beforeAll(makePattern)
afterEach(clearStage)
afterAll(removePattern)

describe('privacy', () => {
  test.skipIf(!onLinux)('nothing that people wrote gets into the log, not even when the server falls over it', async () => {
    const data = usedFolder()
    const server = await start(data)
    await expect(ask(server, "insert into kept values (3, 'one@example.org')")).rejects.toThrow('duplicate key')
    await expect(ask(server, "select 'secret-words'::uuid")).rejects.toThrow('invalid input syntax')
    await expect(ask(server, 'select /* secret-words */ pg_terminate_backend(pg_backend_pid())')).rejects.toThrow()
    const client = new pg.Client(server.connection)
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const sleeping = client.query("select pg_sleep(30), 'secret-words'").catch((error: unknown) => error)
    await pause(200)
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
    expect(await sleeping).toBeInstanceOf(Error)
    await expect.poll(() => lines.at(-1), { timeout: 10_000 }).toBe('The database server is back.')
    await server.stop()
    const log = readFileSync(join(data, 'postgres.log'), 'utf8')
    expect(log).toContain('was terminated by signal 9')
    expect(log).not.toMatch(/secret-words|one@example\.org/)
  })

  test.skipIf(!onLinux)('the server is given no environment of ours', async () => {
    const data = usedFolder()
    const server = await start(data)
    const given = readFileSync(`/proc/${pidOf(data)}/environ`, 'utf8')
      .split('\0')
      .filter((pair) => pair !== '' && !pair.startsWith('PG'))
    expect(given.toSorted()).toEqual(
      Object.entries(childEnvironment())
        .map(([name, value]) => `${name}=${value}`)
        .toSorted(),
    )
    await server.stop()
  })

  test('a log over ten megabytes is set aside at the next start, and one old file is kept', async () => {
    const data = usedFolder()
    writeFileSync(join(data, 'postgres.log'), 'x'.repeat(10 * 1024 * 1024 + 1))
    writeFileSync(join(data, 'postgres.log.1'), 'older')
    await (await start(data)).stop()
    expect(statSync(join(data, 'postgres.log.1')).size).toBe(10 * 1024 * 1024 + 1)
    expect(readFileSync(join(data, 'postgres.log'), 'utf8')).toMatch(/database system is ready/)
  })
})

describe.skipIf(!onLinux)('the binaries', () => {
  const nativeCopy = (folder: string): string => {
    const native = join(folder, 'package', 'native')
    cpSync(packagedBinaries(), native, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') })
    cpSync(join(packagedBinaries(), '..', 'package.json'), join(folder, 'package', 'package.json'))
    return native
  }

  test('the links that an install script would have made are made', async () => {
    const native = nativeCopy(placeToRun())
    const link = join(native, 'lib', 'libicuuc.so.60')
    rmSync(link)
    expect((await readyBinaries(native, thisUser(), [])).folder).toBe(native)
    expect(readlinkSync(link)).toBe('libicuuc.so.60.2')
  })

  test('where neither they nor a copy can be run, the reason is told and no copy stays', async () => {
    const native = nativeCopy(placeToRun())
    rmSync(join(native, 'lib', 'libicuuc.so.60.2'))
    const copies = placeToRun()
    const fault = await faultOf(readyBinaries(native, thisUser(), [copies]))
    expect([fault.code, fault.message]).toEqual(['no-binaries', expect.stringContaining('libicuuc.so.60')])
    expect(readdirSync(copies)).toEqual([])
  })

  test.skipIf(!asRoot)('what another user cannot reach is copied once; a copy by somebody else is not trusted (needs root)', async () => {
    const closed = placeToRun()
    const native = nativeCopy(closed)
    chmodSync(closed, 0o700)
    const copies = placeToRun()
    const copied = await readyBinaries(native, NOBODY, [copies])
    expect(copied.folder).toBe(join(copies, readdirSync(copies)[0] ?? ''))
    const made = statSync(copied.folder).ino
    expect(statSync((await readyBinaries(native, NOBODY, [copies])).folder).ino).toBe(made)
    chownSync(copied.folder, 12_345, 12_345)
    expect((await faultOf(readyBinaries(native, NOBODY, [copies]))).message).toContain('could have been written by somebody else')
  })

  test.skipIf(!asRoot)(
    'a checkout and a data folder that only root can enter serve, with the data where it belongs (needs root)',
    async () => {
      const closed = placeToRun()
      const native = nativeCopy(closed)
      const version = `test-${closed.slice(-6)}`
      writeFileSync(join(native, '..', 'package.json'), JSON.stringify({ version }))
      chmodSync(closed, 0o700)
      if (!existsSync('/var/lib/passerelle')) removeLater('/var/lib/passerelle')
      removeLater(`/var/lib/passerelle/postgres-${version}-${process.arch}`)
      const data = join(closed, 'data')
      const server = await start(data, { nativeFolder: native })
      await ask(server, 'create extension pg_trgm', 'create table t (i int)', 'insert into t values (5)')
      expect(server.connection.host).toBe(join(data, 'pg', 'sock'))
      await server.stop()
      expect(statSync(join(data, 'pg')).uid).not.toBe(0)
      expect(statSync(data).uid).toBe(0)
      const again = await start(data, { nativeFolder: native })
      expect(await ask(again, 'select i from t')).toEqual([{ i: 5 }])
      await again.stop()
    },
  )
})

describe.skipIf(!asRoot || !onLinux)('an ordinary user (needs root to become one)', () => {
  test('starts a hub of its own; root may look in; another ordinary user may not', async () => {
    const home = place()
    chownSync(home, NOBODY.uid, NOBODY.gid)
    const data = join(home, 'data')
    const { child, says } = hub(data, NOBODY)
    expect(JSON.parse(await says)).toMatchObject({ startedHere: true })
    expect(statSync(join(data, 'pg')).uid).toBe(NOBODY.uid)
    expect((await joinEmbedded(data))?.connection.host).toBe(join(data, 'pg', 'sock'))
    await killed(child)
    killAllIn(data)
    await noneIn(data)
    chmodSync(data, 0o777)
    const stranger = hub(data, { uid: 12_345, gid: 12_345, other: true })
    expect(JSON.parse(await stranger.says)).toMatchObject({
      code: 'other-owner',
      message: expect.stringContaining('belongs to user 65534') as string,
    })
  })
})
