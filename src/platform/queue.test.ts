import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { TEMPLATE } from '../testing/server.ts'
import { openDb, openPool } from './db.ts'
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
