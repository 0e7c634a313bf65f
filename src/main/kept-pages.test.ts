import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { doAsHub, joinAsGuest, makeDraft, makeOpen, seatCrowd, SEEDS, type Made } from '../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../testing/hub.ts'
import { keepPages } from '../web/kept-pages.ts'
import type { Env } from '../web/page.ts'

// The page of a result is kept for whoever is nobody here, and for nobody else.

let hub: Hub
let made: Made
beforeAll(async () => {
  hub = await openHub()
})
beforeEach(async () => {
  hub.setNow(NOON)
  made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 24, (person) => SEEDS.map((_, at) => (person % 2 === at % 2 ? 1 : -1)))
  await hub.sweep()
})
afterAll(() => hub.close())

const pathOf = ({ slug }: Made = made): string => `/dialogues/${slug}/result`

/** As a browser without any cookie asks for it. */
async function read(headers: Record<string, string> = {}, path = `/en${pathOf()}`) {
  const answer = await hub.app.request(`http://hub.test${path}`, { headers })
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) }
}

const HER_NAME = /\bMai\b/

/** How often the database was asked meanwhile. */
async function askings(work: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(pg.Query.prototype, 'submit')
  await work()
  const times = asked.mock.calls.length
  asked.mockRestore()
  return times
}

test('whoever is nobody gets the same page without asking the database, packed or not, and is told when it is still so', async () => {
  const first = await read()
  const etag = first.headers.get('etag') ?? ''
  expect([first.status, etag.startsWith('W/"'), first.headers.get('cache-control')]).toEqual([200, true, 'private, no-cache'])
  let packed: Awaited<ReturnType<typeof read>> | undefined
  let same: Awaited<ReturnType<typeof read>> | undefined
  const times = await askings(async () => {
    packed = await read({ 'accept-encoding': 'gzip' })
    same = await read({ 'if-none-match': `"other", ${etag}` })
    await read({ cookie: 'language=fr' })
  })
  expect(times).toBe(0)
  expect(packed?.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(packed?.body ?? '').equals(first.body)).toBe(true)
  expect([same?.status, same?.body.length, same?.headers.get('etag')]).toEqual([304, 0, etag])
  for (const answer of [first, packed, same])
    for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'permissions-policy', 'vary'])
      expect([name, answer?.headers.has(name)]).toEqual([name, true])
  expect((await read({ 'if-none-match': 'W/"another"' })).status).toBe(200)
})

test('the page of somebody who is signed in, or takes part, is served to nobody else, and they get no page of others', async () => {
  const own = await hub.as('mai').get(pathOf())
  const hers = await own.text()
  expect([own.headers.get('cache-control'), own.headers.has('etag'), HER_NAME.test(hers)]).toEqual(['no-store', false, true])
  const theirs = await read()
  expect(HER_NAME.test(theirs.body.toString())).toBe(false)
  expect(await (await hub.as('mai').get(pathOf())).text()).toBe(hers)
  const guest = await joinAsGuest(hub, made)
  for (const statement of SEEDS.keys())
    await guest.api('PUT', `/dialogues/${made.id}/statements/${statement}/vote`, { choice: statement % 2 === 0 ? 'agree' : 'disagree' })
  await hub.sweep()
  const before = await read()
  const mine = await guest.get(pathOf())
  const text = await mine.text()
  expect([mine.headers.get('cache-control'), mine.headers.has('etag')]).toEqual(['no-store', false])
  // What only they see: where they stand.
  expect(text).not.toBe(before.body.toString())
  expect((await read()).body.equals(before.body)).toBe(true)
  for (const headers of [{ cookie: 'fresh=1' }, { authorization: 'Bearer x' }, { 'x-part': 'card' }])
    expect([headers, (await read(headers)).headers.get('etag')]).toEqual([headers, null])
})

test('a new result, and a statement that is hidden, are on the page at once', async () => {
  const first = await read()
  await seatCrowd(hub, made.id, 6, () => SEEDS.map(() => 1))
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 3, rule: 'on-topic' })
  const hidden = await read()
  expect([first.body.includes(SEEDS[3] ?? ''), hidden.body.includes(SEEDS[3] ?? '')]).toEqual([true, false])
  // A dialogue rests some seconds after each result.
  const real = performance.now.bind(performance)
  const hurried = vi.spyOn(performance, 'now').mockImplementation(() => real() + 60_000)
  await hub.sweep()
  hurried.mockRestore()
  const second = await read()
  expect(second.headers.get('etag')).not.toBe(hidden.headers.get('etag'))
  expect(second.body.equals(hidden.body)).toBe(false)
})

test('each language has a page of its own, and two seconds later it is drawn anew', async () => {
  const french = await read({}, `/fr${pathOf()}`)
  expect([(await read()).body.includes('lang="en"'), french.body.includes('lang="fr"')]).toEqual([true, true])
  expect(await askings(() => Promise.all([read(), read({}, `/fr${pathOf()}`)]))).toBe(0)
  expect((await read({}, `/fr${pathOf()}`)).body.equals(french.body)).toBe(true)
  expect(await askings(() => read({}, `/en${pathOf()}?then=1`))).toBeGreaterThan(0)
  hub.setNow(new Date(NOON.getTime() + 2500))
  expect(await askings(() => read())).toBeGreaterThan(0)
})

test('what is a draft stays one for everybody else', async () => {
  const draft = await makeDraft(hub)
  expect((await read({}, `/en${pathOf(draft)}`)).status).toBe(404)
  expect((await hub.as('niamh').get(pathOf(draft))).status).toBe(200)
  const after = await read({}, `/en${pathOf(draft)}`)
  expect([after.status, after.headers.get('etag')]).toEqual([404, null])
})

/** A page of one line, for nobody, drawn by `draw`. */
function onePage(now: () => Date, draw: (cookie: string) => Promise<string>) {
  const pages = keepPages({ secure: false, now })
  const app = new Hono<Env>()
  app.use(pages.serve)
  app.get('/en/page', async (c) => {
    const text = await draw(c.req.header('cookie') ?? '')
    c.set('page', { actor: { account: null } } as Env['Variables']['page'])
    c.set('keptUnder', 'scope')
    return c.html(text)
  })
  const get = async (cookie = '') => (await app.request('http://hub.test/en/page', { headers: { cookie } })).text()
  return { pages, get }
}

test('who has chosen another zone gets another page', async () => {
  const { get } = onePage(
    () => NOON,
    async (cookie) => cookie,
  )
  for (const cookie of ['zone=Africa/Dakar', 'zone=Asia/Tokyo', '', 'zone=Africa/Dakar']) expect(await get(cookie)).toBe(cookie)
})

test('what is no zone is as none, and whoever goes through all that are pushes out one page at a time', async () => {
  let drawn = 0
  const { get } = onePage(
    () => NOON,
    async (cookie) => `${cookie} ${++drawn}`,
  )
  const first = await get()
  for (let n = 0; n < 300; n += 1) expect(await get(`zone=Nowhere/${n}`)).toBe(first)
  const zones = Intl.supportedValuesOf('timeZone').slice(0, 300)
  for (const zone of zones.slice(0, 256)) await get(`zone=${zone}`)
  expect(drawn).toBe(257)
  // One went, the first that was drawn; the others are there.
  for (const zone of zones.slice(0, 256)) await get(`zone=${zone}`)
  expect(drawn).toBe(257)
  await get(`zone=${zones[256] ?? ''}`)
  await get(`zone=${zones[1] ?? ''}`)
  expect([zones.length, drawn]).toEqual([300, 258])
})

test('who comes after something was told does not get what was read before it', async () => {
  let now = NOON
  const gates = [Promise.withResolvers<string>(), Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  let drawn = 0
  const { pages, get } = onePage(
    () => now,
    async () => gates[drawn++]?.promise ?? 'more than was asked for',
  )
  gates[0]?.resolve('first')
  expect([await get(), await get(), drawn]).toEqual(['first', 'first', 1])
  now = new Date(NOON.getTime() + 3000)
  // Both are one drawing, of what was read before it was told.
  const early = [get(), get()]
  pages.forget('scope')
  const late = get()
  gates[2]?.resolve('new')
  expect([await late, drawn]).toEqual(['new', 3])
  gates[1]?.resolve('old')
  expect(await Promise.all(early)).toEqual(['old', 'old'])
  expect([await get(), drawn]).toEqual(['new', 3])
})
