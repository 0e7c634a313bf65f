import { sql } from 'kysely'
import type { Tx } from './db.ts'

/** Which columns may be empty, as the database says: `table.column`. */
export async function columnsThatMayBeEmpty(db: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = current_schema() and is_nullable = 'YES'`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

/** The columns of a table, in their order. */
export async function columnsOf(db: Tx, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} order by ordinal_position`.execute(db)
  return rows.map(({ name }) => name)
}

/** The newest migration that this database has seen. */
export async function newestMigration(db: Tx): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db)
  return rows[0]?.name ?? ''
}

const TRIES = 50

/**
 * Whether all that began before this transaction is done: a deed may have found the space open a moment before it was closed, and is not yet to be
 * seen. Waits five seconds at most.
 */
export async function earlierDeedsAreDone(db: Tx): Promise<boolean> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { rows } = await sql<{ alone: boolean }>`
      select not exists (
        select 1 from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and xact_start < now()
      ) as alone`.execute(db)
    if (rows[0]?.alone === true) return true
    await sql`select pg_sleep(0.1)`.execute(db)
    // Within one transaction the server shows what it saw at the first look, again and again.
    await sql`select pg_stat_clear_snapshot()`.execute(db)
  }
  return false
}
