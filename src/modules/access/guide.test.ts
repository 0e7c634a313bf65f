import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse, type OpenHouse } from '../../testing/browser.ts'
import { operationsOf } from '../../testing/dialogues.ts'
import { faultsInView, VIEWS } from '../../testing/faults.ts'
import { scopeOf } from '../../core/scopes.ts'

let house: OpenHouse
beforeAll(async () => {
  house = await openHouse(34_716)
})
afterAll(() => house.close())

const read = async (path: string, locale = 'en') => (await house.hub.as(null, locale).get(path)).text()
const rooms = () => [...new Set(operationsOf().flatMap(({ name, route }) => (route === undefined ? [] : [name.split('.')[0] ?? ''])))]

test('the guide leads to every operation that the API offers, each with what it does and its scope', async () => {
  const guide = await read('/developers')
  const escapes = { '&': '&amp;', "'": '&#39;', '"': '&quot;', '<': '&lt;', '>': '&gt;' } as const
  const inHtml = (text: string) => text.replaceAll(/[&'"<>]/g, (letter) => escapes[letter as keyof typeof escapes])
  const pages = new Map(await Promise.all(rooms().map(async (room) => [room, await read(`/developers/${room}`)] as const)))
  for (const { name, route, summary } of operationsOf()) {
    if (route === undefined) continue
    const room = name.split('.')[0] ?? ''
    expect([name, guide.includes(`href="/en/developers/${room}"`)]).toEqual([name, true])
    const own = (pages.get(room) ?? '').split(`id="${name}"`)[1]?.split('</section>')[0] ?? ''
    const held = [`<code>${route}</code>`, inHtml(summary), scopeOf(name) ?? 'Not with a token.']
    expect([name, ...held.map((one) => own.includes(one))]).toEqual([name, true, true, true])
  }
  // Deeds without a route are no part of the API.
  expect(guide).not.toContain('dialogue.record-result')
})

test('every code has its sentence in each language, and nothing in it looks like a fault', async () => {
  for (const locale of ['en', 'fr', 'ar']) {
    const html = await read('/developers/errors', locale)
    for (const code of Object.keys(house.hub.kit.refusals))
      expect([locale, code, html.includes(`id="${code}"`)]).toEqual([locale, code, true])
    expect([locale, /NaN|undefined|\[object|ليس رقم/.test(html)]).toEqual([locale, false])
  }
})

test('an address of no room is none', async () => {
  for (const path of ['/developers/nothing', '/developers/__proto__', '/developers/dialogue/x'])
    expect([path, (await house.hub.as(null).get(path)).status]).toEqual([path, 404])
})

test('the description names both ways in, and the scope of each operation', async () => {
  const described = (await (await house.hub.as(null).api('GET', '/openapi.json')).json()) as {
    components: { securitySchemes: Record<string, { type: string; scheme?: string }> }
    paths: Record<string, Record<string, { operationId: string; security: Record<string, string[]>[] }>>
  }
  expect(Object.entries(described.components.securitySchemes).map(([name, { type, scheme }]) => [name, type, scheme])).toEqual([
    ['accessToken', 'http', 'bearer'],
    ['session', 'apiKey', undefined],
  ])
  for (const { operationId, security } of Object.values(described.paths).flatMap((methods) => Object.values(methods))) {
    const scope = scopeOf(operationId)
    expect([operationId, security]).toEqual([operationId, [...(scope === null ? [] : [{ accessToken: [scope] }]), { session: [] }, {}]])
  }
})

test('the guide is read without a script, and each of its pages weighs little', async () => {
  for (const path of ['/developers', '/developers/errors', ...rooms().map((room) => `/developers/${room}`)]) {
    const html = await read(path)
    expect([path, gzipSync(html).length < 30_000]).toEqual([path, true])
  }
})

// One room and not all: they are drawn by the same view, and a large table is looked through for long.
const PAGES = ['/developers', '/developers/access', '/me/tokens'] as const

test.each(VIEWS)('in $locale at $width px: axe finds nothing and nothing sticks out', { timeout: 120_000 }, async (view) => {
  for (const path of [...PAGES, ...(view.locale === 'ar' ? ['/developers/errors'] : [])])
    expect([path, await faultsInView(house, view, 'mai', path)]).toEqual([path, []])
})

test('somebody makes a token with a keyboard and no script, calls with it, and takes it back', async () => {
  const seat = await house.sit('mai', { javaScript: false })
  const page = await seat.newPage()
  await page.goto(`${house.url}/en/me/tokens`)
  await page.fill('#field-name', 'Our newsletter')
  await page.press('#field-name', 'Enter')
  const token = (await page.textContent('.proof'))?.trim() ?? ''
  const me = () => fetch(`${house.url}/api/dialogues`, { headers: { authorization: `Bearer ${token}` } })
  expect((await me()).status).toBe(200)
  await page.click('a.button')
  expect(await page.textContent('main')).toContain('Our newsletter')
  expect(await page.textContent('main')).not.toContain(token)
  await page.click('button.danger')
  expect([(await me()).status, (await page.textContent('main'))?.includes('Our newsletter')]).toEqual([401, false])
  await seat.close()
})
