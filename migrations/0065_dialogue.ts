import { sql, type Kysely } from 'kysely'

/** A statement that a browser sends twice is one: what its form carried makes its key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table statement add column sending uuid`.execute(db)
  await sql`create unique index statement_sent on statement (dialogue_id, sending) where sending is not null`.execute(db)
}
