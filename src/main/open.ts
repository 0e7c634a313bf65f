import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type pg from 'pg'
import { migrations } from '../../migrations/index.ts'
import { EVENT_QUEUE } from '../core/worker.ts'
import type { Config } from '../platform/config.ts'
import { openDb, openPool, reach, reachAlone, type Connection } from '../platform/db.ts'
import { joinEmbedded, startEmbedded } from '../platform/embedded-postgres.ts'
import { readSecrets } from '../platform/hub-secret.ts'
import { keysFrom } from '../platform/keys.ts'
import { openLog, type Log } from '../platform/log.ts'
import { openMailer } from '../platform/mail.ts'
import { migrate } from '../platform/migrate.ts'
import { realOutside, type Outside } from '../platform/outside.ts'
import { openPushKeys, openPusher } from '../platform/push.ts'
import { openQueue } from '../platform/queue.ts'
import { openSigningKeys } from '../platform/signing-keys.ts'
import { openAssets, type Assets } from '../web/assets.ts'
import { knownAddress } from './address.ts'
import { openHub, type Hub } from './hub.ts'

export type OpenedHub = Hub & { readonly pool: pg.Pool; readonly log: Log; close(): Promise<void> }

type Ways = {
  /** True: a server that a running hub already has will do (the command line); false: this is the hub. */
  readonly beside: boolean
  /** With `beside`: a tool that must have the database to itself; a hub that runs on the same folder is in the way. */
  readonly alone?: boolean
  readonly log?: Log
}

/** A tool serves no page, so it works before anything was built. */
const NO_ASSETS: Assets = {
  url(name) {
    throw new Error(`the command line serves no pages, and so has no ${name}`)
  },
  find: () => undefined,
}

/** From the configuration to a hub that can work: database, migrations, queue, rooms. */
export async function openFromConfig(config: Config, { beside, alone = false, log = openLog(config.logLevel) }: Ways): Promise<OpenedHub> {
  const server = await openServer(config, beside && !alone, log)
  const pool = openPool(server.connection)
  try {
    await reach(pool)
    if (alone && config.databaseUrl !== null) await reachAlone(pool)
    const db = openDb(pool)
    const done = await migrate(db, migrations)
    if (done.length > 0) log.info({ migrations: done.length }, 'The database was brought to the newest form.')
    const queue = await openQueue(pool, [EVENT_QUEUE], (error) => log.error({ err: error }, 'The queue had a fault.'))
    const mailer = openMailer(config.smtpUrl, config.mailFrom, config)
    const outside = outsideOf(config, beside)
    const hub = openHub({
      pool,
      queue,
      outside,
      mailer,
      pusher: openPusher({
        keys: openPushKeys(config.dataFolder, () => randomBytes(32)),
        fetch: outside.network.fetch,
        contact: `mailto:${/[^\s<>]+@[^\s<>]+/.exec(config.mailFrom)?.[0] ?? 'passerelle@localhost'}`,
      }),
      log,
      assets: beside ? NO_ASSETS : openAssets(join(import.meta.dirname, '../../build/client')),
      publicUrl: config.publicUrl,
      hubName: config.hubName,
      homeZone: config.homeTimeZone,
      demo: config.demo,
      leaveTo: config.leaveTo,
      mapBorders: config.mapBorders,
      trustedProxies: config.trustedProxies,
      securityContact: config.securityContact,
      note: (line) => log.info(line),
    })
    return {
      ...hub,
      pool,
      log,
      async close() {
        await hub.stop()
        await queue.stop()
        mailer.close()
        await pool.end()
        await server.stop()
      },
    }
  } catch (error) {
    await pool.end()
    await server.stop()
    throw error
  }
}

/** Time, chance, the hub's secret, and the key with which it signs. */
function outsideOf(config: Config, beside: boolean): Outside {
  const { dataFolder } = config
  const making = () => ({ now: new Date(), seed: randomBytes(32) })
  const signer = openSigningKeys({ dataFolder, hub: beside ? knownAddress(config) : config.publicUrl }, making)
  const { current, before } = readSecrets(config, () => randomBytes(32))
  return realOutside(keysFrom(current, before), signer)
}

type Server = { readonly connection: Connection; stop(): Promise<void> }

async function openServer(config: Config, beside: boolean, log: Log): Promise<Server> {
  if (config.databaseUrl !== null) return { connection: config.databaseUrl, stop: async () => undefined }
  const joined = beside ? await joinEmbedded(config.dataFolder) : null
  return joined ?? startEmbedded({ dataFolder: config.dataFolder, log: (line) => log.info(line) })
}
