import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { theHub, type Actor } from '../src/core/actor.ts'
import { openFromConfig, type OpenedHub } from '../src/main/open.ts'
import { operationNamed } from '../src/main/rooms.ts'
import { readConfig } from '../src/platform/config.ts'
import { openLog } from '../src/platform/log.ts'

// What `bench:http` measures: a hub in a process of its own, as `npm start` starts it, and what is in its database.

export const HUB = 3917
export const BARE = 3918

export type Served = { readonly hub: OpenedHub; readonly folder: string; readonly child: ChildProcess; readonly bare: ChildProcess }

const here = (file: string) => join(import.meta.dirname, file)

/** A hub on a new data folder, the bare server on the same database, and a way to that database. All are gone afterwards. */
export async function onServedHub(run: (served: Served) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'))
  const environment = { PASSERELLE_DATA: folder, PASSERELLE_DEMO: 'off', PORT: String(HUB), LOG_LEVEL: 'error' }
  const child = started(here('../src/main/start.ts'), environment)
  try {
    await answering(child, HUB, '/healthz')
    const bare = started(here('http-bare.ts'), { PASSERELLE_DATA: folder }, [String(BARE)])
    try {
      await answering(bare, BARE, '/')
      const hub = await openFromConfig(readConfig(environment), { beside: true, log: openLog('error', process.stderr) })
      try {
        await run({ hub, folder, child, bare })
      } finally {
        await hub.close()
      }
    } finally {
      await ended(bare)
    }
  } finally {
    await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** With the same flags as the bench itself: `--cpu-prof` there makes a profile of each. */
const started = (file: string, environment: Readonly<Record<string, string>>, given: readonly string[] = []): ChildProcess =>
  spawn(process.execPath, [...process.execArgv, file, ...given], {
    env: { ...plainEnvironment(), ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })

/** That of the shell without what a hub reads: a bench knows no other database, and its figures hang on no setting. */
const plainEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PASSERELLE_|DATABASE_URL$|SMTP_URL$|HOST$|PORT$|PG)/.test(name)))

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

async function answering(child: ChildProcess, port: number, path: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error('what was to be measured did not start')
    const ok = await fetch(`http://127.0.0.1:${port}${path}`)
      .then((answer) => answer.ok)
      .catch(() => false)
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('what was to be measured does not answer')
}

const DAY_MS = 86_400_000

export type Held = { readonly id: string; readonly slug: string }

/** An open dialogue for anybody, with so many published statements. */
export async function openDialogue({ runner, pool }: OpenedHub, name: string, statements: number): Promise<Held> {
  const call = async <T>(operation: string, input: unknown, actor: Actor = theHub): Promise<T> =>
    (await operationNamed(operation).invoke(runner, input, actor)) as T
  const texts = [{ language: 'en', name, summary: 'For measuring.' }]
  const body = await call<{ id: string }>('organisations.create-body', { slug: name.toLowerCase(), kind: 'partner', texts })
  const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const seeds = Array.from({ length: Math.min(statements, 40) }, (_, n) => `Statement number ${n} of ${name}, as long as people write them`)
  const made = await call<Held>('dialogue.create', {
    ...{ bodyId: body.id, language: 'en', title: name, summary: 'For measuring.', languages: ['en'] },
    ...{ opensAt: at(-1), closesAt: at(9), answerBy: at(19), participation: 'anyone', mayAdd: true, moderation: 'before', seeds },
  })
  await call('dialogue.open', { dialogue: made.slug })
  // More than one types in by hand come from participants: these rows are as theirs are.
  await pool.query(
    `insert into statement (dialogue_id, number, text, language, voice, status, created_at, decided_at, published_at)
     select $1, n, 'Statement number ' || n || ', as long as people write them, which is two lines mostly', 'en', 'participant', 'published', now(), now(), now()
     from generate_series($2::int, $3::int) n`,
    [made.id, seeds.length, statements - 1],
  )
  await pool.query('update dialogue set statement_count = $2 where id = $1', [made.id, statements])
  return { id: made.id, slug: made.slug }
}

/** So many people with a session each, as signing in leaves them; their cookies. */
export async function seatVoters({ pool }: OpenedHub, name: string, count: number): Promise<readonly string[]> {
  const tokens = Array.from({ length: count }, (_, n) => `bench-${name}-${n}-of-those-who-vote`)
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest())
  await pool.query(
    `with seat as (select gen_random_uuid() as account, gen_random_uuid() as person, hash, ordinality as n from unnest($1::bytea[]) with ordinality as t(hash, ordinality)),
       a as (insert into account (id, language, created_at) select account, 'en', now() from seat returning id),
       p as (insert into person (id, account_id, name, at_sign_in) select person, account, $2 || ' ' || n, true from seat join a on a.id = seat.account returning id)
     insert into session (token_hash, account_id, person_id, created_at, seen_at, expires_at)
     select hash, account, person, now(), now(), now() + interval '20 days' from seat join p on p.id = seat.person`,
    [hashes, name],
  )
  return tokens.map((token) => `cookie: session=${token}\r\n`)
}

/** Votes that lie there already: each of so many people answered some of the statements, spread over all of them. */
export async function storeVotes({ pool }: OpenedHub, { id }: Held, stored: { statements: number; votes: number }): Promise<void> {
  const each = 100
  const people = Math.ceil(stored.votes / each)
  await pool.query(
    `insert into participant (dialogue_id, number, holder_tag, joined_at)
     select $1, 1000000 + n, sha256(n::text::bytea), date_trunc('day', now()) from generate_series(1, $2::int) n`,
    [id, people],
  )
  await pool.query(
    `insert into vote (dialogue_id, participant, statement, value, cast_at)
     select $1, 1000000 + p, (p * 7 + s * 10) % $4::int, ((p / 3 + s * s + p * s) % 3) - 1, now() - interval '1 hour'
     from generate_series(1, $2::int) p, generate_series(0, $3::int - 1) s on conflict do nothing`,
    [id, people, each, stored.statements],
  )
  await pool.query('vacuum analyze vote')
  await pool.query('vacuum analyze participant')
}
