import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { EVENT_QUEUE } from '../core/worker.ts'
import { openDb, openPool } from '../platform/db.ts'
import { passerelleHere } from '../main/command-line/testing/spawned.ts'
import { migrate } from '../platform/migrate.ts'
import { openQueue } from '../platform/queue.ts'
import { makeOpen, SEEDS, type Made } from './dialogues.ts'
import { openHub, type Hub } from './hub.ts'
import { openLetterBox, type LetterBox } from './letters.ts'
import { follow, freePort, inTwoHalves, openBalancer, startProcess, type Balancer, type HubProcess } from './processes.ts'
import { quickFolder } from './quick-place.ts'

// Three web processes and a worker on one database, behind a proxy, as a larger hub runs.

const GUESTS = 8
const ROUNDS = 3
const DAY_MS = 86_400_000
const PATIENCE = { timeout: 15_000, interval: 100 }
const { host, port, user } = inject('server')

let hub: Hub
let box: LetterBox
let dialogue: Made
let balancer: Balancer
let started: readonly HubProcess[] = []
let webs: readonly HubProcess[] = []
const folder = quickFolder('passerelle-command-')
const at = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString()

beforeAll(async () => {
  box = await openLetterBox()
  hub = await openHub({ at: new Date() })
  dialogue = await makeOpen(hub, { opensAt: at(-1), closesAt: at(14), answerBy: at(40) })
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(hub.db)
  const front = await freePort()
  const settings = {
    DATABASE_URL: `postgres://${user}@localhost:${port}/${rows[0]?.name}?host=${encodeURIComponent(host)}`,
    PASSERELLE_DATA: folder,
    PASSERELLE_SECRET: Buffer.alloc(32, 1).toString('hex'),
    PASSERELLE_URL: `http://127.0.0.1:${front}`,
    PASSERELLE_TRUSTED_PROXIES: '1',
    PASSERELLE_DATABASE_CONNECTIONS: '4',
    SMTP_URL: box.url,
  }
  const roles = ['web', 'web', 'web', 'worker'] as const
  started = await Promise.all(roles.map((role) => startProcess(role, settings)))
  webs = started.slice(0, 3)
  balancer = await openBalancer(
    front,
    webs.map((web) => web.port),
  )
}, 180_000)
afterAll(async () => {
  for (const one of started) one.kill('SIGKILL')
  await balancer.close()
  await hub.close()
  await box.close()
  rmSync(folder, { recursive: true, force: true })
})

const here = (): string => `http://127.0.0.1:${balancer.port}`

type Sent = {
  readonly method?: string
  readonly cookie?: string
  readonly from?: string
  readonly body?: object | URLSearchParams
  readonly to?: number
}

const send = (path: string, { method = 'GET', cookie, from, body, to = balancer.port }: Sent = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${to}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      origin: here(),
      ...(cookie === undefined ? {} : { cookie }),
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
      ...(body === undefined || body instanceof URLSearchParams ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
  })

let done = 0

/** Again until somebody says that it is done, as a device does that was cut off: each time in the same words. */
async function acknowledged(path: string, sent: Sent): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const answer = await send(path, sent).catch(() => null)
    if (answer !== null && answer.status < 400) return void (done += 1)
    if (answer !== null && answer.status < 500) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    if (tries === 50) throw new Error(`${path} is never done`)
    await pause(20)
  }
}

async function join(): Promise<string> {
  const answer = await send(`/en/dialogues/${dialogue.slug}/participation`, { method: 'POST', body: new URLSearchParams() })
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('guest-'))
  if (answer.status !== 303 || cookie === undefined) throw new Error(`joining was answered with ${answer.status}`)
  return cookie.split(';')[0] ?? ''
}

const CHOICES = ['agree', 'disagree', 'pass'] as const
const VALUES = { agree: 1, disagree: -1, pass: 0 }

/** Votes, changes of mind, words of their own and letters, one after the other; what was acknowledged last is what they remember. */
async function takePart(cookie: string, guest: number) {
  const votes = new Map<number, number>()
  const texts: string[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const statement of SEEDS.keys()) {
      const choice = CHOICES[(guest + round + statement) % 3] ?? 'pass'
      await acknowledged(`/api/dialogues/${dialogue.id}/statements/${statement}/vote`, {
        method: 'PUT',
        cookie,
        body: { choice },
      })
      votes.set(statement, VALUES[choice])
    }
    const text = `Guest ${guest} says something in round ${round}.`
    const body = { text, language: 'en', sending: randomUUID() }
    await acknowledged(`/api/dialogues/${dialogue.id}/statements`, { method: 'POST', cookie, body })
    texts.push(text)
  }
  await acknowledged('/api/sign-in-links', { method: 'POST', from: `203.0.113.${guest}`, body: { email: `guest-${guest}@example.org` } })
  return { votes, texts }
}

test('under load one process is killed: nothing that was acknowledged is lost, nothing is there twice, and streams go on elsewhere', async () => {
  const pages = Array.from({ length: 6 }, () => follow(`${here()}/en/dialogues/${dialogue.slug}/live`, {}))
  await vi.waitFor(() => expect(pages.map((page) => page.opened())).toEqual(pages.map(() => 1)), PATIENCE)
  const cookies = await Promise.all(Array.from({ length: GUESTS }, join))
  const under = cookies.map((cookie, guest) => takePart(cookie, guest))
  // A quarter is done, and no letter is asked for yet.
  await vi.waitFor(() => expect(done).toBeGreaterThan(50), { timeout: 30_000, interval: 5 })
  webs[2]?.kill('SIGKILL')
  const remembered = await Promise.all(under)
  const { rows } = await sql<{ statement: number; value: number; votes: number }>`
    select statement, value, count(*) as votes from vote where dialogue_id = ${dialogue.id} group by 1, 2`.execute(hub.db)
  const held = new Map(rows.map(({ statement, value, votes }) => [`${statement} ${value}`, votes]))
  const expected = Map.groupBy(
    remembered.flatMap(({ votes }) => [...votes]),
    ([statement, value]) => `${statement} ${value}`,
  )
  expect(held).toEqual(new Map([...expected].map(([key, all]) => [key, all.length])))
  const written = await sql<{
    text: string
  }>`select text from statement where dialogue_id = ${dialogue.id} and text like 'Guest %'`.execute(hub.db)
  expect(written.rows.map(({ text }) => text).toSorted()).toEqual(remembered.flatMap(({ texts }) => texts).toSorted())
  await vi.waitFor(
    () => expect(box.letters.map(({ to }) => to).toSorted()).toEqual(cookies.map((_, guest) => `guest-${guest}@example.org`)),
    PATIENCE,
  )
  // Those that the killed process held were opened again; all hear what is voted from now on, wherever.
  await vi.waitFor(() => expect(pages.filter((page) => page.opened() > 1).length).toBeGreaterThan(1), PATIENCE)
  const votes = GUESTS * SEEDS.length
  await vi.waitFor(
    () =>
      expect(pages.map((page) => JSON.parse(page.events.findLast(({ event }) => event === 'counts')?.data ?? '{}').votes)).toEqual(
        pages.map(() => votes),
      ),
    PATIENCE,
  )
  await vi.waitFor(() => expect(pages.every((page) => page.events.some(({ event }) => event === 'result'))).toBe(true), PATIENCE)
  for (const page of pages) page.leave()
}, 60_000)

test('tries are counted over all processes', async () => {
  const from = '198.51.100.77'
  const ask = (to?: number) =>
    send('/api/sign-in-links', { method: 'POST', from, body: { email: 'nobody@example.org' }, ...(to === undefined ? {} : { to }) })
  const first = await Promise.all(Array.from({ length: 10 }, () => ask()))
  expect(first.map(({ status }) => status)).toEqual(first.map(() => 200))
  await pause(1_500)
  expect(await Promise.all(webs.slice(0, 2).map(async (web) => (await ask(web.port)).status))).toEqual([429, 429])
})

test('a session that is ended in one process is ended in all', async () => {
  const cookie = `session=${hub.cast.members.get('samir')?.session}`
  const me = () => Promise.all(webs.slice(0, 2).map(async (web) => (await send('/api/me', { cookie, to: web.port })).status))
  expect(await me()).toEqual([200, 200])
  await send('/en/sign-out', {
    method: 'POST',
    cookie,
    body: new URLSearchParams(),
    ...(webs[0] === undefined ? {} : { to: webs[0].port }),
  })
  await vi.waitFor(async () => expect(await me()).toEqual([403, 403]), { timeout: 4_000, interval: 100 })
})

test('one that is asked to end answers what is under way, lets nobody new in, and tells its streams to come back', async () => {
  const port = webs[0]?.port ?? 0
  const page = follow(`http://127.0.0.1:${port}/en/dialogues/${dialogue.slug}/live`, {})
  await vi.waitFor(() => expect(page.opened()).toBe(1), PATIENCE)
  const asked = inTwoHalves(port, '/api/sign-in-links', { email: 'late@example.org' })
  await pause(300)
  webs[0]?.kill('SIGTERM')
  // The stream ended: what follows it has tried again, and met nobody.
  await vi.waitFor(() => expect(page.retryMs()).not.toBe(500), PATIENCE)
  // The door is shut in the same moment, or in the next.
  await vi.waitFor(() => expect(send('/healthz', { to: port })).rejects.toThrow('fetch failed'), PATIENCE)
  expect(await asked.finish()).toBe(200)
  expect(await webs[0]?.ended).toBe(0)
  page.leave()
  expect((await send('/healthz')).status, 'the proxy finds the others').toBe(200)
  const worker = started.at(-1)
  worker?.kill('SIGTERM')
  expect(await worker?.ended).toBe(0)
}, 60_000)

test('without a database that is named one process cannot be several', async () => {
  const ran = await passerelleHere(['worker'], { PASSERELLE_DATA: folder })
  expect([ran.code, ran.stderr]).toEqual([3, expect.stringContaining('The embedded server of a data folder belongs to one process')])
})

test('three that start at once on an empty database make it once', async () => {
  const admin = openPool({ host, port, user, database: 'postgres' }, 1)
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${database}`)
  const pools = [1, 2, 3].map(() => openPool({ host, port, user, database }, 2))
  const begun = await Promise.all(
    pools.map(async (pool) => {
      const done = await migrate(openDb(pool), migrations)
      const queue = await openQueue(pool, [EVENT_QUEUE], (error) => expect(error).toBeNull())
      await queue.stop()
      await pool.end()
      return done.length
    }),
  )
  expect(begun.toSorted((a, b) => a - b)).toEqual([0, 0, Object.keys(migrations).length])
  await admin.query(`drop database ${database} with (force)`)
  await admin.end()
}, 30_000)
