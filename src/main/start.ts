import { ConfigFault, readConfig } from '../platform/config.ts'
import { DatabaseFault } from '../platform/db.ts'
import { EmbeddedFault } from '../platform/embedded-postgres.ts'
import { SigningFault } from '../platform/signing-keys.ts'
import { runHub } from './serving.ts'

/** One process for everything: pages, jobs, the clock, and the database where none is named. */
async function start(): Promise<void> {
  await runHub(readConfig(), 'all', (line) => void process.stdout.write(`${line}\n`))
}

start().then(
  () => process.exit(0),
  (error: unknown) => {
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
  },
)
