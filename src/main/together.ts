import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Config } from '../platform/config.ts'
import { OF_A_HUB } from '../platform/db.ts'
import type { Keys } from '../platform/keys.ts'
import { openLine } from '../platform/line.ts'
import { openReplicas } from '../platform/replicas.ts'
import type { HubParts } from './parts.ts'

/** What a process is for: everything, pages and the API alone, jobs and the clock alone, or what a process of its own does for hidden votes. */
export type Role = 'all' | 'web' | 'worker' | 'issuer' | 'ballot-box'

/** What a process has that may be one of several: a line to the others, and copies of the database where there are any. */
export type Together = { readonly parts: Pick<HubParts, 'line' | 'replicas'>; close(): Promise<void> }

/** The embedded server belongs to one process, which is then alone. */
export const ALONE: Together = { parts: {}, close: async () => undefined }

type Given = { readonly databaseUrl: string; readonly pool: pg.Pool; readonly keys: Keys; readonly note: (line: string) => void }

export async function openTogether(config: Config, { databaseUrl, pool, keys, note }: Given): Promise<Together> {
  const line = await openLine({
    connection: databaseUrl,
    name: randomBytes(9).toString('base64url'),
    mark: keys.tag('line', 'the same secret').toString('base64url').slice(0, 16),
    note,
  })
  if (config.replicaUrls.length === 0) return { parts: { line }, close: () => line.close() }
  const connections = config.databaseConnections
  const replicas = openReplicas({ primary: pool, urls: config.replicaUrls, connections, patience: OF_A_HUB, note })
  return {
    parts: { line, replicas },
    async close() {
      await replicas.stop()
      await line.close()
    },
  }
}
