import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, request, Agent, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { hashToken } from '../../platform/keys.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'

// 500 people who are registered, each with a browser session of their own, over real sockets.
const PEOPLE = 500
const ASKING = 16

let hub: Hub
let session: StagedSession
let tokens: readonly string[]
let server: Server
let port: number
const agent = new Agent({ maxSockets: Infinity })

beforeAll(async () => {
  hub = await openHub()
  session = await stageSession(hub, { opened: true })
  await giveRole(hub, session.id, 'samir', 'chair')
  tokens = await seatPeople()
  server = serve({ fetch: hub.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await new Promise<void>((ready) => void (server.listening ? ready() : server.once('listening', ready)))
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  agent.destroy()
  server.closeAllConnections()
  server.close()
  await hub.close()
})

async function seatPeople(): Promise<readonly string[]> {
  const now = hub.runner.outside.now()
  const people = Array.from({ length: PEOPLE }, () => ({
    account: randomUUID(),
    person: randomUUID(),
    token: randomBytes(20).toString('base64url'),
  }))
  const { db } = hub
  await db
    .insertInto('account')
    .values(
      people.map(({ account }) => ({
        id: account,
        email_tag: null,
        email_sealed: null,
        language: 'en',
        created_at: now,
        leaving_at: null,
      })),
    )
    .execute()
  await db
    .insertInto('person')
    .values(people.map(({ account, person }) => ({ id: person, account_id: account, name: 'Somebody', erase_at: null })))
    .execute()
  await db
    .insertInto('session')
    .values(
      people.map(({ account, person, token }) => ({
        ...{ token_hash: hashToken(token), account_id: account, person_id: person, created_at: now, seen_at: now },
        expires_at: new Date(now.getTime() + 86_400_000),
      })),
    )
    .execute()
  // As Mai's place, for each of them; whatever is one of a kind in a row is made anew.
  await seat(hub, session.edition, ['mai'])
  const own = people.map(({ person }) => ({ id: randomUUID(), person_id: person, holder_tag: bytes(), code_hash: bytes() }))
  await sql`
    insert into registration
    select made.* from (select to_jsonb(registration) as row from registration where edition_id = ${session.edition}) as mai,
      jsonb_array_elements(${JSON.stringify(own)}::jsonb) as other,
      jsonb_populate_record(null::registration, mai.row || other) as made`.execute(db)
  return people.map(({ token }) => token)
}

const bytes = (): string => `\\x${randomBytes(32).toString('hex')}`

type Heard = { text: string; readonly response: IncomingMessage }

/** An open page: everything that it is told. */
function open(token: string): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, host: '127.0.0.1', agent, path: `/en${session.path}/floor/live`, headers: { cookie: `session=${token}` } },
      (response) => {
        const heard: Heard = { text: '', response }
        response.setEncoding('utf8')
        response.on('data', (part: string) => (heard.text += part))
        response.on('error', () => undefined)
        if (response.statusCode === 200) resolve(heard)
        else reject(new Error(`answered ${response.statusCode}`))
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}

async function until(done: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 10_000
  while (!done()) {
    if (performance.now() > end) throw new Error(`not in ten seconds: ${what}`)
    await new Promise((wait) => setTimeout(wait, 2))
  }
}

const told = ({ text }: Heard, event: string): number => text.split(`event: ${event}\n`).length - 1
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const megabytes = (): number => process.memoryUsage().rss / 1024 / 1024

test('500 open pages of 500 people hear each change, within a second', { timeout: 60_000 }, async () => {
  const before = megabytes()
  const began = performance.now()
  const pages: Heard[] = []
  for (let first = 0; first < PEOPLE; first += 250) pages.push(...(await Promise.all(tokens.slice(first, first + 250).map(open))))
  await until(() => pages.every((page) => told(page, 'numbers') === 1), 'every page has its first numbers')
  const connected = performance.now() - began
  const held = megabytes() - before
  const ids = [randomUUID(), randomUUID()]
  const times: number[] = []
  for (const [at, id] of ids.entries()) {
    const asked = { id, text: `Question ${at}?`, language: 'en', naming: 'unnamed' }
    expect((await hub.as('samir').api('POST', `/sessions/${session.id}/questions`, asked)).status).toBe(200)
    await hub.as('samir').api('PUT', `/sessions/${session.id}/questions/${id}/decision`, { decision: 'show' })
    const start = performance.now()
    await hub.sweep()
    await until(
      () => pages.every((page) => told(page, 'drawn') === at + 1 && page.text.includes(`"q-${id}":1`)),
      `change ${at} is heard by all`,
    )
    times.push(performance.now() - start)
  }
  expect(pages.every((page) => told(page, 'numbers') === 1 + ids.length)).toBe(true)
  say(
    `floor: ${PEOPLE} pages connected in ${connected.toFixed(0)} ms, ${held.toFixed(1)} MB; told all in ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`,
  )
  expect(Math.max(...times)).toBeLessThan(5000)
  for (const { response } of pages) response.destroy()
  await until(() => !hub.kit.live.hears(`floor/${session.id}`), 'who left is forgotten')
})

/** A number below one, the same row of them for a seed (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Losses = { before: number; after: number }

/** Stands between: at random it breaks off before the hub heard of a request, or after the hub has done it and before its sender hears so. */
async function openBreaking(seed: number, lost: Losses): Promise<{ readonly port: number; close(): void }> {
  const chance = chanceFrom(seed)
  const proxy = createServer((incoming, outgoing) => {
    const fate = chance()
    if (fate < 0.2) {
      lost.before += 1
      incoming.socket.destroy()
      return
    }
    const onward = request(
      {
        port,
        host: '127.0.0.1',
        agent,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, host: `127.0.0.1:${port}` },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          if (fate < 0.4) {
            lost.after += 1
            incoming.socket.destroy()
            return
          }
          outgoing.writeHead(answer.statusCode ?? 500)
          outgoing.end(Buffer.concat(parts))
        })
      },
    )
    onward.on('error', () => incoming.socket.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready))
  return {
    port: (proxy.address() as AddressInfo).port,
    close() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}

type Sent = { readonly token: string; readonly path: string; readonly form: Readonly<Record<string, string>> }

/** As the page's outbox does it: the same again until somebody answers. */
async function deliver(through: number, { token, path, form }: Sent): Promise<number> {
  for (let times = 0; times < 40; times += 1) {
    const status = await post(through, { token, path, form })
    if (status !== null) return status
  }
  throw new Error('nobody ever answered')
}

function post(through: number, { token, path, form }: Sent): Promise<number | null> {
  const body = new URLSearchParams(form).toString()
  const headers = {
    ...{ cookie: `session=${token}`, 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
    ...{ 'sec-fetch-site': 'same-origin', 'x-part': 'floor' },
  }
  return new Promise((resolve) => {
    const asked = request({ port: through, host: '127.0.0.1', agent: false, method: 'POST', path, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.complete ? (answer.statusCode ?? null) : null))
      answer.on('error', () => resolve(null))
    })
    asked.on('error', () => resolve(null))
    asked.end(body)
  })
}

test('through connections that break, each question, voice and answer arrives once and only once', { timeout: 60_000 }, async () => {
  const seed = inject('attackSeed')
  const lost: Losses = { before: 0, after: 0 }
  const proxy = await openBreaking(seed, lost)
  const began = performance.now()
  const floor = `/en${session.path}/floor`
  const targets = await hub.db.selectFrom('floor_question').select(['id', 'voices']).where('session_id', '=', session.id).execute()
  const poll = randomUUID()
  const samir = hub.as('samir')
  const made = { id: poll, text: 'Which?', language: 'en', sort: 'single', shows: 'live', options: ['one', 'two'] }
  await samir.api('POST', `/sessions/${session.id}/polls`, made)
  await samir.api('POST', `/sessions/${session.id}/polls/${poll}/opening`, {})
  const people = tokens.slice(0, ASKING)
  const deeds = people.flatMap((token, who): Sent[] => [
    ...[0, 1].map((which) => ({
      ...{ token, path: `${floor}/questions` },
      form: { id: randomUUID(), text: `Question ${which} of ${who}?`, language: 'en', naming: 'unnamed' },
    })),
    ...targets.slice(0, 2).map(({ id }) => ({ token, path: `${floor}/questions/${id}/voice`, form: { given: 'yes' } })),
    { token, path: `${floor}/polls/${poll}/answer`, form: { chosen: String(1 + (who % 2)) } },
  ])
  const chance = chanceFrom(seed + 1)
  const order = deeds.map((deed) => ({ deed, at: chance() })).toSorted((a, b) => a.at - b.at)
  const statuses: number[] = []
  // Twelve at a time, as a hall presses its buttons.
  let next = 0
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let one = order[next++]; one !== undefined; one = order[next++]) statuses.push(await deliver(proxy.port, one.deed))
    }),
  )
  proxy.close()
  say(
    `floor: seed ${seed}; ${deeds.length} deeds, ${lost.before} requests and ${lost.after} answers lost, in ${(performance.now() - began).toFixed(0)} ms`,
  )
  expect(new Set(statuses)).toEqual(new Set([204]))
  expect([lost.before > 5, lost.after > 5]).toEqual([true, true])
  const texts = await hub.db
    .selectFrom('floor_question')
    .select('text')
    .where('session_id', '=', session.id)
    .where('text', 'like', 'Question % of %')
    .execute()
  expect(texts.map(({ text }) => text).toSorted()).toEqual(
    people.flatMap((_, who) => [0, 1].map((which) => `Question ${which} of ${who}?`)).toSorted(),
  )
  const events = await hub.db
    .selectFrom('event')
    .select('subject')
    .where('scope_id', '=', session.id)
    .where('kind', '=', 'floor.question.asked')
    .execute()
  expect(new Set(events.map(({ subject }) => subject)).size).toBe(events.length)
  const voices = await hub.db
    .selectFrom('floor_question')
    .select('voices')
    .where(
      'id',
      'in',
      targets.slice(0, 2).map(({ id }) => id),
    )
    .execute()
  expect(voices).toEqual([{ voices: ASKING }, { voices: ASKING }])
  const rows = await hub.db.selectFrom('floor_voice').select('person_id').where('session_id', '=', session.id).execute()
  expect(rows.length).toBe(2 * ASKING)
  const answers = await hub.db.selectFrom('floor_answer').select('chosen').where('poll_id', '=', poll).execute()
  expect([answers.length, answers.filter(({ chosen }) => chosen[0] === 1).length]).toEqual([ASKING, ASKING / 2])
})
