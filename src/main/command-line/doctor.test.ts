import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve, type ServerType } from '@hono/node-server'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { EVENT_QUEUE } from '../../core/worker.ts'
import { noteBackup } from '../../platform/backup-note.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { openLetterBox } from '../../testing/letters.ts'
import { quickFolder } from '../../testing/quick-place.ts'
import { openRoom, passerelleHere } from './testing/spawned.ts'

const room = openRoom(quickFolder('passerelle-command-'))
let hub: Hub
let server: ServerType
let settings: Record<string, string>
let box: Awaited<ReturnType<typeof openLetterBox>>

beforeAll(async () => {
  hub = await openHub()
  box = await openLetterBox()
  const { host, user, port } = inject('server')
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(hub.db)
  const at = await new Promise<number>((done) => {
    server = serve({ fetch: hub.app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => done(info.port))
  })
  settings = {
    PASSERELLE_DATA: hub.dataFolder,
    PASSERELLE_DEMO: 'off',
    PASSERELLE_URL: `http://127.0.0.1:${at}`,
    // That of every hub of the tests.
    PASSERELLE_SECRET: '01'.repeat(32),
    DATABASE_URL: `postgres://${user}@localhost:${port}/${rows[0]?.name ?? ''}?host=${encodeURIComponent(host)}`,
    SMTP_URL: box.url,
  }
})
afterAll(async () => {
  server.close()
  await box.close()
  await hub.close()
  room.leave()
})

type Told = { well: boolean; findings: { check: string; outcome: string; sentence: string; remedy?: string }[] }
async function examined(other: Record<string, string> = {}) {
  const { code, stdout, stderr } = await passerelleHere(['doctor', '--json'], { ...settings, ...other })
  const { well, findings }: Told = JSON.parse(stdout)
  const wrong = findings.filter(({ outcome }) => outcome === 'wrong')
  return { code, well, stderr, findings, wrong: wrong.map(({ check }) => check), remedies: wrong.map(({ remedy = '' }) => remedy) }
}
/** What the server of the tests is on purpose. */
const ALWAYS = ['durable']

test('sees what is well, in sentences, and leaves everything as it is', async () => {
  const before = await examined()
  expect(before.wrong).toEqual(['backup', ...ALWAYS])
  noteBackup(hub.dataFolder, { at: new Date().toISOString(), bytes: 1000, encrypted: true, keys: true })
  const { code, well, wrong, findings, stderr } = await examined()
  expect([code, well, wrong]).toEqual([1, false, ALWAYS])
  expect(stderr).toContain('1 of ')
  const checks = [
    'node',
    'folder',
    'keys',
    'disk',
    'memory',
    'backup',
    'server',
    'encoding',
    'collation',
    'clock',
    'tables',
    'secret',
    'queue',
    'indexes',
    'size',
    'tidy',
    'connections',
    'mail',
    'address',
  ]
  expect(checks.filter((check) => !findings.some((one) => one.check === check && one.outcome === 'well'))).toEqual([])
  expect(findings.filter(({ sentence }) => !/^[A-Z0-9h].*[.)]$/.test(sentence))).toEqual([])
  expect(findings.filter(({ outcome, remedy }) => outcome === 'wrong' && remedy === undefined)).toEqual([])
  expect(box.letters).toEqual([])
  const plain = await passerelleHere(['doctor'], settings)
  expect(plain.stdout).toContain('WRONG  The server has fsync')
  expect(plain.stdout).toContain('  ok   The secret of the hub opens what the database holds.')
})

test.each<[string, Record<string, string>, string]>([
  ['secret', { PASSERELLE_SECRET: '02'.repeat(32) }, 'Put back the keys/'],
  ['mail', { SMTP_URL: 'smtp://127.0.0.1:1' }, 'host and port of SMTP_URL'],
  ['address', { PASSERELLE_URL: 'http://127.0.0.1:1' }, 'Does it run?'],
  ['server', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, 'log of the server'],
])('hears what is wrong with %s', async (check, other, remedy) => {
  const { wrong, remedies } = await examined(other)
  expect(wrong.filter((one) => !ALWAYS.includes(one))).toEqual([check])
  expect(remedies.join(' ')).toContain(remedy)
})

test('hears what is wrong with the settings', async () => {
  const { wrong } = await examined({ PASSERELLE_URL: 'http://hub.invalid', SMTP_URL: '' })
  expect(wrong).toEqual(['https', 'mail', ...ALWAYS, 'address'])
  const proxies = await examined({ PASSERELLE_URL: 'https://127.0.0.1:1', DATABASE_URL: settings['DATABASE_URL'] ?? '' })
  expect(proxies.wrong).toEqual(['proxies', ...ALWAYS, 'address'])
})

test('hears what is wrong in the database and in the folder', async () => {
  const run = (text: string) => sql.raw(text).execute(hub.db)
  await run("update pg_index set indisvalid = false where indexrelid = 'vote_by_transaction'::regclass")
  await run(
    `insert into pgboss.job (name, state, start_after) select name, 'created', now() - interval '1 hour' from pgboss.queue where name = '${EVENT_QUEUE}'`,
  )
  await run(
    `insert into pgboss.job (name, state, completed_on) select name, 'failed', now() from pgboss.queue where name = '${EVENT_QUEUE}'`,
  )
  await run("insert into kysely_migration (name, timestamp) values ('9999_later', '2030-01-01')")
  noteBackup(hub.dataFolder, { at: '2026-01-01T00:00:00.000Z', bytes: 1000, encrypted: true, keys: true })
  mkdirSync(join(hub.dataFolder, 'keys'), { recursive: true })
  writeFileSync(join(hub.dataFolder, 'keys', 'hub-before.key'), '', { mode: 0o644 })
  chmodSync(join(hub.dataFolder, 'keys', 'hub-before.key'), 0o644)
  const { wrong, findings } = await examined()
  expect(wrong).toEqual(['keys', 'backup', ...ALWAYS, 'tables', 'queue', 'indexes'])
  expect(findings.find(({ check }) => check === 'jobs')?.sentence).toBe('1 jobs were given up within the last seven days.')
  expect(findings.find(({ check }) => check === 'indexes')?.remedy).toContain('reindex index vote_by_transaction')
})
