import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // For which rule moderation took a recipe from the public.
  await sql`alter table feed_recipe add column hidden_for text`.execute(db)
}
