import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { serve, type ServerType } from '@hono/node-server'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLog } from '../../platform/log.ts'
import { openHub, type Hub } from '../hub.ts'
import { watchRows } from './fuzz/rows.ts'

// What no library would send: requests in halves, in two lengths at once, in no language of the web. They go over a socket, byte by byte.

let hub: Hub
let server: ServerType
let port = 0
const log: string[] = []
beforeAll(async () => {
  const sink = new Writable({
    write(line: Buffer, _encoding, done) {
      log.push(line.toString('utf8'))
      done()
    },
  })
  hub = await openHub({ log: openLog('error', sink) })
  server = serve({ fetch: hub.app.fetch, port: 0, hostname: '127.0.0.1', serverOptions: { maxHeaderSize: 16 * 1024 } })
  if (!server.listening) await new Promise<void>((resolve) => server.once('listening', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  server.close()
  if ('closeAllConnections' in server) server.closeAllConnections()
  await hub.close()
})

/** Whoever sends half a request need not get an answer, and is not waited for; for all others it takes what it takes. */
const SILENT_MS = 300
const LONGEST_MS = 20_000

type Sent = { readonly silent: boolean; readonly cut: boolean }

/** Sends it, and then nothing more; the beginning of what came back. `cut`: the line breaks at once. */
const raw = (bytes: string | Buffer, { silent, cut }: Sent): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const timer = setTimeout(() => end(''), silent ? SILENT_MS : LONGEST_MS)
    const end = (answer: string) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    socket.on('error', () => end('')).on('close', () => end(''))
    socket.once('data', (piece: Buffer) => end(piece.toString('latin1')))
    socket.write(bytes, () => (cut ? setTimeout(() => end(''), 20) : undefined))
  })

const HEAD = 'host: hub.test\r\norigin: http://hub.test\r\n'
const FORM = 'content-type: application/x-www-form-urlencoded\r\n'
const post = (more: string, body = '') => `POST /en/preferences HTTP/1.1\r\n${HEAD}${FORM}${more}\r\n${body}`
const FIELDS = 'language=fr&zone='

/** Each with the states that it may be answered with; none at all is an answer too, where the request never ended. */
const REQUESTS: readonly (readonly [string, string | Buffer, RegExp, boolean?])[] = [
  ['half a head', `GET /en HTTP/1.1\r\n${HEAD}`, /^$/],
  ['half a head, and gone', `GET /en HTTP/1.1\r\n${HEAD}`, /^$/, true],
  ['half a form, and gone', post('content-length: 400\r\n', FIELDS), /^$/, true],
  ['half a form', post('content-length: 400\r\n', FIELDS), /^$/],
  ['half a piece, and gone', post('transfer-encoding: chunked\r\n', `40\r\n${FIELDS}`), /^$/, true],
  ['a piece of no length', post('transfer-encoding: chunked\r\n', `zz\r\n${FIELDS}\r\n0\r\n\r\n`), /^(400)?$/],
  ['a piece longer than it says', post('transfer-encoding: chunked\r\n', `3\r\n${FIELDS}\r\n0\r\n\r\n`), /^(400)?$/],
  ['in pieces', post('transfer-encoding: chunked\r\n', `${FIELDS.length.toString(16)}\r\n${FIELDS}\r\n0\r\n\r\n`), /^303$/],
  ['two lengths', post(`content-length: 3\r\ncontent-length: ${FIELDS.length}\r\n`, FIELDS), /^400$/],
  ['a length and pieces', post('content-length: 3\r\ntransfer-encoding: chunked\r\n', `0\r\n\r\n`), /^400$/],
  ['a length that is none', post('content-length: -1\r\n', FIELDS), /^400$/],
  ['far more than it may', post('content-length: 99999999999\r\n'), /^(413)?$/],
  [
    'packed bytes',
    Buffer.concat([Buffer.from(post(`content-encoding: gzip\r\ncontent-length: ${gzipSync(FIELDS).length}\r\n`)), gzipSync(FIELDS)]),
    /^[34]\d\d$/,
  ],
  ['a head without end', `GET /en HTTP/1.1\r\n${HEAD}x: ${'a'.repeat(20_000)}\r\n\r\n`, /^431$/],
  ['very many heads', `GET /en HTTP/1.1\r\n${HEAD}${'x: y\r\n'.repeat(3000)}\r\n`, /^(431|200)$/],
  ['a line that is none', 'hello\r\n\r\n', /^400$/],
  ['bytes of another protocol', Buffer.from('16030100a5010000a1', 'hex'), /^(400)?$/],
  ['a newer protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^(400|404|505)?$/],
  ['an older protocol', 'GET /en HTTP/1.0\r\n\r\n', /^(200|400|302)$/],
  ['no host', 'GET /en HTTP/1.1\r\n\r\n', /^400$/],
  ['a host that is none', 'GET /en HTTP/1.1\r\nhost: a b/%\r\n\r\n', /^400$/],
  ['two hosts', 'GET /en HTTP/1.1\r\nhost: hub.test\r\nhost: evil.test\r\n\r\n', /^(200|400)$/],
  ['a whole address', `GET http://evil.test/en HTTP/1.1\r\n${HEAD}\r\n`, /^(200|302|400|404)$/],
  ['an address that is none', `GET %zz HTTP/1.1\r\n${HEAD}\r\n`, /^(400|404)$/],
  ['an address of two slashes', `GET //evil.test HTTP/1.1\r\n${HEAD}\r\n`, /^(200|302|404)$/],
  ['bytes in an address', Buffer.from(`GET /en/\xff\xfe HTTP/1.1\r\n${HEAD}\r\n`, 'latin1'), /^(400|404)$/],
  ['a star', `OPTIONS * HTTP/1.1\r\n${HEAD}\r\n`, /^(400|404)$/],
  ['a tunnel', 'CONNECT evil.test:80 HTTP/1.1\r\nhost: evil.test\r\n\r\n', /^(400|404|405)?$/],
  ['an echo', `TRACE /en HTTP/1.1\r\n${HEAD}\r\n`, /^(400|404|405|501)$/],
  ['another protocol, asked for', `GET /en HTTP/1.1\r\n${HEAD}connection: upgrade\r\nupgrade: websocket\r\n\r\n`, /^200$/],
  ['two at once', `GET /healthz HTTP/1.1\r\n${HEAD}\r\n`.repeat(2), /^200$/],
  ['a zero in a head', Buffer.from(`GET /en HTTP/1.1\r\n${HEAD}x: a\0b\r\n\r\n`), /^400$/],
]

test('nothing that comes over a socket in halves or in disorder makes the hub fail, write or tell of a fault', async () => {
  const rows = await watchRows(hub.db)
  const before = await rows.mark()
  const wrong: string[] = []
  // All at once: most of them only wait.
  const answers = await Promise.all(REQUESTS.map(([, bytes, expected, cut = false]) => raw(bytes, { silent: expected.test(''), cut })))
  for (const [at, [what, , expected]] of REQUESTS.entries()) {
    const answer = answers[at] ?? ''
    const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? ''
    if (!expected.test(status)) wrong.push(`${what}: ${status === '' ? 'no answer' : answer.slice(0, 100)}`)
    if (/node_modules|\n\s+at |TypeError/.test(answer)) wrong.push(`${what}: tells of the inside`)
  }
  expect(wrong).toEqual([])
  expect(log).toEqual([])
  // Other hubs write on the same server: what counts is rows of this one.
  expect([...((await rows.since(before))?.fresh ?? [])]).toEqual([])
  expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toEqual({ status: 'ok' })
})
