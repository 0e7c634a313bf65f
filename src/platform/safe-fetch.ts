import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Names } from './dns.ts'
import { isPublicAddress } from './public-address.ts'

/** Why a request was not made or not answered. Codes, since whoever asked says it in their own words. */
export type FetchFaultCode =
  | 'address'
  | 'connection'
  | 'encoding'
  | 'name'
  | 'port'
  | 'redirects'
  | 'scheme'
  | 'size'
  | 'time'
  | 'url'
  | 'userinfo'

export class FetchFault extends Error {
  override name = 'FetchFault'
  readonly code: FetchFaultCode
  constructor(code: FetchFaultCode, cause?: unknown) {
    super(`A request to another machine was refused or failed: ${code}`, { cause })
    this.code = code
  }
}

export type FetchWants = {
  /** Plain http as well; else https alone, redirects included. */
  readonly http?: boolean
  readonly mostBytes?: number
  /** For everything: names, redirects, the whole body. */
  readonly mostMs?: number
  readonly accept?: string
  /** None follows none: for an answer that counts only where it was asked for. */
  readonly mostRedirects?: number
  /** Sends this instead of asking (POST); then no redirect is followed, so that nothing of it reaches somebody else. */
  readonly post?: {
    readonly type: string
    readonly body: string | Buffer
    /** What else such a post has to say (how it is packed, how long it is kept); in lower case. */
    readonly headers?: Readonly<Record<string, string>>
  }
  /** Asks for the head alone (HEAD): whether something is there. */
  readonly head?: boolean
  /** The one header that says who asks, where the other side has given us a secret of its own; no redirect is followed with it. */
  readonly authorization?: string
}

/** `url`: where the redirects led. */
export type Fetched = { readonly status: number; readonly url: URL; readonly type: string | null; readonly body: Buffer }

/** Without cookies, without a referrer, and unless it is wanted without anything that says who asked. */
export type SafeFetch = (url: string, wants?: FetchWants) => Promise<Fetched>

/** Doors that a test opens, so that it can stage the other machine on this one. A hub opens none. */
export type TestDoors = { readonly addresses: readonly string[]; readonly ports: readonly number[]; readonly authority?: string }

const NO_DOORS: TestDoors = { addresses: [], ports: [] }
const MOST_REDIRECTS = 3
const MOST_BYTES = 256 * 1024
const MOST_MS = 8000
const REDIRECTS = new Set([301, 302, 303, 307, 308])

type Trip = {
  readonly names: Names
  readonly doors: TestDoors
  readonly http: boolean
  readonly mostBytes: number
  readonly accept: string
  readonly mostRedirects: number
  readonly post: FetchWants['post']
  readonly head: boolean
  readonly authorization: string | undefined
  readonly signal: AbortSignal
}

/**
 * The one place from which the hub asks other machines for something. Somebody else writes the address, so each is taken for
 * an attempt to reach what only this machine can reach: names are resolved here, every address found must be of the open
 * internet, and the connection goes to those very addresses, whatever the name says a moment later.
 */
export function openSafeFetch(names: Names, doors: TestDoors = NO_DOORS): SafeFetch {
  return async (
    url,
    { http = false, mostBytes = MOST_BYTES, mostMs = MOST_MS, accept = '*/*', post, head = false, authorization, ...wants } = {},
  ) => {
    const mostRedirects = post === undefined && authorization === undefined ? (wants.mostRedirects ?? MOST_REDIRECTS) : 0
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(new FetchFault('time')), mostMs)
    try {
      return await follow(url, { names, doors, http, mostBytes, accept, mostRedirects, post, head, authorization, signal: deadline.signal })
    } catch (error) {
      if (deadline.signal.aborted) throw new FetchFault('time', error)
      throw error instanceof FetchFault ? error : new FetchFault('connection', error)
    } finally {
      clearTimeout(timer)
    }
  }
}

async function follow(start: string, trip: Trip): Promise<Fetched> {
  let url = checkedUrl(start, undefined, trip)
  for (let hops = 0; ; hops += 1) {
    const addresses = await checkedAddresses(url, trip)
    const { location, fetched } = await once(url, addresses, trip)
    if (location === null) return fetched
    if (hops === trip.mostRedirects) throw new FetchFault('redirects')
    url = checkedUrl(location, url, trip)
  }
}

/** The parser of URL writes every spelling of an IPv4 address (decimal, octal, hexadecimal, short) in one form. */
function checkedUrl(text: string, base: URL | undefined, { http, doors }: Trip): URL {
  if (!URL.canParse(text, base)) throw new FetchFault('url')
  const url = new URL(text, base)
  if (url.protocol !== 'https:' && !(http && url.protocol === 'http:')) throw new FetchFault('scheme')
  if (url.username !== '' || url.password !== '') throw new FetchFault('userinfo')
  const port = url.port === '' ? null : Number(url.port)
  if (port !== null && port !== 80 && port !== 443 && !doors.ports.includes(port)) throw new FetchFault('port')
  return url
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** Every address must be public: one that is not, among others that are, is somebody's attempt. */
async function checkedAddresses(url: URL, { names, doors, signal }: Trip): Promise<readonly string[]> {
  const host = hostOf(url)
  const found = isIP(host) === 0 ? await before(signal, names.addresses(host)) : [host]
  if (found.length === 0) throw new FetchFault('name')
  if (!found.every((address) => isPublicAddress(address) || doors.addresses.includes(address))) throw new FetchFault('address')
  return found
}

/** What a name server is asked cannot be called back; only waiting for it can end. */
async function before<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const give = () => reject(signal.reason)
  signal.addEventListener('abort', give, { once: true })
  try {
    return await Promise.race([answer.catch((error: unknown) => Promise.reject(new FetchFault('name', error))), promise])
  } finally {
    signal.removeEventListener('abort', give)
  }
}

/** Hands the checked addresses to the socket, in place of a second question to the name servers. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, options, done) => {
    const [first] = all
    if (options.all === true) done(null, all)
    else if (first === undefined) done(new FetchFault('name'), '', 4)
    else done(null, first.address, first.family)
  }
}

/** `location`: where it sends us on; null where it does not. */
type Answer = { readonly location: string | null; readonly fetched: Fetched }

function once(url: URL, addresses: readonly string[], trip: Trip): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const options: RequestOptions & { ca?: string; servername?: string } = {
    method: trip.post === undefined ? (trip.head ? 'HEAD' : 'GET') : 'POST',
    // A connection of its own for each request: a kept one would go to an address of another day.
    agent: false,
    lookup: pinned(addresses),
    signal: trip.signal,
    maxHeaderSize: 16 * 1024,
    headers: { accept: trip.accept, 'accept-encoding': 'identity', 'user-agent': 'Passerelle', connection: 'close', ...sent(trip) },
    ...(trip.doors.authority === undefined ? {} : { ca: trip.doors.authority }),
  }
  const request = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options)
  request.on('error', reject)
  request.on('socket', (socket) => {
    socket.once('connect', () => {
      // The socket says itself whom it reached: the same question once more, asked of the other side.
      const reached = socket.remoteAddress ?? ''
      if (!addresses.some((address) => sameAddress(address, reached))) request.destroy(new FetchFault('address'))
    })
  })
  request.on('response', (response) => {
    const { statusCode: status = 0, headers } = response
    const location = REDIRECTS.has(status) ? (headers.location ?? null) : null
    const answered = (body: Buffer) => resolve({ location, fetched: { status, url, type: headers['content-type'] ?? null, body } })
    if (location !== null) {
      // What a redirect says besides where to go is not read.
      answered(Buffer.alloc(0))
      request.destroy()
      return
    }
    read(response, trip).then(answered, (error: unknown) => {
      request.destroy()
      reject(error instanceof Error ? error : new FetchFault('connection', error))
    })
  })
  request.end(trip.post?.body)
  return promise
}

const sent = ({ post, authorization }: Trip): Readonly<Record<string, string | number>> => ({
  ...(authorization === undefined ? {} : { authorization }),
  ...(post === undefined ? {} : { ...post.headers, 'content-type': post.type, 'content-length': Buffer.byteLength(post.body) }),
})

const canonical = (address: string): string => (isIP(address) === 6 ? new URL(`http://[${address}]/`).hostname : address)
const sameAddress = (one: string, other: string): boolean => isIP(one) === isIP(other) && canonical(one) === canonical(other)

/** Nothing is unpacked, so nothing small becomes large: an answer that comes packed although we asked for it plain is refused. */
async function read(response: IncomingMessage, { mostBytes, head }: Trip): Promise<Buffer> {
  if (head) {
    response.resume()
    return Buffer.alloc(0)
  }
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw new FetchFault('encoding')
  if (Number(response.headers['content-length'] ?? 0) > mostBytes) throw new FetchFault('size')
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of response) {
    const part = Buffer.from(piece as Uint8Array)
    bytes += part.length
    if (bytes > mostBytes) throw new FetchFault('size')
    pieces.push(part)
  }
  return Buffer.concat(pieces)
}
