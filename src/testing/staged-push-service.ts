import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Network } from '../platform/outside.ts'
import type { PushAddress } from '../platform/push.ts'
import { openSafeFetch } from '../platform/safe-fetch.ts'
import { CERTIFICATE, CERTIFICATE_KEY } from './loopback-certificate.ts'

export type TakenPush = {
  readonly path: string
  /** As the browser reads it, with the keys that it alone has. */
  readonly text: string
  readonly headers: IncomingMessage['headers']
  /** What the hub said of itself, where its signature holds. */
  readonly claims: Readonly<Record<string, unknown>> | null
}

export type StagedPushService = {
  /** The way from the hub to it: loopback, with its certificate, and nothing else of this machine. */
  readonly network: Network
  /** A new browser of somebody. */
  subscribe(): PushAddress
  readonly taken: TakenPush[]
  /** What it answers from now on. */
  status: number
  close(): Promise<void>
}

const NAME = 'exemple.org'
type Browser = { readonly address: PushAddress; read(body: Buffer): string }

/** Stands for the push service of a browser's maker, and for the browsers behind it, which open what came (RFC 8291). */
export async function openStagedPushService(): Promise<StagedPushService> {
  const browsers = new Map<string, Browser>()
  const taken: TakenPush[] = []
  const staged = { status: 201 }
  const server = createServer({ key: CERTIFICATE_KEY, cert: CERTIFICATE }, (request, response) => {
    buffer(request).then(
      (body) => {
        const path = request.url ?? ''
        const browser = browsers.get(path)
        const text = staged.status < 300 && browser !== undefined ? browser.read(body) : ''
        taken.push({ path, text, headers: request.headers, claims: claimsIn(request.headers.authorization ?? '') })
        response.writeHead(staged.status).end()
      },
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const names = { addresses: async (name: string) => (name === NAME ? ['127.0.0.1'] : ['10.0.0.7']), texts: async () => [] }
  const doors = { addresses: ['127.0.0.1'], ports: [port], authority: CERTIFICATE }
  return Object.assign(staged, {
    network: { names, fetch: openSafeFetch(names, doors) },
    taken,
    subscribe() {
      const path = `/send/${randomBytes(9).toString('base64url')}`
      const browser = openBrowser(`https://${NAME}:${port}${path}`)
      browsers.set(path, browser)
      return browser.address
    },
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  })
}

function openBrowser(endpoint: string): Browser {
  const pair = createECDH('prime256v1')
  const own = pair.generateKeys()
  const auth = randomBytes(16)
  return {
    address: { endpoint, p256dh: own.toString('base64url'), auth: auth.toString('base64url') },
    read(body) {
      const [salt, sender] = [body.subarray(0, 16), body.subarray(21, 21 + body.readUInt8(20))]
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender])
      const key = Buffer.from(hkdfSync('sha256', pair.computeSecret(sender), auth, info, 32))
      const derived = (what: string, bytes: number) => Buffer.from(hkdfSync('sha256', key, salt, `Content-Encoding: ${what}\0`, bytes))
      const sealed = body.subarray(21 + sender.length)
      const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12))
      decipher.setAuthTag(sealed.subarray(-16))
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
      return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')
    },
  }
}

/** Of `vapid t=<token>, k=<key>` (RFC 8292), where the key signed the token. */
function claimsIn(header: string): Readonly<Record<string, unknown>> | null {
  const [, head = '', body = '', signature = '', key = ''] = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(header) ?? []
  const point = Buffer.from(key, 'base64url')
  if (point.length !== 65) return null
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  const holds = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!holds) return null
  const claims: Readonly<Record<string, unknown>> = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
  return { ...claims, key }
}
