import type pg from 'pg'
import { migrations } from '../../../migrations/index.ts'
import { distribute, DistributionFault, readEngine, type Placements, type Step } from '../../platform/distribution.ts'
import { DatabaseFault, demandAlone } from '../../platform/db.ts'
import { placements } from '../rooms.ts'
import type { Asked } from './asked.ts'
import { InputRefused } from './faults.ts'
import { settingsAt } from './settings.ts'
import type { Terminal } from './terminal.ts'
import { withDatabase } from './with-database.ts'

/** Turns the database of a hub, with what is in it, into one whose growing tables lie at several servers. */
export async function distributeDatabase(asked: Asked, terminal: Terminal): Promise<void> {
  if (asked.has('plan')) return terminal.answer(planned(placements, asked.has('json')))
  const config = settingsAt(terminal)
  if (config.databaseUrl === null)
    throw new InputRefused(
      'The embedded database is one server and stays one. Move the hub to a PostgreSQL server with Citus first (backup, then restore with DATABASE_URL), and call this again.',
    )
  const done = await withDatabase(terminal, config, (client) => spread(client, terminal))
  await terminal.answer(asked.has('json') ? `${JSON.stringify({ distributed: done })}\n` : said(done))
}

async function spread(client: pg.ClientBase, terminal: Terminal): Promise<readonly Step[]> {
  try {
    const engine = await readEngine(client)
    if (engine.version !== null) {
      await demandAlone(client)
      await demandNewest(client)
      terminal.step(`${engine.version}; ${engine.workers} other servers.`)
    }
    return await distribute(client, placements, ({ table, rows }) => terminal.step(`${table}: ${rows.toLocaleString('en')} rows.`))
  } catch (error) {
    if (error instanceof DistributionFault || error instanceof DatabaseFault) throw new InputRefused(error.message)
    throw error
  }
}

async function demandNewest(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration')
  const missing = Object.keys(migrations).filter((name) => !rows.some((row) => row.name === name))
  if (missing.length > 0)
    throw new DistributionFault('The database is of an older version. Start the hub once, stop it, and call this again.')
}

const said = (done: readonly Step[]): string =>
  done.length === 0
    ? 'Every table that grows is distributed already.\n'
    : `${done.length} tables, ${done.reduce((sum, { rows }) => sum + rows, 0).toLocaleString('en')} rows. Set PASSERELLE_DATABASE=distributed before the hub starts again.\n`

function planned(all: Placements, json: boolean): string {
  const lines = [...all].map(([table, placement]) => ({ table, by: placement === 'everywhere' ? null : placement.by }))
  if (json) return `${JSON.stringify({ tables: lines })}\n`
  return lines.map(({ table, by }) => `${table.padEnd(32)}${by ?? '(whole at each server)'}\n`).join('')
}
