import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { inject } from 'vitest'
import type { Event } from '../core/event.ts'
import { openHub as putTogether, type Hub as BuiltHub } from '../main/hub.ts'
import { openDb, openPool, type Db } from '../platform/db.ts'
import { keysFrom } from '../platform/keys.ts'
import { openLog, type Log } from '../platform/log.ts'
import { openMailer, type MailWays } from '../platform/mail.ts'
import { realOutside, type Network } from '../platform/outside.ts'
import { openPusher, pairFrom } from '../platform/push.ts'
import type { Queue } from '../platform/queue.ts'
import { FetchFault } from '../platform/safe-fetch.ts'
import { openSigningKeys } from '../platform/signing-keys.ts'
import type { Assets } from '../web/assets.ts'
import { seatCast, type Cast, type CastName } from './cast.ts'
import { hearStatements } from './heard-statements.ts'
import { openLetterBox, type Letter } from './letters.ts'
import { quickFolder } from './quick-place.ts'
import { TEMPLATE } from './server.ts'

export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, form?: Record<string, string | readonly string[]>, headers?: Record<string, string>): Promise<Response>
  api(method: string, path: string, body?: unknown): Promise<Response>
  /** What the browser keeps. */
  readonly cookies: Map<string, string>
}

export type Hub = BuiltHub & {
  readonly db: Db
  readonly cast: Cast
  /** The same person, with the same cookies, at each call; `null` is Ana, who has no account, each time in a new browser. */
  as(name: CastName | null, locale?: string): Visitor
  /** Hands what was queued to its listeners, until nothing is left. */
  settle(): Promise<void>
  readonly letters: Letter[]
  readonly notes: string[]
  /** Each statement that was sent to the database, in its own words. */
  readonly statements: ReadonlySet<string>
  /** Where its keys lie. */
  readonly dataFolder: string
  setNow(date: Date): void
  close(): Promise<void>
}

/** What deeds are done on: a hub of the tests, or one that was opened on a folder. */
export type BareHub = Pick<Hub, 'runner' | 'db' | 'cast'>

export const NOON = new Date('2026-03-01T12:00:00Z')
const HUB_TEST = 'http://hub.test'

/** Nobody outside answers, so that no test asks the world; a test that needs others stages them on this machine. */
const silent: Network = {
  names: { addresses: async () => [], texts: async () => [] },
  fetch: async () => {
    throw new FetchFault('name')
  },
}

/** Pages are tested without a build: an asset is only a name here. The weight of pages is measured in the browser tests. */
const noAssets: Assets = { url: (name) => `/assets/${name}`, find: () => undefined }

type HubOptions = {
  readonly at?: Date
  readonly publicUrl?: string
  readonly demo?: boolean
  readonly mail?: boolean
  readonly assets?: Assets
  readonly network?: Network
  readonly log?: Log
  readonly securityContact?: string | null
  readonly leaveTo?: string
  readonly metricsToken?: string
  readonly notice?: () => string | null
  /** How its letters are signed, and where they come back. */
  readonly mailWays?: MailWays
  /** For a second hub beside the first, which knows nothing of its accounts. */
  readonly secret?: Buffer
}

/** A whole hub on a database of its own, with the cast that every test knows, and a clock that stands still. */
export async function openHub(options: HubOptions = {}): Promise<Hub> {
  // What the cast did when they were seated tells the time, so another time has a cast of its own.
  if (options.secret !== undefined || (options.at !== undefined && options.at.getTime() !== NOON.getTime())) {
    const hub = await standUp(options, TEMPLATE)
    const cast = await seatCast(hub.runner)
    hub.forget()
    return { ...hub, ...seatsOf(hub, cast, options) }
  }
  const { template, cast } = await (seated ??= seatOnce())
  const hub = await standUp(options, template)
  return { ...hub, ...seatsOf(hub, cast, options) }
}

const seatsOf = (hub: BuiltHub, cast: Cast, { publicUrl = HUB_TEST }: HubOptions): Pick<Hub, 'cast' | 'as'> => ({
  cast,
  as: (name, locale = 'en') => visitor(hub, { session: name === null ? undefined : cast.members.get(name)?.session, locale, publicUrl }),
})

let seated: Promise<{ readonly template: string; readonly cast: Cast }> | undefined

/** Once in each process that runs tests: a database in which the cast is seated, to be copied. To seat them takes longer than all else that opens a hub. */
async function seatOnce(): Promise<{ readonly template: string; readonly cast: Cast }> {
  const hub = await standUp({}, TEMPLATE)
  const cast = await seatCast(hub.runner)
  await hub.leave()
  return { template: hub.database, cast }
}

type Standing = Omit<Hub, 'cast' | 'as'> & {
  readonly database: string
  /** What was queued is not worked on. */
  forget(): void
  /** Stops, and leaves the database behind. */
  leave(): Promise<void>
}

/** What is queued waits in a list until a test hands it on. */
function openKeptQueue(): { readonly queue: Queue; readonly queued: Event[] } {
  const queued: Event[] = []
  const queue: Queue = {
    send: async (_tx, _name, data) => void queued.push(data as Event),
    work: async () => undefined,
    lettersWait: async () => false,
    stop: async () => undefined,
  }
  return { queue, queued }
}

async function standUp(options: HubOptions, template: string): Promise<Standing> {
  const { at = NOON, publicUrl = HUB_TEST, demo = false, mail = true, assets = noAssets, network = silent } = options
  const { log = openLog('silent'), securityContact = null, leaveTo = 'about:blank', mailWays = {} } = options
  const { metricsToken = null, notice = () => null } = options
  const { host, port, user } = inject('server')
  const database = `test_${randomUUID().replaceAll('-', '')}`
  const admin = openPool({ host, port, user, database: 'postgres' }, 1)
  await admin.query(`create database ${database} template ${template} strategy file_copy`)
  const pool = openPool({ host, port, user, database }, 5)
  const statements = hearStatements(pool)
  const box = await openLetterBox()
  let now = at
  const { queue, queued } = openKeptQueue()
  const dataFolder = quickFolder('passerelle-hub-')
  const signer = openSigningKeys({ dataFolder, hub: publicUrl }, () => ({ now, seed: randomBytes(32) }))
  const outside = { ...realOutside(keysFrom(options.secret ?? Buffer.alloc(32, 1)), signer), now: () => now, network }
  const notes: string[] = []
  const mailer = openMailer(mail ? box.url : null, 'Passerelle <hub@hub.test>', mailWays)
  const pusher = openPusher({ keys: pairFrom(Buffer.alloc(32, 2)), fetch: network.fetch, contact: 'mailto:hub@hub.test' })
  const hub = putTogether({
    pool,
    queue,
    outside,
    mailer,
    pusher,
    log,
    assets,
    publicUrl,
    hubName: 'Passerelle',
    homeZone: 'Europe/Dublin',
    ...{ demo, leaveTo, trustedProxies: 0, securityContact, metricsToken, notice },
    note: (line) => void notes.push(line),
  })
  const leave = async () => {
    await hub.stop()
    mailer.close()
    await box.close()
    await pool.end()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  return {
    ...hub,
    db: openDb(pool),
    database,
    forget: () => void queued.splice(0),
    async settle() {
      for (let event = queued.shift(); event !== undefined; event = queued.shift()) await hub.work(event)
    },
    letters: box.letters,
    notes,
    statements,
    dataFolder,
    setNow: (date) => void (now = date),
    async leave() {
      await leave()
      await admin.end()
    },
    async close() {
      await leave()
      await admin.query(`drop database ${database} with (force)`)
      await admin.end()
    },
  }
}

type Seat = { readonly session: string | undefined; readonly locale: string; readonly publicUrl: string }

function visitor(hub: BuiltHub, { session, locale, publicUrl }: Seat): Visitor {
  const secure = publicUrl.startsWith('https:')
  const cookies = new Map<string, string>()
  if (session !== undefined) cookies.set(secure ? '__Host-session' : 'session', session)
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('accept-language', locale)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await hub.app.request(`${publicUrl}${path}`, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split('=')
      if (attributes.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  const spoken = (path: string) =>
    /^\/(api|assets|healthz|dev\b|\.well-known|(en|fr|ar)(\/|$))/.test(path) ? path : `/${locale}${path === '/' ? '' : path}`
  return {
    cookies,
    get: (path, headers = {}) => send(spoken(path), { headers }),
    post(path, form = {}, headers = {}) {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries(form))
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
      return send(spoken(path), { method: 'POST', body, headers: { origin: publicUrl, ...headers } })
    },
    api: (method, path, body) =>
      send(`/api${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
  }
}
