import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { no, Refused, refuse } from '../core/refused.ts'
import { keysFrom } from '../platform/keys.ts'
import { dropCookie, readCookie, writeCookie } from './cookies.ts'
import { attempt, problemOf, readForm } from './form.ts'
import { guardPosts, sealForm } from './guard.ts'
import { openLive } from './live.ts'
import { address, goTo, href, type Env, type Page, type PageContext } from './page.ts'
import type { Say } from './say.ts'
import { readFiles } from './served.ts'

const say = Object.assign((key: string) => `said ${key}`, { locale: 'ar' }) as unknown as Say
const page = { say, publicUrl: 'https://hub.test' } as Page

/** A page of its own, with the parts that these pieces look at. */
function app(routes: (app: Hono<Env>) => void): Hono<Env> {
  const made = new Hono<Env>()
  made.use(async (c, next) => {
    c.set('page', page)
    await next()
  })
  made.onError((error, c) =>
    c.text(error instanceof Refused ? `${error.refusal.code} ${error.fields.length}` : `fault ${error.message}`, 500),
  )
  routes(made)
  return made
}
const said = async (answer: Response | Promise<Response>) => {
  const { status, ...rest } = await answer
  return [status, await (await answer).text(), rest] as const
}
const post = (body: string, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
})

test('a form is read as text: trimmed, with plain line ends, with all values of a name', async () => {
  const reader = app((made) =>
    made.post('/', async (c) => {
      const form = await readForm(c)
      return c.json([
        form.text('a'),
        form.text('none'),
        form.optional('empty'),
        form.optional('a'),
        form.checked('box'),
        form.checked('none'),
        form.all('many'),
        form.text('__proto__'),
      ])
    }),
  )
  const answer = await reader.request('/', post('a=+x%0D%0Ay+&empty=+&box=on&many=1&many=2&many=&__proto__=p'))
  expect(await answer.json()).toEqual(['x\ny', '', null, 'x\ny', true, false, ['1', '2', ''], 'p'])
  const upload = new FormData()
  upload.append('a', new Blob(['file']), 'a.txt')
  upload.append('many', 'one')
  expect(await (await reader.request('/', { method: 'POST', body: upload })).json()).toEqual([
    '',
    '',
    null,
    null,
    false,
    false,
    ['one'],
    '',
  ])
  expect(await (await reader.request('/', post('{"a":"x"}', { 'content-type': 'application/json' }))).json()).toEqual([
    '',
    '',
    null,
    null,
    false,
    false,
    [],
    '',
  ])
  expect((await said(reader.request('/', post('x', { 'content-type': 'multipart/form-data' }))))[1]).toBe('input.invalid 0')
})

test('a refusal draws the form again, with a status that says which; what no form would mend goes on', async () => {
  const doing = (run: () => Promise<string>) =>
    app((made) =>
      made.post('/', (c) =>
        attempt(c, run, { done: (result) => c.text(result), redraw: (problem) => c.text(`again: ${problem.sentence}`) }),
      ),
    ).request('/', post(''))
  const fields = [{ field: 'a', code: 'field.required', data: {} }]
  expect((await said(doing(async () => 'done'))).slice(0, 2)).toEqual([200, 'done'])
  expect((await said(doing(async () => refuse(no('input.invalid'), fields)))).slice(0, 2)).toEqual([422, 'again: said input.invalid'])
  expect((await said(doing(async () => refuse(no('too-many'))))).slice(0, 2)).toEqual([429, 'again: said too-many'])
  expect((await said(doing(async () => refuse({ ok: false, refusal: { code: 'x', kind: 'conflict', data: {} } })))).slice(0, 2)).toEqual([
    409,
    'again: said x',
  ])
  expect((await said(doing(async () => refuse(no('page.missing'))))).slice(0, 2)).toEqual([500, 'page.missing 0'])
  expect((await said(doing(async () => refuse(no('sign-in.needed'))))).slice(0, 2)).toEqual([500, 'sign-in.needed 0'])
  expect((await said(doing(async () => Promise.reject(new Error('bug'))))).slice(0, 2)).toEqual([500, 'fault bug'])
  const refused = new Refused({ code: 'input.invalid', kind: 'invalid', data: {} }, fields)
  expect(problemOf(refused, say)).toEqual({
    code: 'input.invalid',
    sentence: 'said input.invalid',
    fields: new Map([['a', 'said field.required']]),
  })
})

test('a page that is drawn again without what was written goes on to where it is shown', async () => {
  const drawing = (html: string) =>
    app((made) =>
      made.post('/', (c) => attempt(c, async () => refuse(no('input.invalid')), { done: () => c.text(''), redraw: () => c.html(html) })),
    ).request('/', post('text=Two+%26+three+words%0D%0Aand+three+more&secret=no+word+of+this&name=Two+words'))
  const statusOf = async (html: string) => (await drawing(html)).status
  expect(await statusOf('<textarea>Two &amp; three   words\nand three more</textarea>')).toBe(422)
  expect(await statusOf('<li>and three more</li><li>Two &amp; three words</li>')).toBe(422)
  expect((await said(drawing('<p>Two &amp; three words</p>'))).slice(0, 2)).toEqual([500, 'input.invalid 0'])
  expect((await said(drawing('<p></p>'))).slice(0, 2)).toEqual([500, 'input.invalid 0'])
})

test('cookies are tied to the host over https, and unreadable by scripts always', async () => {
  for (const secure of [true, false]) {
    const baker = app((made) => {
      made.get('/write', (c) => {
        writeCookie(c, 'session', 'v+/=', { secure, days: 2 })
        return c.text('')
      })
      made.get('/drop', (c) => {
        dropCookie(c, 'session', secure)
        return c.text('')
      })
      made.get('/read', (c) => c.text(readCookie(c, 'session', secure) ?? 'none'))
    })
    const name = secure ? '__Host-session' : 'session'
    const end = secure ? '; Secure' : ''
    const [written = ''] = (await baker.request('/write')).headers.getSetCookie()
    expect(written.split('; ').toSorted()).toEqual(
      [`${name}=v%2B%2F%3D`, 'HttpOnly', 'Max-Age=172800', 'Path=/', 'SameSite=Lax', ...(secure ? ['Secure'] : [])].toSorted(),
    )
    expect((await baker.request('/drop')).headers.getSetCookie()).toEqual([`${name}=; Max-Age=0; Path=/${end}`])
    const read = async (cookie: string) => (await baker.request('/read', { headers: { cookie } })).text()
    expect([await read(`${name}=v%2B%2F%3D`), await read(`${secure ? 'session' : '__Host-session'}=x`)]).toEqual(['v+/=', 'none'])
  }
})

const keys = keysFrom(Buffer.alloc(32, 7))
const guarded = app((made) => {
  made.use(guardPosts(keys, 'https://hub.test', (c) => c.req.header('x-session')))
  made.all('*', (c) => c.text('in'))
})
const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'

test.each([
  ['GET', '/a', { origin: 'https://evil.test' }, 200],
  ['HEAD', '/a', { 'sec-fetch-site': 'cross-site' }, 200],
  ['POST', '/a', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.test' }, 200],
  ['POST', '/a', { 'sec-fetch-site': 'cross-site', origin: 'https://hub.test' }, 500],
  ['POST', '/a', { 'sec-fetch-site': 'none' }, 500],
  ['POST', '/a', { origin: 'https://hub.test' }, 200],
  ['POST', '/a', { origin: 'https://hub.test:8443' }, 500],
  ['POST', '/a', { origin: 'https://hub.test@evil.test' }, 500],
  ['POST', '/a', { origin: 'null' }, 500],
  ['POST', '/a', { origin: '' }, 500],
  ['POST', '/a', { 'content-type': JSON_TYPE }, 200],
  ['POST', '/a', { 'content-type': JSON_TYPE, origin: 'https://evil.test' }, 500],
  ['DELETE', '/api/x', {}, 200],
  ['DELETE', '/x', {}, 500],
  ['POST', '/a', { 'content-type': 'text/plain' }, 500],
  ['POST', '/api/a', { 'content-type': 'text/plain' }, 500],
  ['POST', '/a', { 'content-type': FORM }, 500],
  ['POST', '/log/cosignature', { 'content-type': 'text/plain' }, 200],
  ['POST', '/log/2/cosignature', { 'content-type': 'text/plain' }, 200],
  ['POST', '/log/x/cosignature', { 'content-type': 'text/plain' }, 500],
  ['GET', '/a%00', {}, 500],
  ['GET', '/a?q=%00', {}, 500],
] as const)('%s %s with %j: %i', async (method, path, headers, status) => {
  expect((await guarded.request(`http://hub.test${path}`, { method, headers: { ...headers } })).status).toBe(status)
})

test('the hidden field lets in the session it was drawn for, and no other', async () => {
  const send = async (seal: string, session?: string) =>
    (await guarded.request('/a', post(`_form=${seal}`, session === undefined ? {} : { 'x-session': session }))).status
  const mine = sealForm(keys, 'mine')
  expect([
    await send(mine, 'mine'),
    await send(mine, 'other'),
    await send(mine),
    await send(sealForm(keys, undefined)),
    await send(''),
  ]).toEqual([200, 500, 500, 200, 500])
  expect(await send(sealForm(keysFrom(Buffer.alloc(32, 8)), 'mine'), 'mine')).toBe(500)
})

test('what says it is a form and is none is refused as that: by the guard, by what reads fields, and by what reads files', async () => {
  const broken = { method: 'POST', headers: { 'content-type': 'multipart/form-data' }, body: 'none' }
  const guard = guardPosts(keys, 'https://hub.test', () => undefined)
  for (const read of [guard, readForm, (c: PageContext) => readFiles(c, 'file')]) {
    const made = app((routes) => routes.post('/', async (c) => c.text(typeof (await read(c, async () => {})))))
    expect(await (await made.request('/', broken)).text()).toBe('input.invalid 0')
  }
})

test('addresses carry the language, and a way on never leaves the hub', async () => {
  expect([href(page, '/'), href(page, '/x'), address(page, '/x?a=b#c')]).toEqual(['/ar', '/ar/x', 'https://hub.test/ar/x?a=b#c'])
  const going = app((made) => made.get('/', (c) => goTo(c, c.req.query('to') ?? '')))
  const to = async (path: string) => (await going.request(`/?to=${encodeURIComponent(path)}`)).headers.get('location')
  expect(await to('/dialogues/صحة#answer')).toBe('/ar/dialogues/%D8%B5%D8%AD%D8%A9#answer')
  expect(await to('/dialogues/%D8%B5?x=1')).not.toContain('%25D8')
  for (const foreign of ['//evil.test', '/\\evil.test', 'https://evil.test', '@evil.test', '/%zz', '/a\r\nset-cookie: b=c']) {
    expect([foreign, new URL((await to(foreign)) ?? 'https://nowhere.test', 'https://hub.test').host]).toEqual([foreign, 'hub.test'])
  }
})

test('open pages hear what concerns them until they leave', () => {
  const live = openLive()
  const heard: string[] = []
  const leave = live.listen('dialogue/1', ({ event }) => void heard.push(`one ${event}`))
  const other = live.listen('dialogue/1', ({ event }) => void heard.push(`other ${event}`))
  live.listen('dialogue/2', () => void heard.push('never'))
  live.tell('dialogue/1', { event: 'counts', data: {} })
  leave()
  live.tell('dialogue/1', { event: 'result', data: {} })
  other()
  other()
  expect([heard, live.hears('dialogue/1'), live.hears('dialogue/2')]).toEqual([['one counts', 'other counts', 'other result'], false, true])
})
