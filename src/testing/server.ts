import { rmSync } from 'node:fs'
import { openDb, openPool } from '../platform/db.ts'
import { migrate } from '../platform/migrate.ts'
import { openQueue } from '../platform/queue.ts'
import { startEmbedded } from '../platform/embedded-postgres.ts'
import { EVENT_QUEUE } from '../core/worker.ts'
import { quickFolder, sweepQuickFolders } from './quick-place.ts'
import { migrations } from '../../migrations/index.ts'
import type { TestProject } from 'vitest/node'

export const TEMPLATE = 'passerelle_template'

declare module 'vitest' {
  export interface ProvidedContext {
    server: { host: string; port: number; user: string }
    /** Name of the fixture to write, or null (vitest.config.ts). */
    fixture: string | null
  }
}

/** One real server for the whole run; each hub of a test is a copy of the template that is made here. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  sweepQuickFolders()
  const folder = quickFolder('passerelle-test-')
  const server = await startEmbedded({ dataFolder: folder, durable: false, sharedBuffersMb: 256, log: () => undefined })
  const { host, port, user } = server.connection
  const admin = openPool({ host, port, user, database: 'postgres' }, 1)
  // What a test asks is little, of many tables at once: helpers take ten times as long to begin as it takes to answer alone.
  await admin.query('alter system set max_parallel_workers_per_gather = 0')
  await admin.query('select pg_reload_conf()')
  await admin.query(`create database ${TEMPLATE}`)
  const pool = openPool({ host, port, user, database: TEMPLATE }, 2)
  await migrate(openDb(pool), migrations)
  const queue = await openQueue(pool, [EVENT_QUEUE], () => undefined)
  await queue.stop()
  await pool.end()
  await admin.end()
  project.provide('server', { host, port, user })
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
