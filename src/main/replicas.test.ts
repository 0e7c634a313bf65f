import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { theHub } from '../core/actor.ts'
import { readConfig } from '../platform/config.ts'
import { OF_A_HUB, openPool, preparing } from '../platform/db.ts'
import { startEmbedded, type EmbeddedServer } from '../platform/embedded-postgres.ts'
import { openLog } from '../platform/log.ts'
import { openReplicas, readAfresh } from '../platform/replicas.ts'
import { seatCast, type Cast } from '../testing/cast.ts'
import { quickFolder } from '../testing/quick-place.ts'
import { openFromConfig, type OpenedHub } from './open.ts'
import { operationNamed } from './rooms.ts'

// A real server, and a real copy that follows it by streaming replication.

const folder = quickFolder('passerelle-test-')
const place = (name: string): string => join(folder, name)
const PATIENCE = { timeout: 20_000, interval: 50 }
const pools: ReturnType<typeof openPool>[] = []
let primary: EmbeddedServer
let copy: EmbeddedServer
let hub: OpenedHub
let cast: Cast

const urlOf = ({ connection }: EmbeddedServer): string =>
  `postgres://${connection.user}@localhost:${connection.port}/${connection.database}?host=${encodeURIComponent(connection.host)}`

/** As `pg_basebackup` does it, which the embedded server does not bring. */
async function copied(): Promise<EmbeddedServer> {
  const pool = openPool(primary.connection, 1)
  await pool.query(`select pg_backup_start('copy', true)`)
  cpSync(place('primary/pg'), place('copy/pg'), { recursive: true, filter: (path) => !/\/(postmaster\.pid|sock)$/.test(path) })
  const { rows } = await pool.query<{ label: string }>('select labelfile as label from pg_backup_stop()')
  await pool.end()
  const { host, port, user } = primary.connection
  writeFileSync(place('copy/pg/backup_label'), rows[0]?.label ?? '')
  writeFileSync(place('copy/pg/standby.signal'), '')
  const settings = readFileSync(place('copy/pg/postgresql.auto.conf'), 'utf8')
  writeFileSync(place('copy/pg/postgresql.auto.conf'), `${settings}primary_conninfo = 'host=${host} port=${port} user=${user}'\n`)
  return startEmbedded({ dataFolder: place('copy'), log: () => undefined })
}

beforeAll(async () => {
  // Where root runs the test the servers are another user's, and the copy goes in by the other's door.
  chmodSync(folder, 0o711)
  mkdirSync(place('primary'), { mode: 0o711 })
  primary = await startEmbedded({ dataFolder: place('primary'), log: () => undefined })
  copy = await copied()
  const config = readConfig({
    DATABASE_URL: urlOf(primary),
    PASSERELLE_REPLICA_URL: urlOf(copy),
    PASSERELLE_DATA: place('data'),
    PASSERELLE_DATABASE_CONNECTIONS: '4',
    PASSERELLE_DEMO: 'off',
  })
  hub = await openFromConfig(config, { beside: false, role: 'web', log: openLog('silent') })
  cast = await seatCast(hub.runner)
  pools.push(openPool(copy.connection, 1), openPool(primary.connection, 1))
}, 180_000)
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await hub.close()
  await copy.stop().catch(() => undefined)
  await primary.stop()
  rmSync(folder, { recursive: true, force: true })
})

const asked = (path: string, cookie?: string): Promise<Response> =>
  Promise.resolve(hub.app.request(`http://localhost:3000${path}`, { headers: cookie === undefined ? {} : { cookie } }))
const onCopy = (statement: string) => pools[0]?.query(statement)
const rename = (name: string) => pools[1]?.query('update body_text set name = $1 where body_id = $2', [name, cast.bodies.unit])
const shows = async (name: string, cookie?: string): Promise<boolean> =>
  (await (await asked('/en/bodies/department-of-the-diaspora', cookie)).text()).includes(name)
/** The copy has all that was written, the hub has seen that it has, and now it stays as it is. */
async function stand(): Promise<void> {
  await onCopy('select pg_wal_replay_resume()')
  const { rows } = (await pools[1]?.query<{ place: string }>('select pg_current_wal_lsn()::text as place')) ?? { rows: [] }
  await vi.waitFor(async () => {
    const reached = await pools[0]?.query<{ is: boolean }>('select pg_last_wal_replay_lsn() >= $1::pg_lsn as is', [rows[0]?.place])
    expect(reached?.rows).toEqual([{ is: true }])
  }, PATIENCE)
  await pause(1_300)
  await onCopy('select pg_wal_replay_pause()')
}

test('nobody in particular reads from the copy; whoever has an account or has just written reads from the primary', async () => {
  // A machine that has much to do may see too late that the copy has all; then it is tried again.
  let byCopy = false
  for (let tries = 1; tries <= 3 && !byCopy; tries += 1) {
    await rename(`Before ${tries}`)
    await stand()
    await rename('After it')
    byCopy = await shows(`Before ${tries}`)
  }
  expect(byCopy).toBe(true)
  expect(await shows('After it', `session=${cast.members.get('mai')?.session}`)).toBe(true)
  const posted = await hub.app.request('http://localhost:3000/en/sign-in', {
    method: 'POST',
    body: new URLSearchParams({ email: 'x@example.org' }),
    headers: { origin: 'http://localhost:3000' },
  })
  const fresh = posted.headers.getSetCookie().find((line) => line.startsWith('fresh='))
  expect(fresh).toMatch(/^fresh=1; Max-Age=1[45]; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(await shows('After it', 'fresh=1; language=en')).toBe(true)
  // What is not in the copy yet is there for whoever asks for it.
  await operationNamed('organisations.create-body').invoke(
    hub.runner,
    { slug: 'made-now', kind: 'home-town', texts: [{ language: 'en', name: 'Made now', summary: 'Invented.' }] },
    theHub,
  )
  expect((await asked('/en/bodies/made-now')).status).toBe(200)
  await pause(4_500)
  expect(await shows('After it'), 'too far behind').toBe(true)
  await onCopy('select pg_wal_replay_resume()')
})

test('what is kept for longer than one request is read of the primary, also by whoever reads from a copy', async () => {
  const [, primaryPool = openPool(primary.connection, 1)] = pools
  const patience = { ...OF_A_HUB, idleInTransaction: 0 }
  const replicas = openReplicas({
    ...{ primary: primaryPool, urls: [urlOf(copy)], connections: 1, patience, note: () => undefined },
    // It looks where the test says so, and then holds the copy for near.
    ...{ mostBehindMs: 60_000, everyMs: 60_000 },
  })
  await rename('Kept before')
  await vi.waitFor(async () => {
    await replicas.look()
    expect(replicas.behind()).not.toEqual([null])
  }, PATIENCE)
  await onCopy('select pg_wal_replay_pause()')
  await rename('Kept after')
  const through = replicas.through(preparing(primaryPool))
  const name = async (): Promise<unknown> => {
    const client = await through.connect()
    const { rows } = await client.query<{ name: string }>('select name from body_text where body_id = $1', [cast.bodies.unit])
    client.release()
    return rows[0]?.name
  }
  const read = async () => [await name(), await readAfresh(name), await name()]
  expect(await replicas.reading(read)).toEqual({ result: ['Kept before', 'Kept after', 'Kept before'], byCopyAlone: true })
  expect(await read(), 'where nobody reads from a copy').toEqual(['Kept after', 'Kept after', 'Kept after'])
  await onCopy('select pg_wal_replay_resume()')
  await replicas.stop()
})

test('where the copy goes away the primary answers', async () => {
  await Promise.all(pools.splice(0, 1).map((pool) => pool.end()))
  await copy.stop()
  expect((await asked('/en/bodies/department-of-the-diaspora')).status).toBe(200)
  await pause(1_500)
  expect((await asked('/en/bodies/department-of-the-diaspora')).status).toBe(200)
})
