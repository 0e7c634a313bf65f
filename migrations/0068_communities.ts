import { sql, type Kysely } from 'kysely'

/** One that its own members hold rests too: while it moves to another hub, and after. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table community drop constraint community_rests`.execute(db)
}
