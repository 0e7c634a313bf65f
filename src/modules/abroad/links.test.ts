import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSafeFetch, type TestDoors } from '../../platform/safe-fetch.ts'
import { appoint, propose, publish } from '../../testing/abroad.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { CERTIFICATE, CERTIFICATE_KEY } from '../../testing/loopback-certificate.ts'
import { checkLinks } from './jobs.ts'

const LOOPBACK = '127.0.0.1'
const PUBLIC = '93.184.216.34'

let hub: Hub
let server: Server
let port = 0
const asked: string[] = []
/** What a name leads to, and which addresses of this machine the hub may reach: the test turns both. */
let leadsTo: readonly string[] = [LOOPBACK]
let letIn: readonly string[] = [LOOPBACK]
let broken = false

beforeAll(async () => {
  server = createServer({ key: CERTIFICATE_KEY, cert: CERTIFICATE }, (request, response) => {
    const path = request.url ?? ''
    asked.push(`${request.method} ${path}`)
    if (path === '/head-no' && request.method === 'HEAD') response.writeHead(500).end()
    else if (path === '/gone' || (path === '/sometimes' && broken)) response.writeHead(404).end()
    else if (path === '/moved') response.writeHead(301, { location: '/new-home' }).end()
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Here.</p>')
  })
  await new Promise<void>((done) => server.listen(0, LOOPBACK, done))
  port = (server.address() as AddressInfo).port
  const names = { addresses: async () => leadsTo, texts: async () => [] }
  hub = await openHub({
    network: {
      names,
      fetch: (url, wants) => {
        const doors: TestDoors = { addresses: letIn, ports: [port], authority: CERTIFICATE }
        return openSafeFetch(names, doors)(url, wants)
      },
    },
  })
  await appoint(hub, 'IE', 'mai')
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await hub.close()
})

const DAY_MS = 86_400_000
const after = (days: number): void => hub.setNow(new Date(NOON.getTime() + days * DAY_MS))
/** Of each name one link is asked for in a turn. */
const at = (name: string, path: string): string => `https://${name}.exemple.org:${port}${path}`

async function withLink(url: string, title: string): Promise<string> {
  const id = await propose(hub, 'IE', { title, links: [url] })
  await publish(hub, id, 'mai')
  return id
}

const linkOf = (item: string) =>
  hub.db.selectFrom('abroad_link').select(['state', 'moved_to as movedTo']).where('item_id', '=', item).executeTakeFirstOrThrow()
const page = async (item: string): Promise<string> => (await hub.as(null).get(`/abroad/items/${item}`)).text()

test('a link is asked for once a week, two failures three days apart are said, and an answer takes that back', async () => {
  const good = await withLink(at('a', '/good'), 'Good')
  const shy = await withLink(at('b', '/head-no'), 'Shy')
  const sometimes = await withLink(at('c', '/sometimes'), 'Sometimes')
  broken = true
  expect(await checkLinks(hub.runner)).toEqual({ asked: 3, silent: 1 })
  expect(asked.toSorted()).toEqual(['GET /head-no', 'GET /sometimes', 'HEAD /good', 'HEAD /head-no', 'HEAD /sometimes'])
  expect(await Promise.all([good, shy, sometimes].map(linkOf))).toEqual([
    ...['answers', 'answers', 'fails'].map((state) => ({ state, movedTo: null })),
  ])
  expect(await page(sometimes)).not.toContain('the link does not answer')
  after(2)
  expect(await checkLinks(hub.runner), 'nobody is asked again so soon').toEqual({ asked: 0, silent: 0 })
  after(3)
  expect(await checkLinks(hub.runner)).toEqual({ asked: 1, silent: 1 })
  expect((await linkOf(sometimes)).state).toBe('dead')
  expect(await page(sometimes)).toContain('the link does not answer')
  expect(await (await hub.as('mai').get('/abroad/ie/desk')).text()).toContain('Links that do not answer')
  broken = false
  after(7)
  expect(await checkLinks(hub.runner), 'a week has passed for the others').toEqual({ asked: 2, silent: 0 })
  after(10)
  expect(await checkLinks(hub.runner)).toEqual({ asked: 1, silent: 0 })
  expect((await linkOf(sometimes)).state).toBe('answers')
  const told = await hub.db.selectFrom('event').select('kind').where('kind', 'like', 'abroad.link.%').orderBy('sequence').execute()
  expect(told.map(({ kind }) => kind)).toEqual(['abroad.link.lost', 'abroad.link.found'])
})

test('where a link leads elsewhere the new address is shown, and one press puts it in', async () => {
  const moved = await withLink(at('d', '/moved'), 'Moved')
  await checkLinks(hub.runner)
  const to = at('d', '/new-home')
  expect(await linkOf(moved)).toEqual({ state: 'answers', movedTo: to })
  expect(await page(moved)).toContain('/new-home')
  const url = at('d', '/moved')
  expect((await hub.as('niamh').post(`/abroad/items/${moved}/new-address`, { url })).status).toBe(403)
  expect((await hub.as('mai').post(`/abroad/items/${moved}/new-address`, { url })).status).toBe(303)
  const links = await hub.db.selectFrom('abroad_link').select(['url', 'state', 'moved_to']).where('item_id', '=', moved).execute()
  expect(links).toEqual([{ url: to, state: 'new', moved_to: null }])
  expect((await hub.as('mai').post(`/abroad/items/${moved}/new-address`, { url })).status).toBe(409)
})

test('nothing of this machine is reached, whatever a name leads to, now or a moment later', async () => {
  const inward = await withLink(at('e', '/good'), 'Inward')
  const before = asked.length
  letIn = []
  expect(await checkLinks(hub.runner)).toMatchObject({ silent: expect.any(Number) })
  expect((await linkOf(inward)).state).toBe('fails')
  // One public address beside it does not help, and the address is asked for once only.
  leadsTo = [PUBLIC, LOOPBACK]
  after(14)
  await checkLinks(hub.runner)
  expect([(await linkOf(inward)).state, asked.length]).toEqual(['dead', before])
})
