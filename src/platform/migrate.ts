import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Db } from './db.ts'

/** Any number will do, as long as all hubs ask for the same. */
export const MIGRATION_LOCK = 7_265_001

/** Brings the database to the newest form; two hubs that start at once do it one after the other. Returns what was done. */
export async function migrate(db: Db, migrations: Readonly<Record<string, Migration>>): Promise<readonly string[]> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection)
    try {
      const migrator = new Migrator({ db: connection, provider: { getMigrations: async () => ({ ...migrations }) } })
      const { error, results } = await migrator.migrateToLatest()
      if (error !== undefined) throw error
      return (results ?? []).map(({ migrationName }) => migrationName)
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection)
    }
  })
}
