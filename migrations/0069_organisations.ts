import { sql, type Kysely } from 'kysely'

/** A body that moves to another hub is read only here, and nobody who looked after it takes it out of the archive meanwhile. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table body drop constraint body_archived_by_known`.execute(db)
  await sql`
    alter table body add constraint body_archived_by_known check (archived_by in ('stewards', 'operator', 'move'))`.execute(db)
}
