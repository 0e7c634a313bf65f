import { serve, type ServerType } from '@hono/node-server'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EVENT_QUEUE } from '../core/worker.ts'
import { openHub, type Hub } from '../testing/hub.ts'
import { stageDialogue } from '../testing/scene.ts'
import { VERSION } from './version.ts'

const TOKEN = 'a-token-of-a-program-that-watches'
let hub: Hub
let notice: string | null = null
let server: ServerType
let at: string

beforeAll(async () => {
  hub = await openHub({ metricsToken: TOKEN, notice: () => notice })
  at = await new Promise<string>((done) => {
    server = serve({ fetch: hub.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => done(`http://127.0.0.1:${port}`))
  })
})
afterAll(async () => {
  server.close()
  await hub.close()
})

const metrics = async (token = TOKEN) => {
  const answer = await hub.as(null).get('/metrics', { authorization: `Bearer ${token}` })
  return { status: answer.status, text: await answer.text() }
}
const valueOf = (text: string, name: string): number | null => {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? null : Number(line.split(' ').at(-1))
}

test('numbers are for who has the token, and for nobody where there is none', async () => {
  expect((await hub.as('gift').get('/metrics')).status).toBe(404)
  expect((await metrics('another')).status).toBe(404)
  expect((await metrics()).status).toBe(200)
  const other = await openHub()
  const asked = await other.as('gift').get('/metrics', { authorization: 'Bearer ' })
  expect([asked.status, await asked.text()]).toEqual([404, 'Not found.'])
  await other.close()
})

test('requests are told by route, deeds by name, and nothing of anybody', async () => {
  const dialogue = await stageDialogue(hub, { title: 'Services for people abroad' })
  const mai = hub.as('mai')
  expect((await mai.get(`/dialogues/${dialogue.slug}`)).status).toBe(200)
  expect((await mai.get('/nowhere/at-all')).status).toBe(404)
  await mai.post(`/dialogues/${dialogue.slug}/participation`)
  await mai.post('/sign-in', { email: 'somebody@example.org' })
  await hub.settle()
  await mai.api('POST', `/dialogues/${dialogue.id}/closure`, {})
  const { text } = await metrics()
  expect(valueOf(text, 'passerelle_requests_total{route="/dialogues/:dialogue",status="2xx"}')).toBe(1)
  expect(valueOf(text, 'passerelle_requests_total{route="none",status="4xx"}')).toBe(1)
  expect(valueOf(text, 'passerelle_request_seconds_count{route="/dialogues/:dialogue"}')).toBe(1)
  expect(valueOf(text, 'passerelle_deeds_total{deed="people.request-sign-in-link",outcome="done"}')).toBe(1)
  expect(valueOf(text, 'passerelle_deeds_total{deed="dialogue.close",outcome="refused"}')).toBe(1)
  expect(valueOf(text, 'passerelle_letters_total{outcome="handed-over"}')).toBe(1)
  expect(valueOf(text, 'passerelle_database_up')).toBe(1)
  expect(valueOf(text, 'passerelle_database_bytes')).toBeGreaterThan(1_000_000)
  for (const name of [
    'passerelle_streams',
    'passerelle_pool_connections{state="idle"}',
    'passerelle_jobs_waiting',
    'nodejs_eventloop_lag_p99_seconds',
  ])
    expect(valueOf(text, name)).not.toBeNull()
  // No id, no address of a page, no mail, nobody.
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|@|services-for|nowhere/)
})

test('so few accounts are not counted that one could be told apart', async () => {
  const count = async () => (await sql<{ count: number }>`select count(*)::int as count from account`.execute(hub.db)).rows[0]?.count ?? 0
  expect(await count()).toBeLessThan(10)
  expect(valueOf((await metrics()).text, 'passerelle_accounts')).toBeNull()
  await sql`insert into account (id, language, created_at) select gen_random_uuid(), 'en', now() from generate_series(1, 10)`.execute(
    hub.db,
  )
  const other = await openHub({ metricsToken: TOKEN })
  await sql`insert into account (id, language, created_at) select gen_random_uuid(), 'en', now() from generate_series(1, 10)`.execute(
    other.db,
  )
  const told = await (await other.as(null).get('/metrics', { authorization: `Bearer ${TOKEN}` })).text()
  expect(valueOf(told, 'passerelle_accounts')).toBeGreaterThanOrEqual(10)
  await other.close()
})

test('everybody reads whether the hub is well, in their language', async () => {
  for (const [language, words] of [
    ['en', 'All is well.'],
    ['fr', 'Tout va bien.'],
    ['ar', 'كل شيء على ما يرام.'],
  ] as const) {
    const answer = await hub.as(null, language).get('/status')
    const body = await answer.text()
    expect([
      answer.status,
      body.includes(words),
      body.includes(VERSION),
      body.includes(`dir="${language === 'ar' ? 'rtl' : 'ltr'}"`),
    ]).toEqual([200, true, true, true])
    // What would help somebody who attacks it.
    expect(body).not.toMatch(/PostgreSQL|node\.js|Node\.js|18\.4/)
  }
  notice = 'On Sunday from 6 to 7 we <update>.'
  expect(await (await hub.as(null).get('/status')).text()).toContain('On Sunday from 6 to 7 we &lt;update&gt;.')
})

test('and what is not', async () => {
  await sql`insert into pgboss.job (name, state, start_after) values (${EVENT_QUEUE}, 'created', now() - interval '1 hour')`.execute(hub.db)
  const answer = await hub.as('mai').get('/status')
  expect([answer.status, (await answer.text()).includes('Late: it is done')]).toEqual([503, true])
  await sql`delete from pgboss.job`.execute(hub.db)
  expect((await hub.as('mai').get('/status')).status).toBe(200)
})

test('a hub on a real port answers the same', async () => {
  const answer = await fetch(`${at}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  expect([answer.status, (await answer.text()).includes('passerelle_info')]).toEqual([200, true])
})
