import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAssets } from '../../web/assets.ts'
import { makeOpen, seatCrowd, type Made } from '../dialogues.ts'
import { openHub, type Hub, type Visitor } from '../hub.ts'
import { isReading, routesOf, type Route } from './routes.ts'

// Every address that the hub answers, whoever asks and whatever comes of it, carries these headers.

const HTTPS = 'https://hub.test'
const assets = openAssets(join(import.meta.dirname, '../../../build/client'))
let hub: Hub
let made: Made
let routes: readonly Route[]

beforeAll(async () => {
  hub = await openHub({ publicUrl: HTTPS, demo: true, assets })
  made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 12, () => [1, -1, 1])
  await hub.sweep()
  const known = {
    dialogue: made.slug,
    slug: 'pulaar-lyon',
    body: 'pulaar-lyon',
    statement: '0',
    participant: '1000',
    file: 'statements.csv',
    language: 'fr',
  }
  routes = routesOf(hub, known)
})
afterAll(() => hub.close())

/** The beginning of each value; a script has a stricter policy of its own. */
const EXPECTED: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /^default-src 'none'(; connect-src 'self'|; script-src 'self'; .*style-src 'self'; .*frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types (passerelle|'none'))?$/,
  'permissions-policy': /clipboard-write=\(self\).*camera=\(\).*geolocation=\(\).*microphone=\(\)/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'origin-agent-cluster': /^\?1$/,
  'referrer-policy': /^(same-origin|no-referrer)$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'strict-transport-security': /^max-age=63072000; includeSubDomains$/,
  'cache-control': /./,
}

/** What is there for everybody to fetch from anywhere: pictures in messengers, the public keys, the public log, and the ballot box, which knows nobody. Nothing in them depends on who asks. */
const FOR_EVERYBODY =
  /^(\/en)?\/log\/|^\/api\/(ballots\/|log$|record(\/\d+)?$)|\/did\.json$|\/card\.png$|^\/\.well-known\/passerelle-keys\.json$|^\/api\/keys$/

function faultsOf({ method, path }: Route, who: string, { headers, status }: Response): readonly string[] {
  const at = `${method} ${path} as ${who} (${status})`
  const shared = FOR_EVERYBODY.test(path)
  const found = Object.entries(EXPECTED).flatMap(([name, value]) =>
    value.test(headers.get(name) ?? '') || (name === 'cross-origin-resource-policy' && shared)
      ? []
      : [`${at}: ${name} is ${headers.get(name)}`],
  )
  const policy = headers.get('content-security-policy') ?? ''
  if (/unsafe|nonce|sha\d+-|https?:|\*/.test(policy)) found.push(`${at}: the policy lets something in: ${policy}`)
  if ((headers.has('access-control-allow-origin') && !shared) || headers.has('x-powered-by') || headers.has('server'))
    found.push(`${at}: tells too much`)
  const type = headers.get('content-type')
  if (type !== null && /^text\/|javascript/.test(type) && !/charset=utf-8/i.test(type) && !type.startsWith('text/event-stream'))
    found.push(`${at}: ${type} names no charset`)
  if (type === null && status === 200) found.push(`${at}: has no type`)
  for (const cookie of headers.getSetCookie())
    if (!/^__Host-.*; Path=\/; HttpOnly; Secure; SameSite=Lax$|^__Host-.*; Path=\/; Secure/.test(cookie)) found.push(`${at}: ${cookie}`)
  return found
}

const ask = async (visitor: Visitor, { method, path }: Route): Promise<Response> => {
  const answer = isReading({ method, path })
    ? await visitor.get(path)
    : path.startsWith('/api/')
      ? await visitor.api(method, path.slice('/api'.length), {})
      : await visitor.post(path)
  await answer.body?.cancel()
  return answer
}

describe.each([null, 'mai', 'niamh'] as const)('asked by %s', (name) => {
  test('every answer carries the headers, of each kind at least one', async () => {
    const found: string[] = []
    const kinds = new Set<string>()
    // Signing out comes last: it would make the rest strangers' answers.
    const last = (one: Route) => /sign-out|departure|\/api\/me/.test(one.path) && !isReading(one)
    for (const [number, route] of [...routes.filter((one) => !last(one)), ...routes.filter(last)].entries()) {
      // There are more than anybody may ask for in a minute.
      if (number % 100 === 99) hub.setNow(new Date(hub.runner.outside.now().getTime() + 60_000))
      const answer = await ask(hub.as(name), route)
      kinds.add(`${(answer.headers.get('content-type') ?? 'nothing').split(';')[0]}`)
      found.push(...faultsOf(route, String(name), answer))
    }
    expect(found).toEqual([])
    expect([...kinds]).toEqual(
      expect.arrayContaining(['text/html', 'application/json', 'application/problem+json', 'text/event-stream', 'image/png', 'text/plain']),
    )
    expect(routes.length).toBeGreaterThan(80)
  })
})

test('assets carry them too, and scripts a policy with which they could load nothing themselves', async () => {
  for (const name of ['passerelle.css', 'take-part.js', 'verify-worker.js', 'mark.svg']) {
    const route = { method: 'GET', path: assets.url(name) }
    const answer = await hub.as(null).get(route.path)
    expect([answer.status, faultsOf(route, 'null', answer)]).toEqual([200, []])
    if (name.endsWith('.js')) expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'")
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  }
  expect((await hub.as(null).get('/assets/nothing.js')).headers.get('cache-control')).toBe('no-store')
})

test('what is shown to somebody by name, or to a guest of a dialogue, is stored nowhere', async () => {
  const { slug } = await makeOpen(hub)
  const guest = hub.as(null)
  const kept = async (visitor: Visitor, path: string) => (await visitor.get(path)).headers.get('cache-control') ?? ''
  expect(await kept(guest, '/dialogues')).toBe('private, no-cache')
  await guest.post(`/dialogues/${slug}/participation`)
  for (const path of ['/', '/dialogues', `/dialogues/${slug}`, `/dialogues/${slug}/my-part`, '/privacy', '/nothing', '/api/me']) {
    expect([path, await kept(guest, path)]).toEqual([path, expect.stringMatching(/no-store$/)])
    expect([path, await kept(hub.as('mai'), path)]).toEqual([path, expect.stringMatching(/no-store$/)])
  }
  const sent = await hub.as(null).post('/sign-in', { email: 'somebody@example.org' })
  expect([sent.status, sent.headers.get('cache-control')]).toEqual([200, 'no-store'])
})

test('over plain http nothing asks for https, and cookies keep their plain names', async () => {
  const plain = await openHub()
  const answer = await plain.as(null).post('/preferences', { language: 'fr' })
  expect([answer.headers.get('strict-transport-security'), answer.headers.getSetCookie()[0]]).toEqual([
    null,
    'language=fr; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax',
  ])
  await plain.close()
})
