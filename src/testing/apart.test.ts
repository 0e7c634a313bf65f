import { rmSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { blindedRequest, keyDigest, signedStatement, standingQuestion, signedVote } from '#hidden-ballot'
import { theHub } from '../core/actor.ts'
import { openPool } from '../platform/db.ts'
import { boxOf } from '../voter/hub.ts'
import { fetchCredential, makeHidden, seatAccounts, sweep, type Held, type Made } from './hidden-voices.ts'
import { openHub, type Hub } from './hub.ts'
import { freePort, startProcess, type HubProcess } from './processes.ts'
import { quickFolder } from './quick-place.ts'

// A hub, its issuer and its ballot box as three processes, the last two under the roles of the database that deploy/postgres grants.

const DAY_MS = 86_400_000
const day = (days: number): Date => new Date(Date.now() + days * DAY_MS)
const days = (published: number) => ({
  opensAt: day(published + 7).toISOString(),
  closesAt: day(published + 14).toISOString(),
  answerBy: day(published + 40).toISOString(),
})
const { host, port, user } = inject('server')
const folder = quickFolder('passerelle-command-')

let hub: Hub
let database = ''
let boxPort = 0
/** Its votes are taken; of the other one credentials are given. */
let voting: Made
let asking: Made
let held: Held
let started: readonly HubProcess[] = []
let web: HubProcess
let box: HubProcess
let issuer: HubProcess

const granted = (role: string): string => readFileSync(join(import.meta.dirname, `../../deploy/postgres/${role}.sql`), 'utf8')
const databaseAs = (role: string): string => `postgres://${role}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`

/** A dialogue in which votes are taken, and one for which credentials are given. */
async function stage(): Promise<void> {
  // Fewer than any operator may choose: one credential is enough to see which way it goes.
  await hub.db.insertInto('credential_setting').values({ sort: 'least', value: 1 }).execute()
  const [voter = theHub] = await seatAccounts(hub, 1)
  voting = await makeHidden(hub, days(-8))
  held = await fetchCredential(hub, voting, voter)
  hub.setNow(day(-3))
  await sweep(hub, 'credentials.end-due')
  await hub.settle()
  hub.setNow(day(-1))
  asking = await makeHidden(hub, { ...days(-1), title: 'Another one' })
  await sweep(hub, 'transparency.go-on')
}

beforeAll(async () => {
  hub = await openHub({ at: day(-8) })
  for (const role of ['ballot-box', 'issuer']) await sql.raw(granted(role)).execute(hub.db)
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(hub.db)
  database = rows[0]?.name ?? ''
  boxPort = await freePort()
  const settings = { PASSERELLE_URL: 'http://hub.test', PASSERELLE_BALLOT_ORIGIN: `http://127.0.0.1:${boxPort}` }
  const own = { ...settings, PASSERELLE_SECRET: Buffer.alloc(32, 1).toString('hex'), PASSERELLE_DATA: folder }
  const opening = Promise.all([
    startProcess('web', { ...own, DATABASE_URL: databaseAs(user) }),
    // No secret and no data folder.
    startProcess('ballot-box', { ...settings, DATABASE_URL: databaseAs('passerelle_ballot_box') }, boxPort),
    startProcess('issuer', { ...own, DATABASE_URL: databaseAs('passerelle_issuer') }),
  ])
  await stage()
  started = await opening
  ;[web, box, issuer] = await opening
}, 120_000)
afterAll(async () => {
  for (const one of started) one.kill('SIGKILL')
  for (const role of ['passerelle_ballot_box', 'passerelle_issuer'])
    await sql.raw(`drop owned by ${role}; drop role ${role}`).execute(hub.db)
  await hub.close()
  rmSync(folder, { recursive: true, force: true })
})

type Sent = { readonly method?: string; readonly as?: 'mai'; readonly body?: object | URLSearchParams }

/** With the session of an account where `as` names one. */
const ask = (to: HubProcess, path: string, { method = 'GET', as, body }: Sent = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${to.port}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      origin: 'http://hub.test',
      ...(as === undefined ? {} : { cookie: `session=${hub.cast.members.get(as)?.session}` }),
      ...(body === undefined || body instanceof URLSearchParams ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
  })

test('each answers at its own addresses, and says of all others that nothing is there', async () => {
  const mute = `/api/ballots/${voting.id}/written/1/mute`
  const statuses = async (path: string, sent: Sent = {}) =>
    Promise.all([web, issuer, box].map(async (one) => (await ask(one, path, sent)).status))
  const found: Record<string, readonly number[]> = {}
  const paths = [
    '/healthz',
    '/en',
    '/en/dialogues',
    '/en/sign-in',
    '/en/hidden-participation',
    '/en/me/credentials',
    '/voice/',
    '/voice/voice.js',
  ]
  const files = ['/log/checkpoint', '/log/tile/0/000.p/1', '/api/log', '/api/openapi.json', '/api/dialogues', '/metrics', '/status']
  const api = [`/api/credentials/dialogues/${asking.id}`, `/api/ballots/${voting.id}`, `/api/ballots/${voting.id}/election`]
  for (const path of [...paths, ...files, ...api]) found[path] = await statuses(path, path === '/en/me/credentials' ? { as: 'mai' } : {})
  found[mute] = await statuses(mute, { method: 'PUT', body: { rule: null } })
  expect(found).toEqual({
    '/healthz': [200, 200, 200],
    '/en': [200, 404, 404],
    '/en/dialogues': [200, 404, 404],
    '/en/sign-in': [200, 200, 404],
    '/en/hidden-participation': [200, 200, 404],
    '/en/me/credentials': [200, 200, 404],
    '/voice/': [200, 200, 200],
    '/voice/voice.js': [200, 200, 200],
    '/log/checkpoint': [200, 404, 200],
    '/log/tile/0/000.p/1': [200, 404, 200],
    '/api/log': [200, 404, 404],
    '/api/openapi.json': [200, 404, 404],
    '/api/dialogues': [200, 404, 404],
    '/metrics': [404, 404, 404],
    '/status': [302, 404, 404],
    [`/api/credentials/dialogues/${asking.id}`]: [200, 200, 404],
    [`/api/ballots/${voting.id}`]: [404, 404, 200],
    [`/api/ballots/${voting.id}/election`]: [404, 404, 200],
    [mute]: [403, 404, 404],
  })
})

test('the hub takes no votes where the box is elsewhere, and says where it is', async () => {
  const answer = await ask(web, `/api/ballots/${voting.id}/votes`, { method: 'POST', as: 'mai', body: {} })
  expect([answer.status, await answer.json()]).toEqual([
    404,
    expect.objectContaining({ type: 'ballot.elsewhere', title: expect.stringContaining(`http://127.0.0.1:${boxPort}`) }),
  ])
  const page = await (await ask(web, `/en/dialogues/${voting.slug}`)).text()
  expect(page).toContain(`/voice/#${voting.id}@http://127.0.0.1:${boxPort}`)
  expect(await (await ask(web, `/en/dialogues/${voting.slug}/ballots`)).text()).toContain(`"http://127.0.0.1:${boxPort}/api/ballots/`)
  const policies = await Promise.all([web, box].map(async (one) => (await ask(one, '/voice/')).headers.get('content-security-policy')))
  // From each the client may ask the other: of the hub the keys in its log, of the box what is voted on.
  expect(policies.map((policy) => /connect-src ([^;]*)/.exec(policy ?? '')?.[1])).toEqual([
    `'self' http://hub.test http://127.0.0.1:${boxPort}`,
    `'self' http://hub.test`,
  ])
})

test('a vote goes by the client into the box, and a cookie that comes with it is worth nothing', async () => {
  const sent: { readonly status: number; readonly set: readonly string[] }[] = []
  const asIfSignedIn = async (address: string | URL | Request, init?: RequestInit) => {
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), cookie: `session=${hub.cast.members.get('mai')?.session}` }
    const answer = await fetch(address, { ...init, headers })
    sent.push({ status: answer.status, set: answer.headers.getSetCookie() })
    return answer
  }
  const client = boxOf({ fetch: asIfSignedIn }, `http://127.0.0.1:${boxPort}`, voting.id)
  expect(await client.state()).toMatchObject({ ok: true, value: { open: true, electorates: [voting.electorate] } })
  const vote = await signedVote(held.voter, voting.electorate, { statement: 1, choice: 'agree', seq: 1, important: false })
  expect(await client.vote(voting.electorate.class, [vote])).toMatchObject({ ok: false, detail: expect.any(String) })
  expect(await client.register(held.registration as Parameters<typeof client.register>[0])).toMatchObject({ ok: true })
  expect(await client.vote(voting.electorate.class, [vote])).toEqual({ ok: true, value: { taken: 1 } })
  const written = await signedStatement(held.voter, voting.electorate, { seq: 2, text: 'Night trains.', language: 'en' })
  expect(await client.write(written)).toEqual({ ok: true, value: { taken: true } })
  const question = await standingQuestion(held.voter, voting.electorate)
  expect(await client.standing(question)).toMatchObject({
    ok: true,
    value: { registered: true, votes: [{ statement: 1, choice: 'agree' }] },
  })
  expect(sent.map(({ status, set }) => [status, set])).toEqual([200, 403, 200, 200, 200, 200].map((status) => [status, []]))
  const rows = await hub.db.selectFrom('ballot_waiting').select(['voter', 'sort']).orderBy('sort').execute()
  expect(rows).toEqual(['registration', 'statement', 'vote'].map((sort) => ({ voter: held.voter.key, sort })))
})

test('the issuer gives a credential under its role', async () => {
  const listed = await ask(issuer, '/api/credentials/issuances', { as: 'mai' })
  const { issuances } = (await listed.json()) as { issuances: readonly { id: string; box: string }[] }
  expect(issuances.map(({ id, box: at }) => [id, at])).toContainEqual([asking.id, `http://127.0.0.1:${boxPort}`])
  const request = await blindedRequest(Buffer.alloc(32, 9), asking.electorate, keyDigest(asking.electorate.issuers[0]?.key ?? ''))
  if (typeof request === 'string') throw new Error(request)
  const body = { blinded: request.blinded }
  const given = await ask(issuer, `/api/credentials/issuances/${asking.id}/credential`, { method: 'POST', as: 'mai', body })
  const { signature } = (await given.json()) as { signature: string }
  expect(await request.finish(signature)).not.toBeNull()
})

test('whoever asks the issuer for a letter can sign in there with what it says', async () => {
  const asked = await ask(issuer, '/en/sign-in', { method: 'POST', body: new URLSearchParams({ email: 'somebody@example.org' }) })
  expect(asked.status).toBe(200)
  const { rows } = await sql<{ kind: string; subject: string }>`
    select data ->> 'kind' as kind, data ->> 'subject' as subject from pgboss.job where state = 'created'`.execute(hub.db)
  expect(rows.map(({ kind }) => kind)).toEqual(['people.sign-in-link.requested'])
  const token = hub.runner.outside.keys.sign('sign-in', rows[0]?.subject ?? '')
  expect((await ask(issuer, `/en/sign-in/${token}`)).status).toBe(200)
  const signedIn = await ask(issuer, `/en/sign-in/${token}`, { method: 'POST', body: new URLSearchParams() })
  expect([signedIn.status, signedIn.headers.getSetCookie()]).toEqual([303, [expect.stringContaining('session=')]])
})

test('neither role can read what the other has, and the box can change nothing that was opened', async () => {
  const tried = async (role: string, statements: readonly string[]) => {
    const pool = openPool(databaseAs(role), 1)
    const codes = await Promise.all(
      statements.map(async (one) =>
        pool.query(one).then(
          () => 'done',
          (error: { code?: string }) => error.code,
        ),
      ),
    )
    await pool.end()
    return codes
  }
  const people = ['account', 'session', 'person', 'credential_slot', 'credential_issuance', 'participant', 'vote', 'event', 'pgboss.job']
  const boxes = ['ballot_box', 'ballot_voter', 'ballot_waiting', 'ballot_batch', 'ballot_vote', 'ballot_statement']
  const opened = [
    'update ballot_vote set value = 1',
    'delete from ballot_waiting',
    'update ballot_batch set votes = 0',
    'update ballot_box set closed = true',
    'update ballot_voter set entries = 0',
  ]
  const box = [
    ...people.map((table) => `select from ${table}`),
    'select author_number from statement',
    'select created_by from dialogue',
    ...opened,
  ]
  const denied = (count: number) => Array.from({ length: count }, () => '42501')
  expect(await tried('passerelle_ballot_box', box)).toEqual(denied(box.length))
  expect(
    await tried(
      'passerelle_issuer',
      boxes.map((table) => `select from ${table}`),
    ),
  ).toEqual(denied(boxes.length))
})

test('each did this with what its role may do, and ends when it is asked to', async () => {
  for (const one of started) one.kill('SIGTERM')
  expect(await Promise.all(started.map(({ ended }) => ended))).toEqual([0, 0, 0])
  expect(started.flatMap(({ lines }) => lines.filter((line) => line.includes('permission denied')))).toEqual([])
})
