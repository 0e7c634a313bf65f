import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPassage, type Passage } from '../testing/faults/passage.ts'
import { answers, atOneMoment, openDb, openPool, type Patience } from './db.ts'
import { DatabaseTrouble } from './trouble.ts'

const { host, port, user } = inject('server')
const database = `test_${randomUUID().replaceAll('-', '')}`
const admin = openPool({ host, port, user, database: 'postgres' }, 1)
const SHORT: Patience = { connecting: 300, lock: 100, statement: 400, answer: 700, idleInTransaction: 5000 }
let passage: Passage
const opened: ReturnType<typeof openPool>[] = []
beforeAll(async () => {
  await admin.query(`create database ${database}`)
  passage = await openPassage({ path: `${host}/.s.PGSQL.${port}` })
  await open(1).query('create table held (id int primary key, n int)')
  await open(1).query('insert into held values (1, 0)')
})
afterAll(async () => {
  for (const pool of opened) await pool.end()
  await passage.close()
  await admin.query(`drop database ${database} with (force)`)
  await admin.end()
})

const open = (connections: number) => {
  const pool = openPool({ host: '127.0.0.1', port: passage.port, user, database }, connections, SHORT)
  opened.push(pool)
  return pool
}

const troubleIn = async (asked: Promise<unknown>): Promise<readonly [sort: string, code: string, undone: boolean]> => {
  const error = await asked.then(
    () => new Error('It went well.'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof DatabaseTrouble)) throw error
  return [error.sort, error.code, error.undone]
}

test('what waits too long for a lock, or takes too long itself, is "busy", and nothing of it is there', async () => {
  const db = openDb(open(2))
  const held = openDb(open(1))
  await held.transaction().execute(async (tx) => {
    await sql`update held set n = 1 where id = 1`.execute(tx)
    expect(await troubleIn(sql`update held set n = 2 where id = 1`.execute(db))).toEqual(['busy', '55P03', true])
  })
  expect(await troubleIn(sql`select pg_sleep(5)`.execute(db))).toEqual(['busy', '57014', true])
  const long = await atOneMoment(db, (reader) => sql<{ done: number }>`select 1 as done from pg_sleep(0.9)`.execute(reader as typeof db))
  expect(long.rows).toEqual([{ done: 1 }])
  expect(await troubleIn(sql`select pg_sleep(5)`.execute(db))).toEqual(['busy', '57014', true])
})

test('where all connections are in use, that is said, and what is wrong with a question stays its own', async () => {
  const db = openDb(open(1))
  await db.connection().execute(async () => {
    expect(await troubleIn(sql`select 1`.execute(db))).toEqual(['busy', 'no-connection-free', true])
  })
  await expect(sql`select nowhere`.execute(db)).rejects.toMatchObject({ code: '42703' })
})

test('a line that says nothing any more is left: who asked is told that it is not known, and the next one gets another line', async () => {
  const db = openDb(open(1))
  await sql`select 1`.execute(db)
  passage.stall()
  expect(await troubleIn(sql`update held set n = n + 1 where id = 1`.execute(db))).toEqual(['away', 'cut', false])
  expect((await troubleIn(sql`select 1`.execute(db)))[0]).toBe('away')
  expect(await answers(db)).toBe(false)
  passage.forget()
  await expect.poll(() => answers(db)).toBe(true)
})

test('a line that is cut in the middle of a transaction: nothing of it is there, and the process lives', async () => {
  const db = openDb(open(1))
  const before = await sql<{ n: number }>`select n from held`.execute(db)
  const within = db.transaction().execute(async (tx) => {
    await sql`update held set n = 77 where id = 1`.execute(tx)
    passage.cut()
    await sql`select 1`.execute(tx)
  })
  expect((await troubleIn(within)).slice(0, 3)).toEqual(['away', expect.any(String), true])
  passage.mend()
  await expect.poll(() => answers(db)).toBe(true)
  expect((await sql<{ n: number }>`select n from held`.execute(db)).rows).toEqual(before.rows)
})
