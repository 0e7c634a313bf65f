import type { Config } from '../platform/config.ts'
import type { Connection } from '../platform/db.ts'
import { joinEmbedded, startEmbedded } from '../platform/embedded-postgres.ts'
import type { Log } from '../platform/log.ts'

type Server = { readonly connection: Connection; stop(): Promise<void> }

/** Apart from all else of a hub, so that a command that only copies loads no rooms. `beside`: a server that a running hub already has will do. */
export async function openServer(config: Config, beside: boolean, log: Log): Promise<Server> {
  if (config.databaseUrl !== null) return { connection: config.databaseUrl, stop: async () => undefined }
  const joined = beside ? await joinEmbedded(config.dataFolder) : null
  return joined ?? startEmbedded({ dataFolder: config.dataFolder, log: (line) => log.info(line) })
}
