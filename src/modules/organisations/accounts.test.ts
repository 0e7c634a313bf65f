import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openSafeFetch } from '../../platform/safe-fetch.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { CERTIFICATE, CERTIFICATE_KEY } from '../../testing/loopback-certificate.ts'
import { sweeps } from './jobs.ts'
import type { Account } from './queries/accounts.ts'

const PULAAR = 'pulaar-lyon'
const HERE = 'http://hub.test'
const URL_THERE = 'https://exemple.org/@pulaar'
const DAY = 86_400_000
const at = (days: number): Date => new Date(NOON.getTime() + days * DAY)

/** The world: a real server on this machine that answers for exemple.org, and for autre.org. */
const world = { pages: new Map<string, string>(), type: 'text/html; charset=utf-8', down: false, asked: [] as string[] }
let site: Server
let hub: Hub

const portOf = (server: Server): number => (server.address() as AddressInfo).port

beforeAll(async () => {
  site = createServer({ key: CERTIFICATE_KEY, cert: CERTIFICATE }, (request, response) => {
    const [host = ''] = (request.headers.host ?? '').split(':')
    const page = world.pages.get(`${host}${request.url}`)
    world.asked.push(`${host}${request.url}`)
    if (world.down) response.writeHead(503).end()
    else if (page?.startsWith('to ') === true)
      response.writeHead(302, { location: `https://${page.slice(3)}`.replace(/^(https:\/\/[^/]+)/, `$1:${portOf(site)}`) }).end()
    else response.writeHead(page === undefined ? 404 : 200, { 'content-type': world.type }).end(page)
  })
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done))
  const names = { addresses: async () => ['127.0.0.1'], texts: async () => [] }
  const fetch = openSafeFetch(names, { addresses: ['127.0.0.1'], ports: [portOf(site)], authority: CERTIFICATE })
  hub = await openHub({ network: { names, fetch: (url, wants) => fetch(url.replace(/^(https:\/\/[^/]+)/, `$1:${portOf(site)}`), wants) } })
})
afterAll(async () => {
  await hub.close()
  site.closeAllConnections()
  site.close()
})
beforeEach(async () => {
  world.pages.clear()
  world.type = 'text/html; charset=utf-8'
  world.down = false
  world.asked.length = 0
  hub.setNow(NOON)
  for (const table of ['body_account', 'event'] as const) await hub.db.deleteFrom(table).execute()
})

const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
const shown = async () => (await (await hub.as(null).api('GET', `/bodies/${PULAAR}/accounts`)).json()) as Account[]
const bodyPage = async () => (await hub.as(null).get(`/bodies/${PULAAR}`)).text()
const publicEvents = async () =>
  (await hub.db.selectFrom('event').select(['kind', 'data']).where('visibility', '=', 'public').orderBy('sequence').execute()).map(
    ({ kind, data }) => [kind, data],
  )

async function list(url = URL_THERE): Promise<{ id: string; line: string }> {
  const answer = await hub.as('idrissa').api('POST', `/bodies/${PULAAR}/accounts`, { url })
  expect(answer.status).toBe(200)
  return (await answer.json()) as { id: string; line: string }
}
async function look(id: string): Promise<void> {
  expect((await hub.as('idrissa').api('POST', `/bodies/${PULAAR}/accounts/${id}/checks`, {})).status).toBe(200)
  await hub.settle()
}
async function sweepAt(day: number): Promise<void> {
  hub.setNow(at(day))
  for (const one of sweeps(HERE)) await one.sweep(hub.runner)
}

test('an account is shown at once as what the body says, and as checked once its page links back', async () => {
  const { id } = await list()
  expect(await shown()).toMatchObject([{ url: URL_THERE, network: 'exemple.org', holds: false, method: null, checkedAt: null }])
  const before = await bodyPage()
  expect(before).toContain('Stated by the body, not checked')
  expect(before).toContain(`<a href="${URL_THERE}" rel="nofollow noopener noreferrer">`)
  world.pages.set('exemple.org/@pulaar', `<p>Us: <A REL="nofollow me" HREF="${HERE}/fr/bodies/${PULAAR}/">home</A></p>`)
  await look(id)
  expect(await shown()).toMatchObject([{ holds: true, method: 'rel-me', failingSince: null }])
  const after = await bodyPage()
  expect(after).toContain('Checked on 1 March 2026')
  expect(after).toContain('links back to this one (rel=me)')
  expect(after).toContain(`<a href="${URL_THERE}" rel="me nofollow noopener noreferrer">`)
  expect(await publicEvents()).toEqual([
    ['organisations.account.listed', { network: 'exemple.org' }],
    ['organisations.account.checked', { network: 'exemple.org', method: 'rel-me' }],
  ])
})

test.each([
  ['a link without rel=me', `<a href="${HERE}/bodies/${PULAAR}">home</a>`],
  ['a link to another body', `<a rel="me" href="${HERE}/bodies/department-of-the-diaspora">home</a>`],
  ['a link to another hub', `<a rel="me" href="https://elsewhere.test/bodies/${PULAAR}">home</a>`],
  ['a visitor’s link', `<a rel="ugc me" href="${HERE}/bodies/${PULAAR}">home</a>`],
  ['a link that is not there for a reader', `<!-- <a rel="me" href="${HERE}/bodies/${PULAAR}">home</a> -->`],
  ['a link in a script', `<script>'<a rel="me" href="${HERE}/bodies/${PULAAR}">'</script>`],
  ['the name of a page below', `<a rel="me" href="${HERE}/bodies/${PULAAR}/people">home</a>`],
  ['nothing', '<p>Welcome.</p>'],
])('%s proves nothing', async (_what, page) => {
  const { id } = await list()
  world.pages.set('exemple.org/@pulaar', page)
  await look(id)
  expect(world.asked).toEqual(['exemple.org/@pulaar'])
  expect(await shown()).toMatchObject([{ holds: false, method: null }])
  expect((await publicEvents()).map(([kind]) => kind)).toEqual(['organisations.account.listed'])
})

test('the body’s own line counts in the description of the page, and not in a comment below it', async () => {
  const { id, line } = await list()
  world.pages.set('exemple.org/@pulaar', `<p>Somebody writes: ${line}</p>`)
  await look(id)
  expect(await shown()).toMatchObject([{ holds: false }])
  hub.setNow(at(0.1))
  world.pages.set('exemple.org/@pulaar', `<meta property="og:description" content="We &amp; ours. ${line}">`)
  await look(id)
  expect(await shown()).toMatchObject([{ holds: true, method: 'token' }])
  expect(await bodyPage()).toContain('holds this body’s own line')
})

test('a plain text file may hold the line on a line of its own', async () => {
  const { id, line } = await list()
  world.type = 'text/plain'
  world.pages.set('exemple.org/@pulaar', `Hello\r\n ${line} \r\n`)
  await look(id)
  expect(await shown()).toMatchObject([{ holds: true, method: 'token' }])
})

test('what lies on another host says nothing of this account; the same host with www does', async () => {
  const { id } = await list()
  const home = `<link rel="me" href="${HERE}/bodies/${PULAAR}">`
  world.pages.set('exemple.org/@pulaar', 'to autre.exemple.org/@pulaar')
  world.pages.set('autre.exemple.org/@pulaar', home)
  await look(id)
  expect(await shown()).toMatchObject([{ holds: false }])
  hub.setNow(at(0.1))
  world.pages.set('exemple.org/@pulaar', 'to www.exemple.org/@pulaar')
  world.pages.set('www.exemple.org/@pulaar', home)
  await look(id)
  expect(await shown()).toMatchObject([{ holds: true, method: 'rel-me' }])
})

test('a page that is too large is not read, and says nothing', async () => {
  const { id } = await list()
  world.pages.set('exemple.org/@pulaar', `<a rel="me" href="${HERE}/bodies/${PULAAR}">home</a>${'x'.repeat(1024 * 1024)}`)
  await look(id)
  expect(await shown()).toMatchObject([{ holds: false, method: null }])
})

test('the hub looks weekly; what is gone lapses at once, and is told once', async () => {
  const { id } = await list()
  world.pages.set('exemple.org/@pulaar', `<a rel="me" href="${HERE}/bodies/${PULAAR}">home</a>`)
  await look(id)
  world.asked.length = 0
  await sweepAt(6)
  expect(world.asked).toEqual([])
  await sweepAt(7)
  expect(world.asked).toEqual(['exemple.org/@pulaar'])
  world.pages.clear()
  await sweepAt(14)
  expect(await shown()).toMatchObject([{ holds: false, method: 'rel-me' }])
  await sweepAt(15)
  expect((await publicEvents()).map(([kind]) => kind)).toEqual([
    'organisations.account.listed',
    'organisations.account.checked',
    'organisations.account.lapsed',
  ])
  const page = await bodyPage()
  expect(page).toContain('Stated by the body, not checked')
  expect(page).toContain('Since 15 March 2026 the hub has not found that its page says so.')
  world.pages.set('exemple.org/@pulaar', `<a rel="me" href="${HERE}/bodies/${PULAAR}">home</a>`)
  await sweepAt(16)
  expect(await shown()).toMatchObject([{ holds: true }])
})

test('where nobody answers, the check counts for a week', async () => {
  const { id } = await list()
  world.pages.set('exemple.org/@pulaar', `<a rel="me" href="${HERE}/bodies/${PULAAR}">home</a>`)
  await look(id)
  world.down = true
  await sweepAt(7)
  expect(await shown()).toMatchObject([{ holds: true, failingSince: at(7).toISOString() }])
  for (const day of [8, 9, 10, 11, 12, 13]) await sweepAt(day)
  expect(await shown()).toMatchObject([{ holds: true }])
  await sweepAt(14)
  expect(await shown()).toMatchObject([{ holds: false }])
  expect((await publicEvents()).map(([kind]) => kind).at(-1)).toBe('organisations.account.lapsed')
})

test('an account that was never proven is asked for only when a steward wants it', async () => {
  await list()
  for (const day of [1, 8, 30]) await sweepAt(day)
  expect(world.asked).toEqual([])
})

test('stewards list and take out; nobody else, nothing twice, nothing that is no address', async () => {
  const path = `/bodies/${PULAAR}/accounts`
  for (const who of ['mai', 'aoife', null] as const) {
    const code = who === null ? 'sign-in.needed' : 'body.stewards-only'
    expect([who, await refusal(await hub.as(who).api('POST', path, { url: URL_THERE }))]).toEqual([who, [403, code]])
    expect([who, await refusal(await hub.as(who).api('GET', `/bodies/${PULAAR}/account-proofs`))]).toEqual([who, [403, code]])
    expect([who, (await hub.as(who).get(path)).status]).toEqual([who, 403])
  }
  const { id } = await list()
  expect(await refusal(await hub.as('idrissa').api('POST', path, { url: `${URL_THERE}#a` }))).toEqual([409, 'outside-account.listed'])
  expect(await refusal(await hub.as('idrissa').api('POST', path, { url: 'http://exemple.org/' }))).toEqual([400, 'input.invalid'])
  expect(await refusal(await hub.as('mai').api('DELETE', `${path}/${id}`, {}))).toEqual([403, 'body.stewards-only'])
  expect(await refusal(await hub.as('mai').api('POST', `${path}/${id}/checks`, {}))).toEqual([403, 'body.stewards-only'])
  const again = await hub.as('idrissa').post(path, { url: 'ftp://exemple.org/' })
  const html = await again.text()
  expect(again.status).toBe(422)
  expect(html).toContain('value="ftp://exemple.org/"')
  expect(html).toContain('An address that begins with https://')
  await look(id)
  expect(await refusal(await hub.as('idrissa').api('POST', `${path}/${id}/checks`, {}))).toEqual([429, 'domain.asked-lately'])
  const gone = await hub.as('gift').api('DELETE', `${path}/${id}`, {})
  expect(gone.status).toBe(200)
  expect(await shown()).toEqual([])
  expect((await publicEvents()).at(-1)).toEqual(['organisations.account.dropped', { network: 'exemple.org' }])
  expect(await refusal(await hub.as('gift').api('DELETE', `${path}/${id}`, {}))).toEqual([404, 'outside-account.missing'])
})

test('no event tells the token or the whole address', async () => {
  const { id, line } = await list()
  await look(id)
  const told = JSON.stringify(await hub.db.selectFrom('event').selectAll().execute())
  expect(told).toContain('exemple.org')
  expect(told).not.toContain('@pulaar')
  expect(told).not.toContain(line.split('=')[1])
})
