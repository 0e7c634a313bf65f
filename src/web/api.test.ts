import { Writable } from 'node:stream'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../core/actor.ts'
import { no, Refused, refuse } from '../core/refused.ts'
import { openLog } from '../platform/log.ts'
import { operationsOf } from '../testing/dialogues.ts'
import { openHub, type Hub } from '../testing/hub.ts'
import { answerError } from './answer.tsx'
import { openApi } from './api.ts'
import type { Env } from './page.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Described = {
  openapi: string
  info: { title: string; version: string; license: { identifier: string } }
  servers: { url: string }[]
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string
        summary: string
        tags: string[]
        parameters?: { name: string; in: string; required?: boolean }[]
        responses: Record<string, unknown>
      }
    >
  >
}

test('the description is OpenAPI 3.1 and holds every operation that has a route, once', async () => {
  const answer = await hub.as(null).api('GET', '/openapi.json')
  const described = (await answer.json()) as Described
  expect([answer.status, described.openapi.slice(0, 4), described.info.license.identifier, described.servers[0]?.url]).toEqual([
    200,
    '3.1.',
    'Apache-2.0',
    'http://hub.test/api',
  ])
  const listed = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => `${one.operationId}: ${method.toUpperCase()} ${path}`),
  )
  const offered = operationsOf().flatMap(({ name, route }) => (route === undefined ? [] : [`${name}: ${route}`]))
  expect(listed.toSorted()).toEqual(offered.toSorted())
  for (const [path, methods] of Object.entries(described.paths)) {
    for (const one of Object.values(methods)) {
      const inPath = (one.parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => name)
      expect([path, inPath.toSorted()]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted()])
      expect(one.summary.length).toBeGreaterThan(5)
      expect(Object.keys(one.responses)).toContain('200')
    }
  }
})

test('every reference in the description leads somewhere', async () => {
  const text = await (await hub.as(null).api('GET', '/openapi.json')).text()
  const described = JSON.parse(text) as Record<string, unknown>
  for (const [, ref = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = ref
      .split('/')
      .reduce<unknown>(
        (at, key) => (at as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
        described,
      )
    expect([ref, found === undefined]).toEqual([ref, false])
  }
})

test.each([
  ['GET', '/nothing', undefined, 404, 'page.missing'],
  ['GET', '/', undefined, 404, 'page.missing'],
  ['DELETE', '/dialogues', undefined, 404, 'page.missing'],
  ['GET', '/dialogues/nothing', undefined, 404, 'dialogue.missing'],
  ['GET', '/dialogues/%00', undefined, 404, 'page.missing'],
  ['GET', `/dialogues/${'x'.repeat(300)}`, undefined, 400, 'input.invalid'],
  ['POST', '/dialogues', [], 400, 'input.invalid'],
  ['POST', '/dialogues', null, 400, 'input.invalid'],
  ['POST', '/dialogues', 'text', 400, 'input.invalid'],
  ['POST', '/dialogues', { __proto__: { title: 'x' } }, 400, 'input.invalid'],
] as const)('%s %s with %j: %i %s', async (method, path, body, status, type) => {
  const answer = await hub.as('niamh').api(method, path, body)
  const problem = (await answer.json()) as { type: string; status: number; title: string }
  expect([answer.status, answer.headers.get('content-type'), problem.type, problem.status]).toEqual([
    status,
    'application/problem+json',
    type,
    status,
  ])
  expect(problem.title.length).toBeGreaterThan(10)
})

test('JSON that cannot be read is the sender’s fault', async () => {
  const answer = await hub.app.request('http://hub.test/api/dialogues', {
    method: 'POST',
    body: '{"title":',
    headers: { 'content-type': 'application/json' },
  })
  expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([400, 'input.invalid'])
})

const asked = (method: string, url: string) => ({ method, url: new URL(url), text: async () => '' })

test('what the API does is counted against the visitor before it is tried', async () => {
  const spent: string[] = []
  const operations = operationsOf()
  const api = openApi(hub.runner, operations, { title: 'T', url: 'http://hub.test' })
  const caller = {
    actor: nobody('en'),
    spend: async (name: string) => {
      spent.push(name)
      if (spent.length > 1) refuse(no('too-many'))
    },
  }
  const join = () => api.answer(asked('POST', 'http://hub.test/api/dialogues/nothing/participation'), caller)
  await expect(join()).rejects.toMatchObject({ refusal: { code: 'dialogue.missing' } })
  await expect(join()).rejects.toMatchObject({ refusal: { code: 'too-many' } })
  expect(JSON.parse((await api.answer(asked('GET', 'http://hub.test/api/dialogues'), caller)) ?? '')).toEqual([])
  expect(spent).toEqual(['take-part', 'take-part'])
  const limited = operations.filter(({ limit }) => limit !== undefined).map(({ name, limit }) => `${name}: ${limit}`)
  expect(limited).toEqual(
    expect.arrayContaining(['people.request-sign-in-link: sign-in', 'dialogue.join: take-part', 'dialogue.add-statement: write']),
  )
})

test('a page refuses in the same words, with the status of its kind, and leads to signing in', async () => {
  const missing = await hub.as(null, 'fr').get('/nothing')
  const html = await missing.text()
  expect([missing.status, html.includes('<html lang="fr" dir="ltr"'), html.includes('role="alert"'), html.includes('noindex')]).toEqual([
    404,
    true,
    true,
    true,
  ])
  const needed = await hub.as(null).get('/dialogues/new')
  expect([needed.status, (await needed.text()).includes('href="/en/sign-in?then=%2Fdialogues%2Fnew"')]).toEqual([403, true])
})

test('a fault of ours shows a number and nothing of itself, on a page and by the API', async () => {
  const log = openLog('silent')
  const broken = new Hono<Env>()
  broken.onError((error, c) => answerError(c, error, log))
  broken.use(async (c, next) => {
    if (c.req.query('page') !== undefined) c.set('page', { ...samplePage(), path: c.req.path })
    await next()
  })
  broken.all('*', (c) => {
    if (c.req.query('refused') !== undefined) throw new Refused({ code: 'too-many', kind: 'busy', data: {} })
    throw new Error('select secret from table')
  })
  const bare = await broken.request('/x')
  expect([bare.status, (await bare.text()).includes('secret')]).toEqual([500, false])
  const page = await broken.request('/x?page=1')
  const html = await page.text()
  expect([page.status, html.includes('secret'), /[0-9a-f]{8}/.test(html)]).toEqual([500, false, true])
  const api = await broken.request('/api/x?page=1')
  expect([api.status, await api.json()]).toEqual([
    500,
    expect.objectContaining({ type: 'fault', status: 500, incident: expect.stringMatching(/^[0-9a-f]{8}$/) }),
  ])
  expect((await broken.request('/api/x?page=1&refused=1')).status).toBe(429)
  expect(no('too-many').ok).toBe(false)
})

test('what was refused is noted by its code and its route, never by who or what was in the address', async () => {
  const lines: string[] = []
  const log = openLog('info', new Writable({ write: (line, _encoding, done) => (lines.push(String(line)), done()) }))
  const refusing = new Hono<Env>()
  refusing.onError((error, c) => answerError(c, error, log))
  refusing.use(async (c, next) => {
    c.set('page', samplePage())
    await next()
  })
  const codes = { forbidden: 'sign-in.needed', busy: 'too-many', missing: 'page.missing', invalid: 'input.invalid' } as const
  for (const kind of ['forbidden', 'busy', 'missing', 'invalid'] as const)
    refusing.get(`/${kind}/:link`, () => {
      throw new Refused({ code: codes[kind], kind, data: { who: 'mai', field: '' } })
    })
  for (const kind of Object.keys(codes)) await refusing.request(`/${kind}/a-private-link`)
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ code: 'sign-in.needed', route: '/forbidden/:link', method: 'GET' }),
    expect.objectContaining({ code: 'too-many', route: '/busy/:link', method: 'GET' }),
  ])
  expect(lines.join('')).not.toMatch(/private|mai/)
})

function samplePage(): Env['Variables']['page'] {
  const { books } = hub.kit
  return {
    say: books.say('en'),
    actor: { account: null, person: null, operator: false, locale: 'en', guestKey: () => null },
    personName: null,
    sessionParts: [],
    severalNames: false,
    path: '/',
    search: '',
    locales: books.locales,
    now: hub.runner.outside.now(),
    zone: null,
    homeZone: 'Europe/Dublin',
    publicUrl: 'http://hub.test',
    hubName: 'Passerelle',
    demo: false,
    assets: { url: (name) => `/assets/${name}`, find: () => undefined },
    formSeal: 'seal',
    leaveTo: 'about:blank',
  }
}
