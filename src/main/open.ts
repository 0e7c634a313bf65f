import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type pg from 'pg'
import { migrations } from '../../migrations/index.ts'
import { EVENT_QUEUE } from '../core/worker.ts'
import type { Config } from '../platform/config.ts'
import { OF_A_HUB, openDb, openPool, reach, reachAlone, type Connection } from '../platform/db.ts'
import { readSecrets } from '../platform/hub-secret.ts'
import { keysFrom } from '../platform/keys.ts'
import { openLog, type Log } from '../platform/log.ts'
import { openMailer } from '../platform/mail.ts'
import { migrate, refuseBeneath } from '../platform/migrate.ts'
import { realOutside, type Outside } from '../platform/outside.ts'
import { openPushKeys, openPusher } from '../platform/push.ts'
import { openQueue } from '../platform/queue.ts'
import { watchRoom } from '../platform/room-left.ts'
import { openSigningKeys } from '../platform/signing-keys.ts'
import { openAssets, type Assets } from '../web/assets.ts'
import { knownAddress } from './address.ts'
import { ISSUER } from './apart.ts'
import { noticeIn } from './notice.ts'
import { openHub, type Hub } from './hub.ts'
import { openServer } from './server.ts'
import { ALONE, openTogether, type Role } from './together.ts'

export type OpenedHub = Hub & { readonly pool: pg.Pool; readonly log: Log; close(): Promise<void> }

type Ways = {
  /** True: a server that a running hub already has will do (the command line); false: this is the hub. */
  readonly beside: boolean
  /** With `beside`: a tool that must have the database to itself; a hub that runs on the same folder is in the way. */
  readonly alone?: boolean
  /** What this process is for; all, where it is not said. */
  readonly role?: Role
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
export async function openFromConfig(config: Config, ways: Ways): Promise<OpenedHub> {
  const { beside, alone = false, role = 'all', log = openLog(config.logLevel) } = ways
  const server = await openServer(config, beside && !alone, log)
  const pool = openPool(server.connection, config.databaseConnections, beside ? null : OF_A_HUB)
  const roomLeft =
    beside || config.databaseUrl !== null ? null : watchRoom(config.dataFolder, { tell: (line) => log.warn({ trouble: 'full' }, line) })
  try {
    await reach(pool)
    if (alone && config.databaseUrl !== null) await reachAlone(pool)
    const done = role === 'issuer' ? [] : await bringToNewest(server.connection, beside && !alone ? pool : null)
    if (done.length > 0) log.info({ migrations: done.length }, 'The database was brought to the newest form.')
    const queue = await openQueue(pool, [EVENT_QUEUE], (error) => log.error({ err: error }, 'The queue had a fault.'), {
      supervises: role !== 'web' && role !== 'issuer',
      onlySends: role === 'issuer',
      alone: !beside && config.databaseUrl === null,
    })
    const mailer = { ...openMailer(config.smtpUrl, config.mailFrom, config), isLate: () => queue.lettersWait() }
    const outside = outsideOf(config, beside)
    const { databaseUrl } = config
    const note = (line: string): void => log.info(line)
    const together = beside || databaseUrl === null ? ALONE : await openTogether(config, { databaseUrl, pool, keys: outside.keys, note })
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
      assets: beside || role === 'worker' ? NO_ASSETS : openAssets(join(import.meta.dirname, '../../build/client')),
      publicUrl: config.publicUrl,
      hubName: config.hubName,
      homeZone: config.homeTimeZone,
      demo: config.demo,
      leaveTo: config.leaveTo,
      mapBorders: config.mapBorders,
      oneServer: config.oneServer,
      trustedProxies: config.trustedProxies,
      securityContact: config.securityContact,
      metricsToken: role === 'issuer' ? null : config.metricsToken,
      notice: () => noticeIn(config.dataFolder),
      note,
      ...together.parts,
      ...(role === 'issuer' ? { apart: ISSUER } : {}),
      ...(roomLeft === null ? {} : { roomLeft }),
    })
    return {
      ...hub,
      pool,
      log,
      async close() {
        roomLeft?.stop()
        await hub.stop()
        await queue.stop()
        await together.close()
        mailer.close()
        await pool.end()
        await server.stop()
      },
    }
  } catch (error) {
    roomLeft?.stop()
    await pool.end()
    await server.stop()
    throw error
  }
}

/** On a connection of its own: a migration of a large table may take longer than any deed. `besideHub`: by this way it is asked whether a hub is at work. */
async function bringToNewest(connection: Connection, besideHub: pg.Pool | null): Promise<readonly string[]> {
  if (besideHub !== null) await refuseBeneath(besideHub, migrations)
  const pool = openPool(connection, 1)
  try {
    return await migrate(openDb(pool), migrations)
  } finally {
    await pool.end()
  }
}

/** Time, chance, the hub's secret, and the key with which it signs. */
function outsideOf(config: Config, beside: boolean): Outside {
  const { dataFolder } = config
  const making = () => ({ now: new Date(), seed: randomBytes(32) })
  const signer = openSigningKeys({ dataFolder, hub: beside ? knownAddress(config) : config.publicUrl }, making)
  const { current, before } = readSecrets(config, () => randomBytes(32))
  return { ...realOutside(keysFrom(current, before), signer), ...(config.ballotOrigin === null ? {} : { ballots: config.ballotOrigin }) }
}
