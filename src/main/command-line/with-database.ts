import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { BackupFault, RestoreFault } from '../../platform/backup-fault.ts'
import type { Config } from '../../platform/config.ts'
import { openPool, reach } from '../../platform/db.ts'
import { openLog } from '../../platform/log.ts'
import { openServer } from '../server.ts'
import { HubFault, InputRefused } from './faults.ts'
import type { Terminal } from './terminal.ts'
import { inOtherWay } from './database-faults.ts'

/**
 * One connection to the database of a hub that is there, running or not, as it lies: nothing is migrated, nothing is made. For commands that
 * look and copy.
 */
export async function withDatabase<Result>(
  terminal: Terminal,
  config: Config,
  use: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  if (config.databaseUrl === null && !existsSync(join(config.dataFolder, 'pg')))
    throw new HubFault(`There is no hub in ${config.dataFolder}. Does PASSERELLE_DATA, or DATABASE_URL, name the right one?`)
  terminal.step('Opening the database of the hub.')
  const server = await openServer(config, true, openLog('warn', process.stderr)).catch(inOtherWay)
  const pool = openPool(server.connection, 1)
  try {
    await reach(pool)
    const client = await pool.connect()
    try {
      return await use(client)
    } finally {
      client.release()
    }
  } catch (error) {
    if (error instanceof RestoreFault || error instanceof BackupFault) throw new InputRefused(error.message)
    throw error instanceof InputRefused ? error : inOtherWay(error)
  } finally {
    await pool.end()
    await server.stop()
  }
}
