import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../platform/config.ts'
import type { CastName } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { LISTS, pathOf, STEPS } from './rules.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub({ leaveTo: 'https://weather.example.org/' })
})
afterAll(() => hub.close())

const page = async (name: CastName | null, path: string, locale = 'en') => (await hub.as(name, locale).get(path)).text()

test('everybody reads these pages, in each language', async () => {
  for (const locale of ['fr', 'en', 'ar']) {
    for (const path of ['/safety', ...LISTS.map((list) => `/safety/${list}`)]) {
      expect([locale, path, (await hub.as(null, locale).get(path)).status]).toEqual([locale, path, 200])
    }
  }
  expect((await hub.as(null).get('/safety/nobody')).status).toBe(404)
})

test('the way to tell of pressure by a state comes before anything else', async () => {
  const html = await page(null, '/safety')
  expect(html.indexOf('href="/en/pressure"')).toBeGreaterThan(0)
  expect(html.indexOf('href="/en/pressure"')).toBeLessThan(html.indexOf('href="/en/safety/members"'))
})

test.each([
  ['members', 'mai'],
  ['bodies', 'idrissa'],
  ['operators', 'gift'],
] as const)('each step of the list for %s that is done on the hub leads to a page that its reader may open', async (list, name) => {
  const paths = STEPS[list].flatMap((step) => pathOf(step, { body: 'pulaar-lyon', operator: name === 'gift' }) ?? [])
  const statuses = await Promise.all(paths.map(async (path) => [path, (await hub.as(name).get(path.replace(/#.*/, ''))).status]))
  expect(statuses).toEqual(paths.map((path) => [path, 200]))
})

test('nobody but an operator is led to the pages of operators', async () => {
  const led = await Promise.all(
    ([null, 'mai', 'gift'] as const).map(async (name) => /\/en\/(operator|moderation)\b/.test(await page(name, '/safety/operators'))),
  )
  expect(led).toEqual([false, false, true])
})

test('the list of a steward leads to their own body, that of others to the list of bodies', async () => {
  expect(await page('idrissa', '/safety/bodies')).toContain('href="/en/bodies/pulaar-lyon/people"')
  const others = await page('mai', '/safety/bodies')
  expect(others).not.toContain('pulaar-lyon')
  expect(others).toContain('href="/en/bodies"')
})

test('places within a page are there', async () => {
  const html = await page(null, '/safety')
  for (const id of ['mails', 'exit']) expect(html).toContain(`id="${id}"`)
})

test('the quick exit leads where the operator wants, on every page and on those that refuse', async () => {
  for (const path of ['/', '/safety', '/nowhere', '/me']) {
    const html = await page(null, path)
    expect(html).toContain('<a href="https://weather.example.org/" rel="noreferrer"')
    expect(html).toContain('data-to="https://weather.example.org/"')
    expect(html).not.toContain('data-sign-out')
  }
  expect(await page('mai', '/')).toContain('data-sign-out="/en/sign-out"')
})

test('where it leads is nothing, or an address with https', () => {
  expect(readConfig({}).leaveTo).toBe('about:blank')
  expect(readConfig({ PASSERELLE_LEAVE_TO: 'https://weather.example.org' }).leaveTo).toBe('https://weather.example.org')
  for (const wrong of ['http://weather.example.org', 'javascript:alert(1)', 'weather']) {
    expect(() => readConfig({ PASSERELLE_LEAVE_TO: wrong })).toThrow('PASSERELLE_LEAVE_TO')
  }
})

test('letters and the page of signing in say what this hub never asks', async () => {
  await hub.as(null, 'fr').post('/sign-in', { email: 'ana@example.org' })
  await hub.settle()
  const letter = hub.letters.at(-1)
  expect(letter?.text).toContain('Nous ne demandons jamais par courriel')
  expect(letter?.html).toContain('Nous ne demandons jamais par courriel')
  const html = await page(null, '/sign-in')
  expect(html).toContain('it begins with \u2066http://hub.test\u2069')
  expect(html).toContain('href="/en/safety#mails"')
})
