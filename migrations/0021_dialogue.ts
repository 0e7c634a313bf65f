import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What was decided since then, for the news of those who wrote it: asked once a minute for each reader who is signed in.
  await sql`create index statement_decided on statement (decided_at) where author_number is not null`.execute(db)
}
