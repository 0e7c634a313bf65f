import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { theHub, type Actor } from '../src/core/actor.ts'
import { openFromConfig, type OpenedHub } from '../src/main/open.ts'
import { operationNamed } from '../src/main/rooms.ts'
import { readConfig } from '../src/platform/config.ts'
import { openLog } from '../src/platform/log.ts'
import { signUp } from '../src/testing/cast.ts'
import { load, type Measured } from './load.ts'

// `npm run bench:http`: votes and next statements over HTTP, with session cookies, durable commits and the load on the same machine, beside
// a bare Hono handler that inserts one row and one that says hello, in the same run: ratios hold where absolute figures do not.

const SECONDS = Number(process.argv[2] ?? 5)
const VOTERS = 200
const STATEMENTS = 40
const PORT = 3917

type Voter = { readonly cookie: string }

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'))
  const environment = { PASSERELLE_DATA: folder, PASSERELLE_DEMO: 'off', PORT: String(PORT), LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '../src/main/start.ts')], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  })
  try {
    await answering(child)
    const hub = await openFromConfig(readConfig(environment), { beside: true, log: openLog('error', process.stderr) })
    try {
      await run(hub)
    } finally {
      await hub.close()
    }
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(hub: OpenedHub): Promise<void> {
  const { slug, voters } = await prepare(hub)
  const bare = await bareServer(hub)
  const voter = (n: number): Voter => voters[n % voters.length] ?? { cookie: '' }
  const choices = ['agree', 'disagree', 'pass']
  const vote = (n: number) => ({
    method: 'PUT',
    path: `/api/dialogues/${slug}/statements/${Math.floor(n / voters.length) % STATEMENTS}/vote`,
    ...voter(n),
    json: { choice: choices[n % 3] },
  })
  const next = (n: number) => ({ method: 'GET', path: `/api/dialogues/${slug}/next-statement`, ...voter(n) })
  for (const connections of [10, 50]) {
    const insert = await load(bare.port, { connections, seconds: SECONDS, next: () => ({ method: 'POST', path: '/insert' }) })
    const hello = await load(bare.port, { connections, seconds: SECONDS, next: () => ({ method: 'GET', path: '/' }) })
    print(`${connections} connections: bare insert (reference)`, insert)
    print(`${connections} connections: bare hello (reference)`, hello)
    const votes = await load(PORT, { connections, seconds: SECONDS, next: vote })
    print(`${connections} connections: vote`, votes, { of: insert, named: 'bare insert' })
    print(`${connections} connections: next statement`, await load(PORT, { connections, seconds: SECONDS, next }), {
      of: hello,
      named: 'hello',
    })
  }
  bare.close()
}

function print(name: string, { rps, p50, p99, errors }: Measured, reference?: { of: Measured; named: string }): void {
  const ratio = reference === undefined ? '' : `  ${(rps / reference.of.rps).toFixed(2)} of ${reference.named}`
  process.stdout.write(
    `${name.padEnd(42)} ${rps.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  errors ${errors}${ratio}\n`,
  )
}

const DAY_MS = 86_400_000

async function prepare(hub: OpenedHub): Promise<{ slug: string; voters: readonly Voter[] }> {
  const call = async <T>(name: string, input: unknown, actor: Actor): Promise<T> =>
    (await operationNamed(name).invoke(hub.runner, input, actor)) as T
  const texts = [{ language: 'en', name: 'Bench', summary: 'For measuring.' }]
  const body = await call<{ id: string }>('organisations.create-body', { slug: 'bench', kind: 'partner', texts }, theHub)
  const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const { slug } = await call<{ slug: string }>(
    'dialogue.create',
    {
      bodyId: body.id,
      language: 'en',
      title: 'Bench',
      summary: 'For measuring.',
      languages: ['en'],
      opensAt: at(-1),
      closesAt: at(9),
      answerBy: at(19),
      participation: 'anyone',
      mayAdd: true,
      moderation: 'before',
      seeds: Array.from({ length: STATEMENTS }, (_, n) => `Statement number ${n}`),
    },
    theHub,
  )
  await call('dialogue.open', { dialogue: slug }, theHub)
  const voters: Voter[] = []
  for (let n = 0; n < VOTERS; n += 1) {
    const { session } = await signUp(hub.runner, `voter${n}@example.org`, `Voter ${n}`)
    const cookie = `session=${session}`
    const joined = await fetch(`http://127.0.0.1:${PORT}/api/dialogues/${slug}/participation`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: '{}',
    })
    if (!joined.ok) throw new Error(`taking part was refused: ${await joined.text()}`)
    voters.push({ cookie })
  }
  return { slug, voters }
}

/** The floor of this machine: a row inserted durably, and a word said, by the same web server. */
async function bareServer(hub: OpenedHub): Promise<{ port: number; close(): void }> {
  await hub.pool.query('create table bench_row (id uuid primary key default gen_random_uuid(), at timestamptz not null)')
  const app = new Hono()
  app.post('/insert', async (c) => {
    await hub.pool.query('insert into bench_row (at) values (now())')
    return c.json({ done: true })
  })
  app.get('/', (c) => c.json({ hello: true }))
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve({ port, close: () => server.close() }))
  })
}

async function answering(child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error('the hub did not start')
    const ok = await fetch(`http://127.0.0.1:${PORT}/healthz`)
      .then((answer) => answer.ok)
      .catch(() => false)
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the hub does not answer')
}

await main()
