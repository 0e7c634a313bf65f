import { afterAll, beforeAll, expect, test } from 'vitest'
import { rooms } from '../../main/rooms.ts'
import { makeOpen, type Made } from '../dialogues.ts'
import { openHub, type Hub } from '../hub.ts'
import { isReading, routesOf, type Route } from './routes.ts'

// Requests that another site makes a browser send (CSRF): to every form and to every deed of the API.

let hub: Hub
let made: Made
let writing: readonly Route[]
beforeAll(async () => {
  hub = await openHub()
  made = await makeOpen(hub)
  const known = { dialogue: made.slug, slug: 'pulaar-lyon', body: 'pulaar-lyon', statement: '0', participant: '1000', language: 'fr' }
  // What a letter's own link ends is ended without a page of ours (RFC 8058), and a mail server has a secret of its own:
  // src/modules/notices/letters.test.ts and bounces.test.ts forge those.
  // Who asks at the addresses of the ballot box and of witnesses is nobody, wherever they come from: nothing of a session gets there (ballots.test.ts, witness.test.ts).
  const open = rooms.flatMap(({ withoutSession }) => withoutSession ?? [])
  const isForAll = ({ path }: Route): boolean =>
    /^\/en\/(letters\/stop\/|mail\/bounces$|log\/cosignature$)/.test(path) || open.some((address) => address.test(path))
  writing = routesOf(hub, known).filter((route) => !isReading(route) && !isForAll(route))
})
afterAll(() => hub.close())

const FORM = 'application/x-www-form-urlencoded'
const FOREIGN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Sec-Fetch-Site says cross-site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test', 'content-type': FORM },
  'Sec-Fetch-Site says same-site': { 'sec-fetch-site': 'same-site', origin: 'http://other.hub.test', 'content-type': FORM },
  'Sec-Fetch-Site says cross-site, Origin lies': { 'sec-fetch-site': 'cross-site', origin: 'http://hub.test', 'content-type': FORM },
  'Sec-Fetch-Site says cross-site, in JSON': { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
  'Origin is foreign': { origin: 'https://evil.test', 'content-type': FORM },
  'Origin is foreign, in JSON': { origin: 'https://evil.test', 'content-type': 'application/json' },
  'Origin is null': { origin: 'null', 'content-type': FORM },
  'Origin only begins like ours': { origin: 'http://hub.test.evil.test', 'content-type': FORM },
  'Origin has ours as a name': { origin: 'http://hub.test@evil.test', 'content-type': FORM },
  'Origin has another port': { origin: 'http://hub.test:8080', 'content-type': FORM },
  'nothing is said, and there is no seal': { 'content-type': FORM },
  'nothing is said, text/plain': { 'content-type': 'text/plain' },
  'nothing is said, multipart': { 'content-type': 'multipart/form-data; boundary=x' },
  'nothing is said, an unknown type': { 'content-type': 'application/xml' },
}

const happened = async () =>
  Number(
    (
      await hub.db
        .selectFrom('event')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  )

test.each(Object.entries(FOREIGN))('%s: nothing is done, anywhere', async (_what, headers) => {
  const before = await happened()
  const done: string[] = []
  for (const { method, path } of writing) {
    const session = hub.cast.members.get(path.includes('/bodies') ? 'gift' : 'niamh')?.session ?? ''
    const body =
      headers['content-type'] === 'application/json'
        ? '{}'
        : headers['content-type']?.startsWith('multipart') === true
          ? '--x--\r\n'
          : 'choice=agree&name=x'
    const answer = await hub.app.request(`http://hub.test${path}`, { method, body, headers: { ...headers, cookie: `session=${session}` } })
    if (answer.status !== 403 || answer.headers.getSetCookie().length > 0) done.push(`${method} ${path}: ${answer.status}`)
    await answer.body?.cancel()
  }
  expect(writing.length).toBeGreaterThan(40)
  expect(done).toEqual([])
  expect(await happened()).toBe(before)
})

test('reading changes nothing: no GET and no HEAD is a deed', { timeout: 120_000 }, async () => {
  const before = await happened()
  const known = { dialogue: made.slug, slug: 'pulaar-lyon', body: 'pulaar-lyon', statement: '0' }
  // Asked once, by however many methods it is offered: what is asked here is always read.
  const paths = new Set(routesOf(hub, known).map(({ path }) => path))
  for (const path of paths) {
    for (const method of ['GET', 'HEAD']) {
      const session = hub.cast.members.get('niamh')?.session ?? ''
      const answer = await hub.app.request(`http://hub.test${path}?choice=agree&_method=POST`, {
        method,
        headers: { cookie: `session=${session}`, 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' },
      })
      expect([path, answer.status < 500]).toEqual([path, true])
      await answer.body?.cancel()
    }
  }
  expect(await happened()).toBe(before)
})

test('a method that is asked for in a header or a field is not believed', async () => {
  const niamh = hub.as('niamh')
  for (const headers of [{ 'x-http-method-override': 'DELETE' }, { 'x-http-method': 'DELETE' }, { 'x-method-override': 'DELETE' }]) {
    expect((await niamh.post(`/dialogues/${made.slug}`, { _method: 'DELETE' }, headers)).status).toBe(404)
  }
  expect((await niamh.get(`/dialogues/${made.slug}`)).status).toBe(200)
})

test.each(['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'PATCH', 'OPTIONS', 'DEBUG'])('%s does and shows nothing', async (method) => {
  // What the platform itself forbids to send cannot arrive by this way; then there is nothing to try.
  const made404 = (() => {
    try {
      return new Request('http://hub.test/en/me', { method, headers: { origin: 'http://hub.test', cookie: 'session=secret-of-mine' } })
    } catch {
      return null
    }
  })()
  if (made404 === null) return expect(['TRACE', 'TRACK', 'CONNECT']).toContain(method)
  const answer = await hub.app.request(made404)
  expect([answer.status >= 400, (await answer.text()).includes('secret-of-mine')]).toEqual([true, false])
})
