import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The newest of very many, without reading them all for each page of a feed.
  await sql`create index dialogue_published on dialogue ((coalesce(opened_at, created_at)) desc, id) where state <> 'draft'`.execute(db)
  await sql`create index dialogue_answered on dialogue (answered_at desc, id) where answered_at is not null`.execute(db)
}
