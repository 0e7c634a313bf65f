import { once } from 'node:events'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { listed, quoted, settle, sumOf, summing, type Copied, type Counter, type Sum } from './backup-database.ts'
import { RestoreFault } from './backup-fault.ts'
import type { Tables, Tx } from './db.ts'
import { MIGRATION_LOCK } from './migrate.ts'

type Migrations = Readonly<Record<string, Migration>>

/** Whether this Passerelle knows all that the backup's one had done to its database, in the same order. */
export function refuseOtherHistory(done: readonly string[], migrations: Migrations): void {
  const known = Object.keys(migrations).toSorted()
  const strange = done.filter((name) => !known.includes(name))
  if (strange.length > 0) {
    throw new RestoreFault(
      `The backup is of a newer Passerelle: this one does not know ${strange.length} of the changes to its tables (${strange[0] ?? ''} is the first). Bring it back with the version that wrote it, or a later one.`,
    )
  }
  if (done.some((name, at) => known[at] !== name)) {
    throw new RestoreFault(
      'The backup is of a Passerelle whose tables were made in another order than those of this one. It cannot be brought back here.',
    )
  }
}

/** Nothing of anybody may be there: what is brought back would be mixed with it. */
export async function refuseUsed(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname || '.' || relname as name from pg_class join pg_namespace n on n.oid = relnamespace
     where nspname in ('public', 'pgboss') and relkind in ('r', 'p', 'v', 'm', 'S') limit 1`,
  )
  const [found] = rows
  if (found === undefined) return
  throw new RestoreFault(
    `The database is not empty (it has ${found.name}). A backup comes back into an empty one alone: make a new database, or take another data folder.`,
  )
}

/**
 * One transaction for all that comes back, on this connection: any fault, and nothing of it is there. `use` may migrate and copy; the lock
 * is the one that a starting hub waits for.
 */
export async function inOneTransaction<Result>(client: pg.PoolClient, use: (tx: Tx) => Promise<Result>): Promise<Result> {
  const query = (text: string, parameters: readonly unknown[]) => client.query(text, [...parameters])
  const held = { query, release: () => undefined } as never
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: async () => held, end: async () => undefined } as never }),
  })
  return db.transaction().execute(async (tx) => {
    await settle(client)
    await client.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    return use(tx)
  })
}

/** The tables as they were when the backup was made, without a row. */
export async function prepareTables(tx: Transaction<Tables>, client: pg.ClientBase, migrations: Migrations, newest: string): Promise<void> {
  await bring(tx, migrations, newest)
  const { rows } = await client.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not like 'kysely\\_%'",
  )
  // What a migration lays into a new hub (towns, topics) is among the rows of the backup.
  if (rows.length > 0) await client.query(`truncate ${rows.map(({ name }) => `public.${name}`).join(', ')} cascade`)
}

export const migrateOn = (tx: Transaction<Tables>, migrations: Migrations): Promise<void> => bring(tx, migrations, null)

async function bring(tx: Transaction<Tables>, migrations: Migrations, to: string | null): Promise<void> {
  const migrator = new Migrator({ db: tx, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error } = to === null ? await migrator.migrateToLatest() : await migrator.migrateTo(to)
  if (error !== undefined) throw error
}

/** One table, piece by piece. The sum that the backup holds must be that of what came, and of what lies there afterwards. */
export async function copyIn(client: pg.ClientBase, table: Copied, pieces: AsyncIterable<Buffer>): Promise<Sum> {
  const summed = summing()
  const into = client.query(copyFrom(`copy ${listed(table)} from stdin`))
  const ended = once(into, 'finish')
  ended.catch(() => undefined)
  try {
    for await (const bytes of pieces) {
      summed.add(bytes)
      if (!into.write(bytes)) await Promise.race([once(into, 'drain'), ended])
    }
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error('stopped'))
    throw error
  }
  into.end()
  await ended
  return summed.end()
}

/** Reads back what was written: a server that keeps something else is heard before anything is final. */
export async function expectSame(client: pg.ClientBase, table: Copied, said: Sum): Promise<void> {
  const found = await sumOf(client, table)
  if (found.sha256 === said.sha256 && found.rows === said.rows) return
  throw new RestoreFault(
    `The table ${table.name} does not hold afterwards what the backup says (${found.rows} rows for ${said.rows}). Nothing was changed. This is a fault of Passerelle or of the server.`,
  )
}

export async function setCounters(client: pg.ClientBase, counters: readonly Counter[]): Promise<void> {
  for (const { name, last, called } of counters)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [`public.${quoted(name)}`, last, called])
}

/** What a fault leaves of a database that was empty: the queue's schema alone, which is made before the transaction. */
export async function clearQueue(client: pg.ClientBase): Promise<void> {
  await client.query('drop schema if exists pgboss cascade')
}
