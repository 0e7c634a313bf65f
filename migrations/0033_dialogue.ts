import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The country whose people abroad the dialogue is about (ISO 3166-1, two letters); null: it is about no one country.
  await sql`alter table dialogue add column people_from text`.execute(db)
}
