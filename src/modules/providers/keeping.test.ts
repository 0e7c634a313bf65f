import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Network } from '../../platform/outside.ts'
import { openSafeFetch } from '../../platform/safe-fetch.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { CERTIFICATE } from '../../testing/loopback-certificate.ts'
import { openStagedProvider, type StagedProvider } from '../../testing/staged-provider.ts'

// What whoever runs the hub does with providers, and where the hub lets itself be sent.

let provider: StagedProvider
let hub: Hub
beforeAll(async () => {
  provider = await openStagedProvider({ client: 'x', secret: null })
  hub = await openHub({ at: new Date(), network: provider.network })
})
afterAll(async () => {
  await hub.close()
  await provider.close()
})
beforeEach(() => {
  provider.lie = {}
})

const FIELDS = { slug: 'one', name: 'One', issuer: 'https://one.example', client: 'x' }
const add = (more: Record<string, string> = {}, who: 'gift' | 'aoife' | null = 'gift') =>
  hub.as(who).post('/operator/providers', { ...FIELDS, ...more })

test('only whoever runs the hub keeps providers, and to others none of them is there', async () => {
  expect((await add({ secret: 'a secret' })).status).toBe(303)
  for (const who of [null, 'aoife', 'mai'] as const) {
    const visitor = hub.as(who)
    const answers = [
      await visitor.get('/operator/providers'),
      await visitor.get('/operator/providers/one'),
      await visitor.get('/operator/providers/none'),
      await visitor.post('/operator/providers', FIELDS),
      await visitor.post('/operator/providers/one', { name: 'x', client: 'x' }),
      await visitor.post('/operator/providers/none', { name: 'x', client: 'x' }),
      await visitor.post('/operator/providers/one/trial'),
      await visitor.post('/operator/providers/none/trial'),
      await visitor.api('GET', '/operator/providers'),
      await visitor.api('POST', '/operator/providers', FIELDS),
      await visitor.api('PUT', '/operator/providers/one', { name: 'x', client: 'x', enabled: true }),
    ]
    expect([who, answers.map(({ status }) => status)]).toEqual([who, answers.map(() => 403)])
  }
})

test('a secret is kept sealed, shown to nobody, kept when none is written, and deleted when that is asked', async () => {
  const gift = hub.as('gift')
  const sealed = async () =>
    (await hub.db.selectFrom('sign_in_provider').select('secret_sealed').where('slug', '=', 'one').executeTakeFirstOrThrow()).secret_sealed
  const first = await sealed()
  expect(first?.toString('utf8')).not.toContain('a secret')
  for (const path of ['/operator/providers', '/operator/providers/one'])
    expect(await (await gift.get(path)).text()).not.toContain('a secret')
  expect(await (await gift.api('GET', '/operator/providers')).text()).not.toMatch(/a secret|sealed/)
  await gift.post('/operator/providers/one', { name: 'One', client: 'x', secret: '' })
  expect(await sealed()).toEqual(first)
  await gift.post('/operator/providers/one', { name: 'One', client: 'x', secret: 'another' })
  expect(await sealed()).not.toEqual(first)
  await gift.post('/operator/providers/one', { name: 'One', client: 'x', secret: 'another', withoutSecret: 'on' })
  expect(await sealed()).toBe(null)
  expect(JSON.stringify(await hub.db.selectFrom('event').selectAll().where('kind', 'like', 'providers.%').execute())).not.toMatch(
    /secret|one\.example/,
  )
})

test.each([
  ['http://one.example', 'issuer'],
  ['one.example', 'issuer'],
  ['https://user:pass@one.example', 'issuer'],
  ['https://one.example/?tenant=1', 'issuer'],
  ['https://one.example/#x', 'issuer'],
  ['javascript:alert(1)', 'issuer'],
])('the address %s is none, and the form comes back filled in', async (issuer, field) => {
  const answer = await add({ slug: 'bad', issuer, name: 'Kept as it was', secret: 'xyzzy' })
  const html = await answer.text()
  expect([answer.status, html.includes(`id="fault-${field}"`), html.includes('Kept as it was'), html.includes('xyzzy')]).toEqual([
    422,
    true,
    true,
    false,
  ])
})

test('one name and one address once, and a body that is there', async () => {
  expect((await add({ slug: 'one', issuer: 'https://other.example' })).status).toBe(409)
  expect((await add({ slug: 'other' })).status).toBe(409)
  const unknown = await add({ slug: 'third', issuer: 'https://third.example', body: 'no-such-body' })
  expect([unknown.status, (await unknown.text()).includes('no body with this name')]).toEqual([409, true])
  expect((await add({ slug: 'third', issuer: 'https://third.example', body: 'pulaar-lyon' })).status).toBe(303)
  expect((await (await hub.as(null).api('GET', '/providers')).json()) as unknown).toEqual([])
  await hub.as('gift').post('/operator/providers/third', { name: 'Third', client: 'x', body: 'pulaar-lyon', enabled: 'on' })
  expect(await (await hub.as(null).api('GET', '/providers')).json()).toEqual([{ slug: 'third', name: 'Third', body: 'pulaar-lyon' }])
  expect(await (await hub.as(null).get('/sign-in')).text()).toContain('href="/en/bodies/pulaar-lyon"')
})

const tryOut = async (slug: string) => {
  const answer = await hub.as('gift').post(`/operator/providers/${slug}/trial`)
  return [answer.status, /class="(done|problem)"/.exec(await answer.text())?.[1]]
}

test('a provider that calls itself something else, or takes people in without https, is not believed', async () => {
  await add({ slug: 'staged', issuer: provider.issuer })
  expect(await tryOut('staged')).toEqual([200, 'done'])
  const lies = [
    { issuer: 'https://other.example' },
    { issuer: undefined },
    { authorization_endpoint: 'http://exemple.org/authorization' },
    { authorization_endpoint: 'javascript:alert(1)' },
    { authorization_endpoint: undefined },
  ]
  for (const metadata of lies) {
    provider.lie = { metadata }
    expect([metadata, await tryOut('staged')]).toEqual([metadata, [409, 'problem']])
  }
})

// The ports are open in these and this machine listens: what keeps them out is the address alone.
test('no address of this machine or of a private network is asked, by whatever name', { timeout: 60_000 }, async () => {
  const port = Number(new URL(provider.issuer).port)
  const names = (found: string): Network['names'] => ({ addresses: async () => [found], texts: async () => [] })
  for (const [issuer, found] of [
    [`https://127.0.0.1:${port}`, ''],
    [`https://localhost:${port}`, '127.0.0.1'],
    [`https://[::1]:${port}`, ''],
    [`https://2130706433:${port}`, ''],
    [`https://exemple.org:${port}`, '127.0.0.1'],
    [`https://exemple.org:${port}`, '10.0.0.1'],
    [`https://exemple.org:${port}`, '169.254.169.254'],
    [`https://exemple.org:${port}`, 'fd00::1'],
  ] as const) {
    const network = { names: names(found), fetch: openSafeFetch(names(found), { addresses: [], ports: [port], authority: CERTIFICATE }) }
    const shut = await openHub({ at: new Date(), network })
    const before = provider.asked.length
    await shut.as('gift').post('/operator/providers', { ...FIELDS, issuer })
    const answer = await shut.as('gift').post('/operator/providers/one/trial')
    expect([issuer, found, answer.status, provider.asked.length - before]).toEqual([issuer, found, 409, 0])
    await shut.close()
  }
})

test('a provider that names a private address for its tokens or keys is not followed there', async () => {
  await hub.as('gift').post('/operator/providers/staged', { name: 'Staged', client: 'x', enabled: 'on' })
  for (const metadata of [
    { token_endpoint: 'https://10.0.0.1/token' },
    { jwks_uri: 'https://169.254.169.254/jwks' },
    { token_endpoint: 'http://exemple.org/token' },
  ]) {
    provider.lie = { metadata }
    const visitor = hub.as(null)
    const html = await (await visitor.post('/sign-in/with/staged')).text()
    const out = new URL((/<a class="button" href="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&'))
    const query = new URLSearchParams({ code: provider.agree(out, 'x'), state: out.searchParams.get('state') ?? '', iss: provider.issuer })
    expect([metadata, (await visitor.get(`/sign-in/with/staged/back?${query}`)).status, visitor.cookies.has('session')]).toEqual([
      metadata,
      409,
      false,
    ])
  }
})
