import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type pg from 'pg'
import { migrationsIn } from './backup-database.ts'
import { DatabaseFault, isInUse, type Db } from './db.ts'

/** Any number will do, as long as all hubs ask for the same. */
export const MIGRATION_LOCK = 7_265_001

/** Brings the database to the newest form; two hubs that start at once do it one after the other. Returns what was done. */
export async function migrate(db: Db, migrations: Readonly<Record<string, Migration>>): Promise<readonly string[]> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection)
    try {
      await refuseNewer(connection, migrations)
      const migrator = new Migrator({ db: connection, provider: { getMigrations: async () => ({ ...migrations }) } })
      const { error, results } = await migrator.migrateToLatest()
      if (error !== undefined) throw error
      return (results ?? []).map(({ migrationName }) => migrationName)
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection)
    }
  })
}

/** The library calls such a database corrupt: it is one that a newer program has been at work on, as after a step back without its backup. */
async function refuseNewer(db: Db, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const { rows: tables } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(db)
  if (tables[0]?.there !== true) return
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc`.execute(db)
  const strange = rows.find(({ name }) => !Object.hasOwn(migrations, name))
  if (strange === undefined) return
  throw new DatabaseFault(
    `The database is of a newer Passerelle (${strange.name}), and nothing was changed. Install that version here, or bring back a backup of before it was installed (docs/operating/backup.md).`,
  )
}

/** For a tool of a newer program: it would change the tables beneath a hub that was not started again since. An empty database is nobody's yet. */
export async function refuseBeneath(pool: pg.Pool, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const client = await pool.connect()
  try {
    const done = await migrationsIn(client)
    const left = Object.keys(migrations).filter((name) => !done.includes(name))
    if (done.length === 0 || left.length === 0 || !(await isInUse(client))) return
    throw new DatabaseFault(
      `This Passerelle is newer than the database (${left[0] ?? ''}), and a hub, or another command, is using it; nothing was changed. Restart the hub first: it brings the database to the newest form. Then call this again.`,
    )
  } finally {
    client.release()
  }
}
