import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CERTIFICATE, CERTIFICATE_KEY } from '../testing/loopback-certificate.ts'
import type { Names } from './dns.ts'
import { FetchFault, openSafeFetch, type FetchWants, type TestDoors } from './safe-fetch.ts'

const LOOPBACK = '127.0.0.1'
const PUBLIC = '93.184.216.34'

let plain: Server
let secure: Server
let port = 0
let securePort = 0
const asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = []

const answer: RequestListener = (request, response) => {
  const path = request.url ?? ''
  asked.push({ path, headers: request.headers })
  if (path === '/echo') {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => response.end(`${request.method} ${request.headers['content-type']} ${Buffer.concat(pieces).toString()}`))
    return
  }
  const hops = /^\/hops\/(\d+)$/.exec(path)?.[1]
  if (hops !== undefined && Number(hops) > 0) response.writeHead(302, { location: `/hops/${Number(hops) - 1}` }).end('x'.repeat(5000))
  else if (path.startsWith('/to?')) response.writeHead(307, { location: decodeURIComponent(path.slice(4)) }).end()
  else if (path === '/nowhere') response.writeHead(301).end('no location')
  else if (path === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a'.repeat(1e6)))
  else if (path === '/large') response.writeHead(200, { 'content-length': '5000' }).end('x'.repeat(5000))
  else if (path === '/endless') pour(response)
  else if (path === '/slow') response.writeHead(200).write('begun')
  else if (path === '/cut') response.writeHead(200, { 'content-length': '50' }).write('half', () => response.destroy())
  else if (path === '/cookie') response.writeHead(302, { location: '/hops/0', 'set-cookie': 'a=b' }).end()
  else response.writeHead(200, { 'content-type': 'text/plain' }).end('secret')
}

/** No length is told, and no end comes. */
function pour(response: Parameters<RequestListener>[1]): void {
  response.writeHead(200)
  const timer = setInterval(() => response.write('x'.repeat(1000)), 1)
  response.on('close', () => clearInterval(timer))
}

beforeAll(async () => {
  plain = createServer(answer)
  secure = createSecureServer({ key: CERTIFICATE_KEY, cert: CERTIFICATE }, answer)
  await Promise.all([plain, secure].map((server) => new Promise<void>((done) => server.listen(0, LOOPBACK, done))))
  port = (plain.address() as AddressInfo).port
  securePort = (secure.address() as AddressInfo).port
})
afterAll(() => {
  for (const server of [plain, secure]) {
    server.closeAllConnections()
    server.close()
  }
})

const namesOf = (addresses: Names['addresses']): Names => ({ addresses, texts: async () => [] })
const toLoopback = namesOf(async () => [LOOPBACK])
const doors = (more: Partial<TestDoors> = {}): TestDoors => ({
  addresses: [LOOPBACK],
  ports: [port, securePort],
  authority: CERTIFICATE,
  ...more,
})

async function outcome(url: string, names: Names = toLoopback, opened: TestDoors = doors(), wants: FetchWants = {}): Promise<string> {
  try {
    const { status, body } = await openSafeFetch(names, opened)(url, { http: true, ...wants })
    return `${status} ${body.toString()}`
  } catch (error) {
    return error instanceof FetchFault ? error.code : `no fault of ours: ${String(error)}`
  }
}

test('a page is fetched, by http where that is wanted, and by https with the certificate checked for the name', async () => {
  expect(await outcome(`http://exemple.org:${port}/`)).toBe('200 secret')
  expect(await outcome(`https://exemple.org:${securePort}/`)).toBe('200 secret')
  expect(await outcome(`https://other.invalid:${securePort}/`)).toBe('connection')
  const { authority: _authority, ...untrusting } = doors()
  expect(await outcome(`https://exemple.org:${securePort}/`, toLoopback, untrusting)).toBe('connection')
  const headers: IncomingHttpHeaders = asked.at(-1)?.headers ?? {}
  expect(Object.keys(headers).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
  expect(headers['accept-encoding']).toBe('identity')
})

// The ports are open in these, and this machine listens; what keeps them out is the address alone.
test.each([
  'http://127.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://[::1]:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f.1:PORT/',
  'http://0x7f000001:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/',
  'http://[64:ff9b::127.0.0.1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://127.1:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://0.0.0.0:PORT/',
  'http://0:PORT/',
  'http://[::]:PORT/',
  'http://１２７.０.０.１:PORT/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.100.100.200/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://10.0.0.1/',
])('%s is not asked', async (url) => {
  const before = asked.length
  expect(await outcome(url.replace('PORT', String(port)), toLoopback, { addresses: [], ports: [port] })).toBe('address')
  expect(asked.length).toBe(before)
})

test.each([
  ['http://a@127.0.0.1:PORT/', 'userinfo'],
  ['http://a:b@exemple.org:PORT/', 'userinfo'],
  ['file:///etc/passwd', 'scheme'],
  ['gopher://exemple.org/', 'scheme'],
  ['ftp://exemple.org/', 'scheme'],
  ['data:text/plain,secret', 'scheme'],
  ['javascript:1', 'scheme'],
  ['http://exemple.org:22/', 'port'],
  ['http://exemple.org:8080/', 'port'],
  ['http://', 'url'],
  ['/path', 'url'],
  ['http://999.1.1.1/', 'url'],
])('%s is refused: %s', async (url, code) => {
  expect(await outcome(url.replace('PORT', String(port)))).toBe(code)
})

test('http is refused where https alone is wanted, also as the end of a redirect', async () => {
  expect(await outcome(`http://exemple.org:${port}/`, toLoopback, doors(), { http: false })).toBe('scheme')
  const down = encodeURIComponent(`http://exemple.org:${port}/`)
  expect(await outcome(`https://exemple.org:${securePort}/to?${down}`, toLoopback, doors(), { http: false })).toBe('scheme')
  expect(await outcome(`https://exemple.org:${securePort}/to?${down}`)).toBe('200 secret')
})

test('a name with one private address among public ones is not asked, and a name without any neither', async () => {
  const before = asked.length
  const closed = doors({ addresses: [] })
  for (const found of [[LOOPBACK], [PUBLIC, LOOPBACK], [PUBLIC, '::1'], ['::ffff:127.0.0.1'], ['nonsense']])
    expect([
      found,
      await outcome(
        `http://exemple.org:${port}/`,
        namesOf(async () => found),
        closed,
      ),
    ]).toEqual([found, 'address'])
  expect(
    await outcome(
      `http://exemple.org:${port}/`,
      namesOf(async () => []),
    ),
  ).toBe('name')
  expect(
    await outcome(
      `http://exemple.org:${port}/`,
      namesOf(async () => {
        throw new Error('no server')
      }),
    ),
  ).toBe('name')
  expect(asked.length).toBe(before)
})

test('a name that is public when asked and loopback a moment later is connected to at the first address alone', async () => {
  let times = 0
  const rebinding = namesOf(async () => {
    times += 1
    return [times === 1 ? PUBLIC : LOOPBACK]
  })
  const before = asked.length
  // Nothing at the public address is reached from a test: what counts is that this machine is not.
  const code = await outcome(`http://exemple.org:${port}/`, rebinding, doors({ addresses: [] }), { mostMs: 300 })
  expect(['time', 'connection']).toContain(code)
  expect([times, asked.length]).toEqual([1, before])
})

test('the other way round: the address that was checked is the one that is reached', async () => {
  let times = 0
  const moving = namesOf(async () => {
    times += 1
    return [times === 1 ? LOOPBACK : PUBLIC]
  })
  expect(await outcome(`http://exemple.org:${port}/`, moving)).toBe('200 secret')
  expect(times).toBe(1)
})

test('each redirect is checked anew: the name, which may have moved, and a literal', async () => {
  let times = 0
  const moving = namesOf(async () => {
    times += 1
    return [times === 1 ? LOOPBACK : '127.0.0.2']
  })
  expect(await outcome(`http://exemple.org:${port}/hops/1`, moving)).toBe('address')
  for (const [target, code] of [
    [`http://127.0.0.2:${port}/`, 'address'],
    ['http://[::1]/', 'address'],
    ['http://2130706433:22/', 'port'],
    ['file:///etc/passwd', 'scheme'],
    [`http://a@exemple.org:${port}/`, 'userinfo'],
    ['http://169.254.169.254/', 'address'],
  ] as const)
    expect([target, await outcome(`http://exemple.org:${port}/to?${encodeURIComponent(target)}`)]).toEqual([target, code])
})

test('three redirects are followed and a fourth is not; no cookie is carried along', async () => {
  expect(await outcome(`http://exemple.org:${port}/hops/3`)).toBe('200 secret')
  expect(await outcome(`http://exemple.org:${port}/hops/4`)).toBe('redirects')
  expect(await outcome(`http://exemple.org:${port}/nowhere`)).toBe('301 no location')
  expect(await outcome(`http://exemple.org:${port}/cookie`)).toBe('200 secret')
  expect(asked.every(({ headers }) => headers.cookie === undefined && headers.referer === undefined)).toBe(true)
})

test('an answer that is too large, packed, cut off or too slow is given up', async () => {
  const small = { mostBytes: 1000 }
  expect(await outcome(`http://exemple.org:${port}/large`, toLoopback, doors(), small)).toBe('size')
  expect(await outcome(`http://exemple.org:${port}/endless`, toLoopback, doors(), small)).toBe('size')
  expect(await outcome(`http://exemple.org:${port}/packed`)).toBe('encoding')
  expect(await outcome(`http://exemple.org:${port}/cut`)).toBe('connection')
  const began = Date.now()
  expect(await outcome(`http://exemple.org:${port}/slow`, toLoopback, doors(), { mostMs: 100 })).toBe('time')
  expect(
    await outcome(
      `http://exemple.org:${port}/`,
      namesOf(() => new Promise(() => undefined)),
      doors(),
      { mostMs: 100 },
    ),
  ).toBe('time')
  expect(Date.now() - began).toBeLessThan(2000)
})

test('a form is posted with its type and length, and a secret of the other side goes along where it is wanted', async () => {
  const post = { type: 'application/x-www-form-urlencoded', body: 'code=é&x=1' }
  expect(await outcome(`http://exemple.org:${port}/echo`, toLoopback, doors(), { post })).toBe(`200 POST ${post.type} ${post.body}`)
  expect(asked.at(-1)?.headers).toMatchObject({ 'content-length': String(Buffer.byteLength(post.body)) })
  expect(asked.at(-1)?.headers.authorization).toBe(undefined)
  await outcome(`http://exemple.org:${port}/`, toLoopback, doors(), { authorization: 'Basic x' })
  expect(asked.at(-1)?.headers.authorization).toBe('Basic x')
})

test('what is posted, and what goes with a secret, follows no redirect, whatever is wanted', async () => {
  const post = { type: 'text/plain', body: 'x' }
  for (const wants of [
    { mostRedirects: 0 },
    { post },
    { authorization: 'Basic x' },
    { post, mostRedirects: 5 },
    { authorization: 'Basic x', mostRedirects: 5 },
  ]) {
    const before = asked.length
    expect([wants, await outcome(`http://exemple.org:${port}/hops/1`, toLoopback, doors(), wants)]).toEqual([wants, 'redirects'])
    expect(asked.length - before).toBe(1)
  }
  expect(await outcome(`http://exemple.org:${port}/hops/1`, toLoopback, doors(), { mostRedirects: 1 })).toBe('200 secret')
})
