import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ConfigFault, type Config } from '../platform/config.ts'
import { OF_A_HUB, openPool, reach } from '../platform/db.ts'
import { keysFrom } from '../platform/keys.ts'
import { openLog } from '../platform/log.ts'
import { openMailer } from '../platform/mail.ts'
import { realOutside } from '../platform/outside.ts'
import { openPusher, pairFrom } from '../platform/push.ts'
import type { Queue } from '../platform/queue.ts'
import type { Signer } from '../platform/signing-keys.ts'
import { openAssets } from '../web/assets.ts'
import { BALLOT_BOX } from './apart.ts'
import { openHub } from './hub.ts'
import type { OpenedHub } from './open.ts'

/**
 * A ballot box in a process of its own. It reads no data folder and no secret of the hub: what seals and tags here is chance that ends with the
 * process, so nothing of an account could be opened, had it any. It changes no tables, queues no job and signs nothing; its clock is the hub's.
 */
export async function openBallotBox(config: Config): Promise<OpenedHub> {
  const { databaseUrl, ballotOrigin, publicUrl, hubName } = config
  if (databaseUrl === null || ballotOrigin === null)
    throw new ConfigFault([
      ...(databaseUrl === null
        ? ['A ballot box takes what it holds to the database of its hub: set DATABASE_URL, with the role of the box.']
        : []),
      ...(ballotOrigin === null ? ['PASSERELLE_BALLOT_ORIGIN must say at which origin this ballot box is, here and at its hub.'] : []),
    ])
  const log = openLog(config.logLevel)
  const pool = openPool(databaseUrl, config.databaseConnections, OF_A_HUB)
  try {
    await reach(pool)
    const outside = realOutside(keysFrom(randomBytes(32)), signsNothing(publicUrl))
    const hub = openHub({
      ...{ pool, outside, log, publicUrl, hubName },
      apart: BALLOT_BOX,
      queue: NO_JOBS,
      mailer: openMailer(null, config.mailFrom),
      pusher: openPusher({ keys: pairFrom(randomBytes(32)), fetch: outside.network.fetch, contact: publicUrl }),
      assets: openAssets(join(import.meta.dirname, '../../build/client')),
      ...{ homeZone: config.homeTimeZone, demo: false, leaveTo: config.leaveTo, oneServer: config.oneServer },
      ...{ trustedProxies: config.trustedProxies, securityContact: null },
      note: (line) => log.info(line),
    })
    return {
      ...hub,
      ...{ pool, log },
      async close() {
        await hub.stop()
        await pool.end()
      },
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

function notHere(what: string): never {
  throw new Error(`a ballot box ${what}`)
}

const NO_JOBS: Queue = {
  send: async () => notHere('queues no jobs'),
  work: async () => notHere('does no jobs'),
  lettersWait: async () => false,
  stop: async () => undefined,
}

/** It knows of whose hub it is, and has none of its keys. */
const signsNothing = (hub: string): Signer => ({
  hub,
  history: () => [],
  sign: () => notHere('signs nothing'),
  log: {
    number: () => 1,
    origin: `${new URL(hub).host}/log`,
    originOf: () => notHere('names no log'),
    another: () => notHere('begins no log'),
    publicKey: () => null,
    begin: () => notHere('begins no log'),
    sign: () => notHere('signs no log'),
    seen: () => null,
    remember: () => notHere('remembers no log'),
    ofBody: () => notHere('speaks for nobody'),
    witnesses: () => null,
  },
})
