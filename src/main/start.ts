import { serve } from '@hono/node-server'
import { theHub } from '../core/actor.ts'
import { Refused } from '../core/refused.ts'
import { ConfigFault, readConfig, type Config } from '../platform/config.ts'
import { DatabaseFault, goesInClear } from '../platform/db.ts'
import { EmbeddedFault } from '../platform/embedded-postgres.ts'
import { SigningFault } from '../platform/signing-keys.ts'
import { noteAddress } from './address.ts'
import { openFromConfig, type OpenedHub } from './open.ts'
import { operationNamed } from './rooms.ts'
import { seedDemo } from './seed.ts'

const GRACE_MS = 10_000

/** A request that comes in drop by drop is not waited for. (An answer may take its time: event streams stay open.) */
const PATIENCE = { maxHeaderSize: 16 * 1024, headersTimeout: 15_000, requestTimeout: 60_000 }

/** Starts the hub and says, in whole sentences, where it is and who may come in first. */
async function start(): Promise<void> {
  const config = readConfig()
  const hub = await openFromConfig(config, { beside: false })
  if (config.demo) await seedDemo(hub)
  await hub.startWorker()
  const server = serve({ fetch: hub.app.fetch, port: config.port, hostname: config.host, serverOptions: PATIENCE })
  server.on('listening', () => {
    greet(config, hub).catch((error: unknown) => hub.log.error({ err: error }, 'The greeting failed; the hub is open.'))
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    report(error.code === 'EADDRINUSE' ? `Port ${config.port} is taken by another program; choose another with PORT.` : error.message)
    void leave(hub, 1)
  })
  const stop = () => {
    report('The hub is closing.')
    server.close(() => void leave(hub, 0))
    if ('closeAllConnections' in server) server.closeAllConnections()
    setTimeout(() => process.exit(1), GRACE_MS).unref()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

async function leave(hub: OpenedHub, code: number): Promise<void> {
  await hub.close().catch((error: unknown) => report(String(error)))
  process.exit(code)
}

async function greet(config: Config, hub: OpenedHub): Promise<void> {
  noteAddress(config)
  report(
    `${config.hubName} is open at ${config.publicUrl}${config.demo ? ' (a demonstration; PASSERELLE_DEMO=off starts an empty hub)' : ''}.`,
  )
  const owner = await ownerPath(hub)
  const prefilled = config.ownerEmail === null ? '' : `?email=${encodeURIComponent(config.ownerEmail)}`
  if (owner !== null) report(`To run this hub, open this link once, within seven days: ${config.publicUrl}${owner}${prefilled}`)
  if (config.databaseUrl !== null && goesInClear(config.databaseUrl)) {
    report('DATABASE_URL leads to another machine without TLS: whoever listens on the way reads all. Add ?sslmode=verify-full to it.')
  }
  if (config.publicUrl.startsWith('https:') && config.trustedProxies === 0) {
    report(
      'PASSERELLE_URL is https and PASSERELLE_TRUSTED_PROXIES is 0: behind a proxy on this machine nobody is limited. Set it to 1 there.',
    )
  }
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

const report = (line: string): boolean => process.stdout.write(`${line}\n`)

start().catch((error: unknown) => {
  const lines =
    error instanceof ConfigFault
      ? error.faults
      : [
          error instanceof EmbeddedFault || error instanceof DatabaseFault || error instanceof SigningFault
            ? error.message
            : error instanceof Error
              ? (error.stack ?? error.message)
              : String(error),
        ]
  for (const line of lines) process.stderr.write(`${line}\n`)
  process.exit(1)
})
