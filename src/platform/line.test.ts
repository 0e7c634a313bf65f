import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { openPool } from './db.ts'
import { openLine, type Line } from './line.ts'

const { host, port, user } = inject('server')
const database = `test_${randomUUID().replaceAll('-', '')}`
const admin = openPool({ host, port, user, database: 'postgres' }, 1)
const pool = openPool({ host, port, user, database }, 2)
beforeAll(async () => void (await admin.query(`create database ${database}`)))
afterAll(async () => {
  await pool.end()
  await admin.query(`drop database ${database} with (force)`)
  await admin.end()
})

const BEAT_MS = 100
const notes: string[] = []

async function join(name: string, mark = 'one secret') {
  const line = await openLine({
    connection: { host, port, user, database },
    name,
    mark,
    note: (said) => void notes.push(said),
    beatMs: BEAT_MS,
  })
  const heard: string[] = []
  let gaps = 0
  line.hear('event', (words) => void heard.push(words))
  line.onGap(() => (gaps += 1))
  return { line, heard, gaps: () => gaps }
}

/** Ends sessions that listen, as a restarted server or a firewall does; the eldest first. */
const cut = (most: number) =>
  pool.query(
    `select pg_terminate_backend(pid) from
       (select pid from pg_stat_activity where datname = $1 and pid <> pg_backend_pid() order by backend_start limit $2) as eldest`,
    [database, most],
  )
const meet = (lines: readonly Line[], others: number) =>
  vi.waitFor(() => expect(lines.map((line) => line.others())).toEqual(lines.map(() => others)))

test('words go to all others, the same words once, and to nobody where nobody is; long ones in pieces; what is too much as a gap', async () => {
  const one = await join('one')
  one.line.say('event', 'before anybody came')
  const [two, three] = [await join('two'), await join('three')]
  await meet([one.line, two.line, three.line], 2)
  for (let n = 0; n < 100; n += 1) one.line.say('event', 'a vote')
  one.line.say('other', 'what nobody hears')
  one.line.say('event', 'é'.repeat(3000))
  one.line.say('event', 'ü'.repeat(3000))
  await vi.waitFor(() => expect([two.heard, three.heard]).toEqual(Array(2).fill(['a vote', 'é'.repeat(3000), 'ü'.repeat(3000)])))
  expect([one.heard, one.gaps(), two.gaps()]).toEqual([[], 0, 0])
  for (let n = 0; n < 6000; n += 1) one.line.say('event', `word ${n}`)
  await vi.waitFor(() => expect([two.gaps(), three.gaps(), two.heard.length]).toEqual([1, 1, 3]))
  for (const { line } of [one, two, three]) await line.close()
})

test('one leads; who goes hands over; a farewell is no gap, and an end without one is', async () => {
  const [one, two] = [await join('one'), await join('two')]
  await meet([one.line, two.line], 1)
  expect([await one.line.leads(), await two.line.leads(), await one.line.leads()]).toEqual([true, false, true])
  await one.line.close()
  await vi.waitFor(async () => expect([await two.line.leads(), two.line.others()]).toEqual([true, 0]), { timeout: 3000 })
  expect(two.gaps()).toBe(0)
  // Somebody who says hello and is never heard of again.
  await pool.query(`select pg_notify('passerelle', '{"from":"three","sign":"hello"}')`)
  await meet([two.line], 1)
  await vi.waitFor(() => expect([two.line.others(), two.gaps()]).toEqual([0, 1]), { timeout: 3000 })
  await two.line.close()
})

test('a line that was cut comes back and says what waited; whoever was cut may have missed something, and is told that', async () => {
  const [one, two] = [await join('one'), await join('two')]
  await meet([one.line, two.line], 1)
  expect(await one.line.leads()).toBe(true)
  notes.length = 0
  await cut(1)
  one.line.say('event', 'said while it was cut')
  await vi.waitFor(() => expect([one.gaps(), two.gaps(), two.heard]).toEqual([1, 0, ['said while it was cut']]), { timeout: 5000 })
  expect(notes).toEqual(['The line to the other processes was cut; it is tried again.', 'The line to the other processes is back.'])
  await pool.query(`select pg_notify('passerelle', words) from unnest($1::text[]) as words`, [['', '{', '[]', '{"from":"two","words":7}']])
  await vi.waitFor(() => expect([one.gaps(), two.gaps()]).toEqual([2, 0]))
  await cut(2)
  await vi.waitFor(() => expect([one.gaps(), two.gaps()]).toEqual([3, 1]), { timeout: 5000 })
  await meet([one.line, two.line], 1)
  one.line.say('event', 'after it')
  await vi.waitFor(() => expect(two.heard.at(-1)).toBe('after it'))
  await vi.waitFor(async () => expect((await one.line.leads()) !== (await two.line.leads())).toBe(true), { timeout: 3000 })
  for (const { line } of [one, two]) await line.close()
})

test('processes with different secrets are told of', async () => {
  notes.length = 0
  const [one, two] = [await join('one'), await join('two', 'another secret')]
  await vi.waitFor(() => expect(notes).toEqual([expect.stringContaining('has another secret')]))
  for (const { line } of [one, two]) await line.close()
})
