import { once } from 'node:events'
import { Server } from 'node:http'
import { setImmediate as immediately } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { theHub } from '../core/actor.ts'
import { Refused } from '../core/refused.ts'
import { ConfigFault, type Config } from '../platform/config.ts'
import { goesInClear } from '../platform/db.ts'
import { noteAddress } from './address.ts'
import { openBallotBox } from './ballot-box.ts'
import { openFromConfig, type OpenedHub } from './open.ts'
import { operationNamed } from './rooms.ts'
import { seedDemo } from './seed.ts'
import type { Role } from './together.ts'

/** For requests that are under way when the hub is asked to end. What is left of a service's usual half minute is for jobs and the database. */
const GRACE_MS = 10_000
const AT_MOST_MS = 25_000

/** A request that comes in drop by drop is not waited for. (An answer may take its time: event streams stay open.) */
const PATIENCE = { maxHeaderSize: 16 * 1024, headersTimeout: 15_000, requestTimeout: 60_000 }

type Report = (line: string) => void

/** Runs until it is asked to end (SIGINT, SIGTERM), and says in whole sentences where it is and who may come in first. */
export async function runHub(config: Config, role: Role, report: Report): Promise<void> {
  if (role !== 'all' && role !== 'ballot-box' && config.databaseUrl === null) throw new ConfigFault([ALONE_ON_ITS_FOLDER])
  const hub = role === 'ballot-box' ? await openBallotBox(config) : await openFromConfig(config, { beside: false, role })
  const ended = askedToEnd()
  try {
    if (config.demo && role === 'all') await seedDemo(hub)
    if (!APART.has(role)) await hub.startWorker({ jobs: role !== 'web' })
    const server = role === 'worker' ? null : await open(config, hub)
    warn(config, report)
    if (role === 'ballot-box') report(`${config.hubName}: the ballot box is open at ${config.ballotOrigin}.`)
    else if (role === 'issuer') report(`${config.hubName}: the issuer of credentials is open at port ${config.port}.`)
    else if (server === null) report(`${config.hubName}: jobs and the clock run here.`)
    else await greet(config, hub, report).catch((error: unknown) => hub.log.error({ err: error }, 'The greeting failed; the hub is open.'))
    await ended
    report('The hub is closing.')
    setTimeout(() => process.exit(1), AT_MOST_MS).unref()
    if (server !== null) await close(server, hub)
  } finally {
    await hub.close()
  }
}

/** Theirs is to answer; what goes by the clock is for the hub's own processes. */
const APART: ReadonlySet<Role> = new Set<Role>(['issuer', 'ballot-box'])

const ALONE_ON_ITS_FOLDER =
  'Several processes share one database server, which DATABASE_URL names. The embedded server of a data folder belongs to one process: start that with npm start, or set DATABASE_URL.'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
/** A terminal and npm may both pass on one Ctrl+C. */
const ONE_SIGNAL_MS = 1_000

/** Whoever asks a second time cannot wait. */
const askedToEnd = (): Promise<void> =>
  new Promise((resolve) => {
    let askedAt: number | null = null
    const stop = () => {
      if (askedAt !== null && performance.now() - askedAt > ONE_SIGNAL_MS) process.exit(1)
      askedAt ??= performance.now()
      resolve()
    }
    for (const signal of SIGNALS) process.on(signal, stop)
  })

async function open(config: Config, hub: OpenedHub): Promise<Server> {
  const server = serve({ fetch: hub.app.fetch, port: config.port, hostname: config.host, serverOptions: PATIENCE })
  if (!(server instanceof Server)) throw new Error('a server of another protocol was opened')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new ConfigFault([`Port ${config.port} is taken by another program; choose another with PORT.`])
    throw error
  }
  server.on('error', (error) => hub.log.error({ err: error }, 'The server had a fault.'))
  return server
}

/** Nobody new is let in; who is inside is answered; streams are told when to come back, and then find another process, or this one started again. */
async function close(server: Server, hub: OpenedHub): Promise<void> {
  // On a connection that is kept open a next request may come: it is answered, and it is the last there.
  server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'))
  const closed = once(server, 'close')
  // Whoever has just knocked is let in first: what waits in the system's queue when a door is shut is thrown out.
  await immediately()
  server.close()
  hub.kit.live.turnAway()
  const idle = setInterval(() => server.closeIdleConnections(), 100)
  const late = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearInterval(idle)
  clearTimeout(late)
}

async function greet(config: Config, hub: OpenedHub, report: Report): Promise<void> {
  noteAddress(config)
  report(
    `${config.hubName} is open at ${config.publicUrl}${config.demo ? ' (a demonstration; PASSERELLE_DEMO=off starts an empty hub)' : ''}.`,
  )
  const owner = await ownerPath(hub)
  const prefilled = config.ownerEmail === null ? '' : `?email=${encodeURIComponent(config.ownerEmail)}`
  if (owner !== null) report(`To run this hub, open this link once, within seven days: ${config.publicUrl}${owner}${prefilled}`)
  if (config.publicUrl.startsWith('https:') && config.trustedProxies === 0) {
    report(
      'PASSERELLE_URL is https and PASSERELLE_TRUSTED_PROXIES is 0: behind a proxy on this machine nobody is limited. Set it to 1 there.',
    )
  }
}

function warn({ databaseUrl, replicaUrls }: Config, report: Report): void {
  const clear = 'leads to another machine without TLS: whoever listens on the way reads all. Add ?sslmode=verify-full to it.'
  if (databaseUrl !== null && goesInClear(databaseUrl)) report(`DATABASE_URL ${clear}`)
  if (replicaUrls.some(goesInClear)) report(`PASSERELLE_REPLICA_URL ${clear}`)
}

/** Null where somebody runs the hub already. */
async function ownerPath(hub: OpenedHub): Promise<string | null> {
  try {
    const made = await operationNamed('people.make-owner-link').invoke(hub.runner, {}, theHub)
    return typeof made === 'object' && made !== null && 'path' in made ? String(made.path) : null
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}
