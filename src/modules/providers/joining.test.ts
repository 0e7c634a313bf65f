import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { openStagedProvider, type StagedProvider } from '../../testing/staged-provider.ts'

// Whoever comes by a provider joins the hub like everybody: what is to be accepted is accepted first.

let provider: StagedProvider
let hub: Hub
beforeAll(async () => {
  provider = await openStagedProvider({ client: 'open', secret: null })
  hub = await openHub({ at: new Date(), network: provider.network })
  const gift = hub.as('gift')
  await gift.post('/operator/providers', { slug: 'open', name: 'Open', issuer: provider.issuer, client: 'open' })
  await gift.post('/operator/providers/open', { name: 'Open', client: 'open', enabled: 'on' })
})
afterAll(async () => {
  await hub.close()
  await provider.close()
})

async function comeBack(visitor: Visitor, subject: string): Promise<Response> {
  const html = await (await visitor.post('/sign-in/with/open', { then: '/bodies' })).text()
  const out = new URL((/<a class="button" href="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&'))
  const query = new URLSearchParams({
    code: provider.agree(out, subject),
    state: out.searchParams.get('state') ?? '',
    iss: provider.issuer,
  })
  return visitor.get(`/sign-in/with/open/back?${query}`)
}

const accounts = async () => (await hub.db.selectFrom('account').select('id').execute()).length
const replies = async () => (await hub.db.selectFrom('charter_reply').select('number').execute()).length

test('without a charter nothing is asked, and a client without a secret is one', async () => {
  const before = await accounts()
  expect((await comeBack(hub.as(null), 'early')).status).toBe(303)
  expect([await accounts(), await replies()]).toEqual([before + 1, 0])
})

test('with one, somebody new accepts it before there is an account; who has one is not asked', async () => {
  const gift = hub.as('gift')
  await gift.api('PUT', '/charter/draft/en', { text: 'We speak of ideas.', changed: 'New.' })
  expect((await gift.api('POST', '/charter/versions', {})).status).toBe(200)
  const before = await accounts()
  const visitor = hub.as(null)
  const asked = await comeBack(visitor, 'late')
  expect([asked.status, (await asked.text()).includes('I accept the charter (version 1)'), visitor.cookies.has('session')]).toEqual([
    200,
    true,
    false,
  ])
  const refused = await visitor.post('/sign-in/with/open/arrival')
  expect([refused.status, (await refused.text()).includes('the charter has to be accepted')]).toEqual([422, true])
  expect([await accounts(), await replies()]).toEqual([before, 0])
  const held = visitor.cookies.get('passage') ?? ''
  const done = await visitor.post('/sign-in/with/open/arrival', { accepted: '1' })
  expect([done.status, done.headers.get('location')?.startsWith('/en/me/name?then=')]).toEqual([303, true])
  expect([await accounts(), await replies(), (await visitor.get('/me')).status]).toEqual([before + 1, 1, 200])
  // The same way once more opens nothing, though its cookie is genuine.
  const again = hub.as(null)
  again.cookies.set('passage', held)
  expect([(await again.post('/sign-in/with/open/arrival', { accepted: '1' })).status, again.cookies.has('session')]).toEqual([409, false])
  expect((await comeBack(hub.as(null), 'early')).headers.get('location')).toBe('/en/bodies')
})

test('nobody arrives who did not come back, who takes too long, or with a cookie of another sort', async () => {
  expect((await hub.as(null).post('/sign-in/with/open/arrival', { accepted: '1' })).status).toBe(409)
  const slow = hub.as(null)
  await comeBack(slow, 'slow')
  const began = hub.runner.outside.now()
  hub.setNow(new Date(began.getTime() + 10 * 60_000))
  const late = await slow.post('/sign-in/with/open/arrival', { accepted: '1' })
  hub.setNow(began)
  expect(late.status).toBe(409)
  // A passage that has not come back is no arrival.
  const underway = hub.as(null)
  await underway.post('/sign-in/with/open')
  expect([(await underway.post('/sign-in/with/open/arrival', { accepted: '1' })).status, underway.cookies.has('session')]).toEqual([
    409,
    false,
  ])
})
