import { createECDH, ECDH } from 'node:crypto'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import webPush from 'web-push'
import { madeOnce } from './made-once.ts'
import { isPublicAddress, isThisMachine } from './public-address.ts'
import type { SafeFetch } from './safe-fetch.ts'

/** What a browser gave: where it is reached by the service of its maker, and the keys that it alone can open with. */
export type PushAddress = { readonly endpoint: string; readonly p256dh: string; readonly auth: string }

export type Pusher = {
  /** By which browsers know this hub (VAPID, RFC 8292). */
  readonly publicKey: string
  /** `gone`: nobody is there any more. Any other refusal is thrown, to be tried again. */
  send(to: PushAddress, text: string, wish?: { readonly urgent?: boolean }): Promise<'taken' | 'gone'>
}

/** The key that the hub says who it is with. Not the hub's secret: were it made anew, no browser would know the hub. */
export type PushKeys = { readonly publicKey: string; readonly privateKey: string }

/** A push that the service of a browser did not take. */
export class PushFault extends Error {
  override name = 'PushFault'
  constructor(status: number) {
    super(`A push service answered ${status}`)
  }
}

/** A day: who does not open their device until then finds it on the page. */
const KEPT_SECONDS = 86_400
const GONE = new Set([404, 410])

/** `contact`: whom a push service can write to. The words are encrypted for the browser (RFC 8291); the service learns when, and how long they are. */
export function openPusher({ keys, fetch, contact }: { keys: PushKeys; fetch: SafeFetch; contact: string }): Pusher {
  return {
    publicKey: keys.publicKey,
    async send({ endpoint, p256dh, auth }, text, { urgent = false } = {}) {
      const made = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, text, {
        vapidDetails: { subject: contact, ...keys },
        TTL: KEPT_SECONDS,
        urgency: urgent ? 'high' : 'normal',
        contentEncoding: 'aes128gcm',
      })
      const { Authorization: authorization = '' } = made.headers
      const headers = { ttl: String(KEPT_SECONDS), urgency: urgent ? 'high' : 'normal', 'content-encoding': 'aes128gcm' }
      const { status } = await fetch(endpoint, { post: { type: 'application/octet-stream', body: made.body, headers }, authorization })
      if (GONE.has(status)) return 'gone'
      if (status < 200 || status >= 300) throw new PushFault(status)
      return 'taken'
    },
  }
}

/** Whether a browser can have given this: https, a place on the open internet as far as the address itself says, and a key of the curve. */
export function isPushAddress({ endpoint, p256dh, auth }: PushAddress): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, username, password, hostname } = new URL(endpoint)
  const host = hostname.replace(/^\[|\]$/g, '')
  const somewhere = isIP(host) === 0 ? host.includes('.') && !isThisMachine(host) : isPublicAddress(host)
  return (
    protocol === 'https:' &&
    username === '' &&
    password === '' &&
    somewhere &&
    isPoint(p256dh) &&
    Buffer.from(auth, 'base64url').length === 16
  )
}

function isPoint(key: string): boolean {
  try {
    return ECDH.convertKey(key, 'prime256v1', 'base64url', 'hex', 'uncompressed').length === 130
  } catch {
    return false
  }
}

const FILE = 'push.json'

/** The pair in `<data>/keys/push.json`, made once, of 32 bytes of chance. */
export function openPushKeys(dataFolder: string, seed: () => Buffer): PushKeys {
  const folder = join(dataFolder, 'keys')
  const file = join(folder, FILE)
  if (!existsSync(file)) madeOnce(file, `${JSON.stringify(pairFrom(seed()))}\n`)
  chmodSync(file, 0o600)
  const held: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof held === 'object' && held !== null && 'publicKey' in held && 'privateKey' in held) {
    const { publicKey, privateKey } = held
    if (typeof publicKey === 'string' && typeof privateKey === 'string') return { publicKey, privateKey }
  }
  throw new Error(`${file} is not what the hub wrote. Put it back from its copy, or move it away: then devices have to be added again.`)
}

/** Of 32 bytes; the few that are no key of the curve are refused, which chance does not do in the life of this world. */
export function pairFrom(seed: Buffer): PushKeys {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(seed)
  return { publicKey: pair.getPublicKey('base64url'), privateKey: seed.toString('base64url') }
}
