import { sql, type Kysely } from 'kysely'

/** Words that stood under a name once are given no other: two names under the same words would show that they are one person's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table intervention add column was_named boolean not null default false`.execute(db)
  await sql`update intervention set was_named = true where attribution in ('named', 'left')`.execute(db)
}
