import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { summing } from '../../platform/backup-database.ts'
import { readBackup, readHeader, writeBackup, type BackupRecord } from '../../platform/backup-file.ts'
import { openDb, openPool, type Db } from '../../platform/db.ts'
import { openSigningKeys } from '../../platform/signing-keys.ts'
import { dump } from '../../testing/fixture.ts'
import { actorOf, call, HOME, liveThere, openFolder, sessionOf, signInBy, type Lived } from '../../testing/lived-hub.ts'
import { quickFolder } from '../../testing/quick-place.ts'
import type { OpenedHub } from '../open.ts'
import { openRoom, passerelleHere } from './testing/spawned.ts'

const room = openRoom(quickFolder('passerelle-command-'))
afterAll(() => room.leave())

const DATA = join(room.path, 'data')
const COMMON = { PASSERELLE_URL: HOME, PASSERELLE_DEMO: 'off', LOG_LEVEL: 'fatal' }
const SETTINGS = { ...COMMON, PASSERELLE_DATA: DATA }
const PASSPHRASE = join(room.path, 'passphrase')
const BUSY = join(room.path, 'busy.backup')
const SEALED = join(room.path, 'sealed.backup')
const PLAIN = join(room.path, 'plain.backup')
const WITH_PASSPHRASE = ['--passphrase-file', PASSPHRASE]

type Whole = {
  readonly tables: Awaited<ReturnType<typeof dump>>['tables']
  readonly counters: readonly object[]
  readonly jobs: readonly object[]
  readonly keys: Readonly<Record<string, string>>
}

let there: Lived
let whole: Whole
let made: readonly number[]
let signed: { readonly key: string; readonly signature: string }
/** Links that were asked for before, some of them without a job. */
let earlier: ReadonlySet<string>
let busy: { readonly code: number; readonly deedsMeanwhile: number }

/** What lies in numbers of transactions is of one server; all else must be the same. */
async function tablesOf(db: Db): Promise<Whole['tables']> {
  const { tables } = await dump(db)
  const without = (row: object) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'written' && name !== 'seen'))
  // The public log is no part of a backup: it is brought back from its own files.
  const copied = Object.entries(tables).filter(([name]) => !/^log_(?!commitment)/.test(name))
  return Object.fromEntries(copied.map(([name, rows]) => [name, rows.map(without).toSorted(byText)]))
}
const byText = (one: object, other: object): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)

async function allOf(db: Db, folder: string): Promise<Whole> {
  const { rows: counters } = await sql<{ name: string }>`
    select sequencename as name, last_value from pg_sequences where schemaname = 'public' order by 1`.execute(db)
  const { rows: jobs } = await sql<{ data: object }>`
    select id, name, data, priority, start_after from pgboss.job where state in ('created', 'retry', 'active') order by id`.execute(db)
  const files = existsSync(join(folder, 'keys')) ? readdirSync(join(folder, 'keys')) : []
  const keys = Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, 'keys', name), 'utf8')]))
  return { tables: await tablesOf(db), counters, jobs, keys }
}

const back = (args: readonly string[], settings: Record<string, string> = SETTINGS) => passerelleHere(args, settings)

/** Deed after deed until the backup is made: each leaves a row and an event, in one transaction. */
async function whileDeedsGoOn(hub: OpenedHub, use: () => Promise<number>): Promise<{ code: number; deedsMeanwhile: number }> {
  let [going, deeds] = [true, 0]
  const act = async (who: number): Promise<void> => {
    for (let each = 0; going; each += 1) {
      await call(hub, 'people.request-sign-in-link', { email: `somebody-${who}-${each}@example.org` })
      deeds += 1
    }
  }
  const acting = [act(1), act(2), act(3)]
  const code = await use().finally(() => (going = false))
  await Promise.all(acting)
  return { code, deedsMeanwhile: deeds }
}

beforeAll(async () => {
  writeFileSync(PASSPHRASE, 'a bridge of five old words\n')
  const hub = await openFolder(SETTINGS)
  there = await liveThere(hub)
  await hub.pool.query("insert into pgboss.job (name, data, state, started_on) select name, data, 'active', now() from pgboss.job limit 1")
  earlier = new Set((await hub.pool.query<{ id: string }>('select id from sign_in_link')).rows.map(({ id }) => id))
  busy = await whileDeedsGoOn(hub, async () => (await back(['backup', BUSY])).code)
  whole = await allOf(openDb(hub.pool), DATA)
  signed = hub.runner.outside.signer.sign(() => 'as it was')
  made = [(await back(['backup', PLAIN])).code, (await back(['backup', SEALED, '--encrypt', ...WITH_PASSPHRASE])).code]
  await hub.close()
}, 120_000)

/** An empty database on the server of the tests, as one of an operator's own. */
async function emptyDatabase() {
  const { host, port, user } = inject('server')
  const name = `restore_${randomUUID().replaceAll('-', '')}`
  const admin = openPool({ host, port, user, database: 'postgres' }, 1)
  await admin.query(`create database ${name}`)
  const pool = openPool({ host, port, user, database: name }, 2)
  return {
    db: openDb(pool),
    pool,
    url: `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`,
    async close() {
      if (!pool.ended) await pool.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

const freshFolder = (): string => join(room.path, `fresh-${randomUUID()}`)
/** With a copy of the keys alone. */
function folderWithKeys(): string {
  const folder = freshFolder()
  mkdirSync(join(folder, 'keys'), { recursive: true })
  for (const name of readdirSync(join(DATA, 'keys'))) copyFileSync(join(DATA, 'keys', name), join(folder, 'keys', name))
  return folder
}

describe('an encrypted backup, in an empty folder', () => {
  const folder = freshFolder()
  const settings = { ...COMMON, PASSERELLE_DATA: folder }

  test('brings everything back, and the hub goes on where it was', async () => {
    expect(made).toEqual([0, 0])
    expect(await back(['restore', SEALED, ...WITH_PASSPHRASE, '--json'], settings)).toMatchObject({ code: 0 })
    const hub = await openFolder(settings)
    const now = await allOf(openDb(hub.pool), folder)
    expect(Object.keys(now.tables).length).toBeGreaterThan(100)
    expect(whole.jobs.length).toBeGreaterThan(1)
    expect(now).toEqual(whole)
    expect(statSync(join(folder, 'keys/hub.key')).mode & 0o777).toBe(0o600)
    // A session of before opens pages, an address leads to its account, and what is signed now has the key of then.
    const page = await hub.app.request(`${HOME}/api/me`, { headers: { cookie: `__Host-session=${sessionOf(there.cast, 'mai')}` } })
    expect([page.status, JSON.stringify(await page.json())]).toEqual([
      200,
      expect.stringContaining(actorOf(there.cast, 'mai').person ?? ''),
    ])
    expect(await signInBy(hub, 'mai@example.org')).toBe(actorOf(there.cast, 'mai').person)
    expect(hub.runner.outside.signer.sign(() => 'as it was')).toEqual(signed)
    expect(
      openSigningKeys({ dataFolder: folder, hub: HOME }, () => ({ now: new Date(), seed: Buffer.alloc(32) }))
        .history()
        .map(({ id }) => id),
    ).toEqual([signed.key])
    // Numbers of transactions are of this server again: a vote of today is seen by the next reading.
    const { rows } = await hub.pool.query<{ ahead: boolean }>(
      'select bool_or(written > pg_snapshot_xmax(pg_current_snapshot())::text::int8) as ahead from vote',
    )
    expect(rows).toEqual([{ ahead: false }])
    await hub.close()
  }, 60_000)

  test('is refused a second time, and where a hub is', async () => {
    for (const used of [folder, DATA]) {
      const { code, stderr } = await back(['restore', SEALED, ...WITH_PASSPHRASE], { ...COMMON, PASSERELLE_DATA: used })
      expect([code, stderr]).toEqual([1, expect.stringContaining('is not empty (it has pg/)')])
    }
  })
})

describe('a backup in clear, in an empty database', () => {
  test('of a moment in the middle of deeds holds of each deed everything or nothing; who was erased meanwhile is erased again', async () => {
    expect(busy.code).toBe(0)
    expect(busy.deedsMeanwhile).toBeGreaterThan(5)
    const { db, pool, url, close } = await emptyDatabase()
    const settings = { ...COMMON, DATABASE_URL: url, PASSERELLE_DATA: folderWithKeys() }
    const mai = actorOf(there.cast, 'mai').person ?? ''
    const list = join(room.path, 'erased')
    writeFileSync(list, `${mai}\n${randomUUID()}\n`)
    const { code, stdout } = await back(['restore', BUSY, '--erased', list, '--json'], settings)
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ accounts: 1, identities: 0, unknown: 1 })])
    const { rows: links } = await pool.query<{ id: string }>('select id from sign_in_link where for_account is null order by id')
    const { rows: told } = await pool.query<{ id: string }>("select subject as id from event where kind = 'people.sign-in-link.requested'")
    const { rows: queued } = await pool.query<{ id: string }>(
      "select data->>'subject' as id from pgboss.job where data->>'kind' = 'people.sign-in-link.requested'",
    )
    const ofThese = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).filter((id) => !earlier.has(id))
    const asked = ofThese(links)
    expect(asked.length).toBeGreaterThan(0)
    expect(ofThese(told).filter((id) => asked.includes(id)).length).toBe(asked.length)
    expect(ofThese(queued).toSorted()).toEqual(asked.toSorted())
    expect(await tablesOf(db)).not.toEqual(whole.tables)
    // Not empty any more.
    expect(await back(['restore', PLAIN], settings)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The database is not empty'),
    })
    // The server takes a moment to see that the command is gone.
    const others = 'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
    await expect.poll(async () => (await pool.query(others)).rowCount).toBe(pool.totalCount - 1)
    await pool.end()
    const hub = await openFolder(settings)
    await hub.sweep()
    await hub.pool.query("update person set erase_at = now() - interval '1 day' where id = $1", [mai])
    await hub.sweep()
    expect((await hub.pool.query('select from person where id = $1', [mai])).rowCount).toBe(0)
    await hub.close()
    expect((await back(['erased'], settings)).stdout.split('\n')).toContain(mai)
    await close()
  }, 60_000)

  test('needs the keys of that hub beside it', async () => {
    const { pool, url, close } = await emptyDatabase()
    const bare = { ...COMMON, DATABASE_URL: url, PASSERELLE_DATA: freshFolder() }
    expect(await back(['restore', PLAIN], bare)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("The hub's secret is not in this backup."),
    })
    const others = { ...bare, PASSERELLE_SECRET: 'ab'.repeat(32) }
    expect(await back(['restore', PLAIN], others)).toMatchObject({ code: 1, stderr: expect.stringContaining('is not that of the backup') })
    expect((await pool.query("select from pg_class where relnamespace = 'public'::regnamespace")).rowCount).toBe(0)
    await close()
  })

  test('leaves an empty database empty where the file is damaged behind its first half, or of a newer hub', async () => {
    const { pool, url, close } = await emptyDatabase()
    const settings = { ...COMMON, DATABASE_URL: url, PASSERELLE_DATA: folderWithKeys() }
    const bytes = readFileSync(PLAIN)
    const at = (name: string, content: Buffer): string => {
      writeFileSync(join(room.path, name), content)
      return join(room.path, name)
    }
    const flipped = Buffer.from(bytes)
    flipped[Math.floor(bytes.length * 0.7)] = (flipped[Math.floor(bytes.length * 0.7)] ?? 0) ^ 1
    const newer = Buffer.from(bytes.toString('latin1').replace('"0001_events"', '"9001_events"'), 'latin1')
    for (const [file, sentence] of [
      [at('flipped', flipped), 'is damaged'],
      [at('short', bytes.subarray(0, -1)), 'is cut short'],
      [at('newer', newer), 'is of a newer Passerelle'],
      [at('foreign', Buffer.from('PK\u0003\u0004 a zip')), 'is no backup'],
    ] as const)
      expect(await back(['restore', file], settings)).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) })
    expect((await pool.query("select from pg_namespace where nspname = 'pgboss'")).rowCount).toBe(0)
    expect((await pool.query("select from pg_class where relnamespace = 'public'::regnamespace")).rowCount).toBe(0)
    await close()
  }, 60_000)
})

/** A copy of a backup, whole in all its sums, in which a table has lost its rows. */
async function withoutRowsOf(table: string): Promise<string> {
  const file = join(room.path, `without-${table}`)
  const { header } = await readHeader(PLAIN)
  const held = await readBackup(PLAIN, null, async (records) => Array.fromAsync(records))
  const nameOf = (said: unknown) => z.object({ name: z.string() }).safeParse(said).data?.name
  const from = held.findIndex((record) => record.sort === 'head' && nameOf(record.said) === table)
  const to = held.findIndex((record, at) => at > from && record.sort === 'end')
  const lost = z.object({ rows: z.number() }).parse(held[to]?.sort === 'end' ? held[to].said : null).rows
  const sums = held.toSpliced(from + 1, to - from, { sort: 'end', said: summing().end() })
  const told = z.object({ section: z.literal('end'), tables: z.number(), rows: z.number() })
  async function* records(): AsyncGenerator<BackupRecord> {
    for (const record of sums) {
      const end = record.sort === 'head' ? told.safeParse(record.said).data : undefined
      yield end === undefined ? record : { sort: 'head', said: { ...end, rows: end.rows - lost } }
    }
  }
  await writeBackup({ file, header, passphrase: null, salt: Buffer.alloc(16) }, records())
  return file
}

test('what the database does not take leaves a folder as empty as it was', async () => {
  const file = await withoutRowsOf('account')
  expect(await back(['backup', file, '--check'])).toMatchObject({ code: 0 })
  const folder = folderWithKeys()
  const { code, stderr } = await back(['restore', file], { ...COMMON, PASSERELLE_DATA: folder })
  expect([code, stderr]).toEqual([3, expect.stringContaining('foreign key')])
  expect(readdirSync(folder)).toEqual(['keys'])
})

test('says what is in a file, and tells nobody the rest', async () => {
  const { code, stdout } = await back(['backup', PLAIN, '--check', '--json'])
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    expect.objectContaining({ hub: HOME, encrypted: false, keys: 0, tables: Object.keys(whole.tables).length, jobs: whole.jobs.length }),
  ])
  expect(await back(['backup', SEALED, '--check'])).toMatchObject({ code: 1, stderr: expect.stringContaining('is encrypted') })
  writeFileSync(join(room.path, 'other'), 'some other passphrase\n')
  const wrong = await back(['backup', SEALED, '--check', '--passphrase-file', join(room.path, 'other')])
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('does not open with this passphrase') })
  expect(await back(['backup', SEALED, '--check'], { ...SETTINGS, PASSERELLE_BACKUP_KEY: 'a bridge of five old words' })).toMatchObject({
    code: 0,
  })
  expect(statSync(SEALED).mode & 0o777).toBe(0o600)
})

test('takes the place of no file, and wants a passphrase where it is to encrypt', async () => {
  expect(await back(['backup', PLAIN])).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') })
  expect(await back(['backup', join(room.path, 'new'), '--encrypt'])).toMatchObject({ code: 2 })
  expect(await back(['backup', join(room.path, 'none/new')])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('cannot be written (ENOENT)'),
  })
  const nobody = { ...COMMON, PASSERELLE_DATA: freshFolder() }
  expect(await back(['backup', join(room.path, 'new')], nobody)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('There is no hub in'),
  })
  expect(readdirSync(room.path).filter((name) => name.endsWith('.part'))).toEqual([])
})
