import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Provider } from 'oidc-provider'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../testing/browser.ts'
import type { CastName } from '../../testing/cast.ts'
import { faultsOf } from '../../testing/faults.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { CERTIFICATE, CERTIFICATE_KEY } from '../../testing/loopback-certificate.ts'
import { networkTo } from '../../testing/staged-provider.ts'
import { openAssets } from '../../web/assets.ts'

// A real provider of OpenID Connect, a real browser, a real hub: on this machine, under a name that leads back to it.

const HUB = 'http://127.0.0.1:34717'
const SECRET = 'a-secret-for-this-test-alone'
let hub: Hub
let server: Server
let pages: ReturnType<typeof serve>
let browser: Browser
const NAMES = { confidential: 'exemple.org', open: 'elsewhere.example' } as const
type Kind = keyof typeof NAMES
const issuers: Partial<Record<Kind, URL>> = {}
const issuerOf = (kind: Kind) => issuers[kind]?.origin ?? ''

beforeAll(async () => {
  const answers = new Map<string, ReturnType<Provider['callback']>>()
  server = createServer(
    { key: CERTIFICATE_KEY, cert: CERTIFICATE },
    (request, response) => void answers.get(request.headers.host ?? '')?.(request, response),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  for (const kind of ['confidential', 'open'] as const) {
    const { host } = (issuers[kind] = new URL(`https://${NAMES[kind]}:${port}`))
    answers.set(host, realProvider(kind).callback())
  }
  hub = await openHub({
    publicUrl: HUB,
    at: new Date(),
    network: networkTo(port),
    assets: openAssets(join(import.meta.dirname, '../../../build/client')),
  })
  pages = serve({ fetch: hub.app.fetch, port: Number(new URL(HUB).port), hostname: '127.0.0.1' })
  browser = await launchBrowser(['--host-resolver-rules=MAP exemple.org 127.0.0.1, MAP elsewhere.example 127.0.0.1'])
})
afterAll(async () => {
  await browser.close()
  pages.close()
  server.closeAllConnections()
  server.close()
  await hub.close()
})

const realProvider = (kind: Kind) =>
  new Provider(issuerOf(kind), {
    clients: [
      {
        client_id: `hub-${kind}`,
        redirect_uris: [`${HUB}/sign-in/with/${kind}/back`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        ...(kind === 'open'
          ? { token_endpoint_auth_method: 'none' }
          : { client_secret: SECRET, token_endpoint_auth_method: 'client_secret_basic' }),
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ['a key for this test alone'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 60, IdToken: 60 },
  })

async function sit(
  name: CastName | null,
  javaScriptEnabled = true,
  locale = 'en',
): Promise<{ seat: BrowserContext; page: Page; foreign: string[] }> {
  const seat = await browser.newContext({ javaScriptEnabled, locale, viewport: { width: 360, height: 760 }, ignoreHTTPSErrors: true })
  const session = name === null ? undefined : hub.cast.members.get(name)?.session
  if (session !== undefined) await seat.addCookies([{ name: 'session', value: session, url: HUB }])
  const page = await seat.newPage()
  const foreign: string[] = []
  page.on('request', (request) => {
    const { origin } = new URL(request.url())
    // What the provider's own pages load is the provider's.
    if (!page.url().startsWith(HUB)) return
    if (![HUB, issuerOf('confidential'), issuerOf('open')].includes(origin)) foreign.push(request.url())
  })
  return { seat, page, foreign }
}

const AT_A_PROVIDER = /^https:\/\/(exemple\.org|elsewhere\.example):/

/** What somebody does at the provider: says who they are, and agrees. */
async function agreeThere(page: Page, login: string): Promise<void> {
  await page.waitForURL(AT_A_PROVIDER)
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', 'anything')
  await page.click('button[type=submit]')
  await page.waitForURL(/interaction|127\.0\.0\.1/)
  if (AT_A_PROVIDER.test(page.url())) await page.click('button[type=submit]')
  await page.waitForURL(`${HUB}/**`)
}

async function addProvider(page: Page, kind: Kind): Promise<void> {
  await page.goto(`${HUB}/en/operator/providers`)
  await page.fill('#field-name', `The ${kind} Ministry`)
  await page.fill('#field-client', `hub-${kind}`)
  if (kind === 'confidential') await page.fill('#field-secret', SECRET)
  await page.fill('#field-body', 'department-of-the-diaspora')
  await page.fill('#field-issuer', issuerOf(kind))
  await page.fill('#field-slug', kind)
  await page.click('main form button[type=submit]')
  await page.waitForURL(`**/operator/providers/${kind}`)
  await page.click('form[action$="/trial"] button')
  expect(await page.textContent('.done')).toContain('The provider answered')
  await page.check('input[name=enabled]')
  await page.click('form[action$="/' + kind + '"] button')
}

test('whoever runs the hub adds a provider, tries it, and turns it on', { timeout: 90_000 }, async () => {
  const { seat, page, foreign } = await sit('gift')
  await addProvider(page, 'confidential')
  expect(await faultsOf(page)).toEqual([])
  expect(await page.inputValue('#field-secret')).toBe('')
  await page.goto(`${HUB}/ar/operator/providers`)
  expect([await faultsOf(page), foreign]).toEqual([[], []])
  await seat.close()
})

test.each([true, false])(
  'somebody new signs in there (script: %s), chooses a name, and comes back another day',
  { timeout: 90_000 },
  async (script) => {
    const { seat, page, foreign } = await sit(null, script, 'fr')
    await page.goto(`${HUB}/fr/sign-in?then=${encodeURIComponent('/bodies')}`)
    if (script) expect(await faultsOf(page)).toEqual([])
    await page.click('text=Se connecter avec The confidential Ministry')
    expect(await page.textContent('h1')).toBe('Continuer chez The confidential Ministry')
    if (script) expect(await faultsOf(page)).toEqual([])
    await page.click('main a.button >> nth=0')
    await agreeThere(page, `somebody-${script}`)
    expect(page.url()).toBe(`${HUB}/fr/me/name?then=%2Fwelcome%3Fthen%3D%252Fbodies`)
    await page.fill('#field-name', `Awa ${script}`)
    await page.click('main form button[type=submit]')
    await page.waitForURL('**/fr/welcome**')
    await page.click('main form button[type=submit]')
    await page.waitForURL('**/fr/bodies')
    expect(await page.textContent('header')).toContain(`Awa ${script}`)
    await seat.clearCookies()
    await page.goto(`${HUB}/fr/sign-in`)
    await page.click('text=Se connecter avec The confidential Ministry')
    await page.click('main a.button >> nth=0')
    await agreeThere(page, `somebody-${script}`)
    expect(page.url()).toBe(`${HUB}/fr`)
    expect(await page.textContent('header')).toContain(`Awa ${script}`)
    expect(foreign).toEqual([])
    await seat.close()
  },
)

test('who does not agree there is told so, in their language, with the way back', { timeout: 60_000 }, async () => {
  const { seat, page } = await sit(null, true, 'ar')
  await page.goto(`${HUB}/ar/sign-in`)
  await page.click('form[action$="/sign-in/with/confidential"] button')
  await page.click('main a.button >> nth=0')
  await page.waitForURL(AT_A_PROVIDER)
  await page.click('text=/abort|cancel/i')
  await page.waitForURL(`${HUB}/**`)
  expect([await page.getAttribute('html', 'lang'), await page.textContent('main .lead')]).toEqual([
    'ar',
    'يقول المزوّد إن الموافقة لم تُعطَ. لم يحدث شيء.',
  ])
  expect(await faultsOf(page)).toEqual([])
  await page.click('main a.button')
  expect(page.url()).toBe(`${HUB}/ar/sign-in`)
  await seat.close()
})

test('an account gets a provider without a secret as a further way in, and loses it again', { timeout: 90_000 }, async () => {
  const gift = await sit('gift')
  await addProvider(gift.page, 'open')
  await gift.seat.close()
  const { seat, page } = await sit('mai')
  await page.goto(`${HUB}/en/me/ways-in`)
  await page.click('text=Add The open Ministry')
  await page.click('main a.button >> nth=0')
  await agreeThere(page, 'mai-there')
  expect([page.url(), (await page.textContent('#providers ~ ul'))?.includes('The open Ministry')]).toEqual([`${HUB}/en/me/ways-in`, true])
  expect(await faultsOf(page)).toEqual([])
  const other = await sit(null)
  await other.page.goto(`${HUB}/en/sign-in`)
  await other.page.click('text=Sign in with The open Ministry')
  await other.page.click('main a.button >> nth=0')
  await agreeThere(other.page, 'mai-there')
  expect(await other.page.textContent('header')).toContain('Mai')
  await other.seat.close()
  await page.click('#providers ~ ul summary')
  await page.click('text=Remove this way in')
  await page.waitForURL('**/me/ways-in')
  expect(await page.locator('#providers ~ ul').count()).toBe(0)
  await seat.close()
})

test('a code that was used is refused by the provider, and by the hub', { timeout: 60_000 }, async () => {
  const { seat, page } = await sit(null)
  await page.goto(`${HUB}/en/sign-in`)
  await page.click('text=Sign in with The confidential Ministry')
  const passage = (await seat.cookies()).find(({ name }) => name === 'passage')
  const [back] = await Promise.all([
    page.waitForRequest((request) => request.url().startsWith(`${HUB}/sign-in/with/confidential/back`), { timeout: 30_000 }),
    page.click('main a.button >> nth=0').then(() => agreeThere(page, 'somebody-else')),
  ])
  await seat.clearCookies()
  if (passage !== undefined) await seat.addCookies([passage])
  await page.goto(back.url())
  expect(await page.textContent('h1')).toBe('You are not signed in')
  expect((await seat.cookies()).some(({ name }) => name === 'session')).toBe(false)
  await seat.close()
})
