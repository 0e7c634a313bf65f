import { afterAll, beforeAll, expect, test } from 'vitest'
import { POINTS_PER_MINUTE } from '../web/costs.ts'
import { makeOpen } from '../testing/dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../testing/hub.ts'

// What a reader meets who asks too much or sends too much, on pages and by the API.

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const HEAVY = 30
const TIMES = POINTS_PER_MINUTE.identity / HEAVY

/** Asks so many times for what costs most; the first refusal, or null. */
async function askFor(visitor: Visitor, dialogue: string, times: number): Promise<Response | null> {
  for (let n = 0; n < times; n += 1) {
    const answer = await visitor.get(`/dialogues/${dialogue}/export/other.csv`)
    if (answer.status === 429) return answer
    await answer.body?.cancel()
  }
  return null
}

test('an account is limited wherever it comes from, is told for how long, and others are not', { timeout: 60_000 }, async () => {
  const made = await makeOpen(hub)
  await hub.as('mai').post(`/dialogues/${made.slug}/participation`)
  expect(await askFor(hub.as('mai'), made.id, TIMES - 1)).toBeNull()
  for (let n = 0; n < 6; n += 1) expect((await hub.as('mai').post('/me/name', { name: 'Mai' })).status).toBe(303)
  const refused = await hub.as('mai', 'fr').post('/me/name', { name: 'Mai' }, { 'x-forwarded-for': '198.51.100.9' })
  const html = await refused.text()
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('cache-control')]).toEqual([429, '1', 'no-store'])
  expect(html).toContain('C’était très fréquent en peu de temps. Réessayez dans une minute.')
  const api = await hub.as('mai').api('POST', '/dialogues', {})
  expect([api.status, api.headers.get('retry-after'), await api.json()]).toEqual([
    429,
    '1',
    expect.objectContaining({ type: 'too-many', status: 429 }),
  ])
  expect((await hub.as('mai').get('/dialogues')).status, 'reading goes on').toBe(200)
  expect((await hub.as('samir').post('/me/name', { name: 'Samir' })).status).toBe(303)
  hub.setNow(new Date(NOON.getTime() + 10_000))
  expect((await hub.as('mai').post('/me/name', { name: 'Mai' })).status).toBe(303)
})

test('guests are each their own, also where they share an address', { timeout: 60_000 }, async () => {
  const made = await makeOpen(hub)
  const [ana, other] = [hub.as(null), hub.as(null)]
  for (const guest of [ana, other]) await guest.post(`/dialogues/${made.slug}/participation`)
  const refused = await askFor(ana, made.id, TIMES + 1)
  expect([refused?.status, Number(refused?.headers.get('retry-after')) > 0]).toEqual([429, true])
  expect(await askFor(other, made.id, 2)).toBeNull()
  hub.setNow(new Date(NOON.getTime() + 90_000))
  expect(await askFor(ana, made.id, 2)).toBeNull()
})

test('who has no identity is limited by the place, for what costs much', async () => {
  const made = await makeOpen(hub)
  const from = { 'x-forwarded-for': '203.0.113.50' }
  const statuses = new Set<number>()
  for (let n = 0; n < POINTS_PER_MINUTE.visitor / HEAVY + 2; n += 1) {
    const answer = await hub.as(null).get(`/dialogues/${made.slug}/export/other.csv`, from)
    statuses.add(answer.status)
    await answer.body?.cancel()
  }
  expect([...statuses]).toEqual([404, 429])
  expect((await hub.as(null).get(`/dialogues/${made.slug}/export/other.csv`, { 'x-forwarded-for': '203.0.113.51' })).status).toBe(404)
})

const deep = (levels: number) => `${'{"a":['.repeat(levels / 2)}${']}'.repeat(levels / 2)}`
const JSON_TYPE = { 'content-type': 'application/json' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://hub.test' }

test.each([
  ['JSON of 20 levels', '/api/dialogues', JSON_TYPE, deep(20), 400, 'input.invalid'],
  ['JSON of 22 levels', '/api/dialogues', JSON_TYPE, deep(22), 400, 'request.too-deep'],
  ['JSON of 200 000 levels', '/api/dialogues', JSON_TYPE, '['.repeat(200_000), 400, 'request.too-deep'],
  ['brackets inside a text', '/api/dialogues', JSON_TYPE, JSON.stringify({ title: `\\"${'['.repeat(500)}` }), 400, 'input.invalid'],
  ['3 MiB of JSON', '/api/dialogues', JSON_TYPE, `{"a":"${'x'.repeat(3 * 1024 * 1024)}"}`, 413, 'request.too-large'],
  ['1001 fields', '/api/dialogues', FORM_TYPE, 'a=1&'.repeat(1000), 413, 'request.too-many-fields'],
  ['a name of 30 brackets', '/api/dialogues', FORM_TYPE, `a${'[b]'.repeat(30)}=1`, 400, 'request.too-deep'],
  ['a name of 30 brackets, encoded', '/api/dialogues', FORM_TYPE, `a${'%5Bb%5d'.repeat(30)}=1`, 400, 'request.too-deep'],
] as const)('%s', async (...[, path, headers, body, status, type]) => {
  const answer = await hub.app.request(`http://hub.test${path}`, { method: 'POST', headers, body })
  const problem = (await answer.json()) as { type: string; title: string }
  expect([answer.status, problem.type]).toEqual([status, type])
  expect(problem.title.length).toBeGreaterThan(20)
})

test('a body that names no length is counted while it comes in', async () => {
  let sent = 0
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 64 * 1024
      controller.enqueue(new Uint8Array(64 * 1024).fill(97))
      if (sent > 64 * 1024 * 1024) controller.close()
    },
  })
  const request = new Request('http://hub.test/api/dialogues', {
    method: 'POST',
    headers: JSON_TYPE,
    body: stream,
    duplex: 'half',
  } as RequestInit)
  const answer = await hub.app.request(request)
  expect([answer.status, sent < 8 * 1024 * 1024]).toEqual([413, true])
})

test('too long an address, too many cookies, too many parameters: a page says so in the reader’s language', async () => {
  const ask = (path: string, headers: Record<string, string> = {}) => hub.as(null, 'fr').get(path, headers)
  const long = await ask(`/dialogues?q=${'x'.repeat(9000)}`)
  expect([long.status, (await long.text()).includes('repartez de la première page')]).toEqual([431, true])
  expect((await ask('/dialogues', { 'x-padding': 'x'.repeat(17_000) })).status).toBe(431)
  expect((await ask(`/dialogues?${'a=1&'.repeat(101)}`)).status).toBe(413)
  expect((await ask(`/dialogues?a${'[b]'.repeat(30)}=1`)).status).toBe(400)
  const form = await hub.as('mai', 'fr').post('/me/name', Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`f${n}`, '1'])))
  expect([form.status, (await form.text()).includes('Au plus 1')]).toEqual([413, true])
})
