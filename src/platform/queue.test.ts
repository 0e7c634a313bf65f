import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { TEMPLATE } from '../testing/server.ts'
import { openDb, openPool } from './db.ts'
import { MailTrouble } from './mail.ts'
import { openQueue, type Queue } from './queue.ts'

const { host, port, user } = inject('server')
const database = `test_${randomUUID().replaceAll('-', '')}`
const admin = openPool({ host, port, user, database: 'postgres' }, 1)
const pool = openPool({ host, port, user, database }, 5)
const db = openDb(pool)
let queue: Queue
beforeAll(async () => {
  await admin.query(`create database ${database} template ${TEMPLATE}`)
  queue = await openQueue(pool, ['trial'], () => undefined)
})
afterAll(async () => {
  await queue.stop()
  await pool.end()
  await admin.query(`drop database ${database} with (force)`)
  await admin.end()
})

const send = (names: readonly string[], when: 'now' | 'later') =>
  db.transaction().execute(async (tx) => {
    for (const name of names) await queue.send(tx, 'trial', { name }, when)
  })

test('many are taken without a pause; what is unhurried lets the rest pass; of a fault its code is kept, and no word of it', async () => {
  const crowd = Array.from({ length: 30 }, (_, n) => `crowd ${n}`)
  await send([...crowd, 'refused'], 'later')
  await send(['a link that somebody waits for'], 'now')
  const done: string[] = []
  const started = performance.now()
  await queue.work('trial', async (data) => {
    const name = 'name' in data ? String(data.name) : ''
    done.push(name)
    if (name === 'refused') throw Object.assign(new Error('550 mai@example.org: no such user'), { code: 'EENVELOPE' })
  })
  await vi.waitFor(() => expect(new Set(done).size).toBe(crowd.length + 2), { timeout: 20_000 })
  // One a second would take half a minute.
  expect(performance.now() - started).toBeLessThan(15_000)
  expect(done.indexOf('a link that somebody waits for')).toBeLessThan(6)
  const settled = await vi.waitFor(
    async () => {
      const { rows } = await pool.query<{ state: string; output: unknown }>(`select state, output from pgboss.job where name = 'trial'`)
      expect(rows.map(({ state }) => state)).not.toContain('active')
      return rows
    },
    { timeout: 10_000 },
  )
  expect(settled.filter(({ state }) => state === 'completed')).toHaveLength(crowd.length + 1)
  expect(settled.flatMap(({ state, output }) => (state === 'completed' ? [] : [[state, output]]))).toEqual([
    ['retry', { fault: 'EENVELOPE' }],
  ])
})

test('a worker that died gives its jobs back, and of two workers one does each', async () => {
  const other = await openQueue(pool, ['handed-on'], () => undefined, { everySeconds: 1 })
  const third = await openQueue(pool, ['handed-on'], () => undefined, { supervises: false })
  await db.transaction().execute(async (tx) => {
    for (let n = 0; n < 12; n += 1) await queue.send(tx, 'handed-on', { name: `job ${n}` })
  })
  // One took a job, and no sign of life came from it since then: as it stands where a process was killed half a minute ago.
  await pool.query(
    `update pgboss.job set state = 'active', started_on = now() - interval '30 s', heartbeat_on = now() - interval '30 s'
     where name = 'handed-on' and data ->> 'name' = 'job 0'`,
  )
  const done: string[] = []
  const take = async (data: object): Promise<void> => void done.push('name' in data ? String(data.name) : '')
  await Promise.all([other.work('handed-on', take), third.work('handed-on', take)])
  await vi.waitFor(() => expect(new Set(done).size).toBe(12), { timeout: 20_000 })
  expect(done).toHaveLength(12)
  await Promise.all([other.stop(), third.stop()])
})

test('where no other process can be at work, what a killed one held is free at once; what waits for a server is kept, a fault of its own ends after five tries', async () => {
  await queue.stop()
  queue = await openQueue(pool, ['held', 'waiting'], () => undefined)
  await db.transaction().execute(async (tx) => {
    await queue.send(tx, 'held', { name: 'held' })
    for (const name of ['mail', 'own']) await queue.send(tx, 'waiting', { name })
  })
  // Just taken, as a process that is killed leaves it.
  await pool.query(`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() where name = 'held'`)
  await pool.query(`update pgboss.job set retry_count = 5, started_on = now() where name = 'waiting'`)
  const alone = await openQueue(pool, ['held', 'waiting'], () => undefined, { alone: true })
  const done: unknown[] = []
  await alone.work('held', async (data) => void done.push(data))
  await alone.work('waiting', async (data) => {
    throw 'name' in data && data.name === 'mail' ? new MailTrouble('away', 'ECONNREFUSED', null) : new Error('a fault')
  })
  await vi.waitFor(() => expect(done).toEqual([{ name: 'held' }]), { timeout: 10_000 })
  const states = `select data ->> 'name' as name, state from pgboss.job where name = 'waiting' order by 1`
  await vi.waitFor(
    async () =>
      expect((await pool.query(states)).rows).toEqual([
        { name: 'mail', state: 'retry' },
        { name: 'own', state: 'failed' },
      ]),
    { timeout: 10_000 },
  )
  expect(await alone.lettersWait()).toBe(true)
  await alone.stop()
})
