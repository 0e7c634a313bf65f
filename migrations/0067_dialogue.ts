import { sql, type Kysely } from 'kysely'

/**
 * What a database that is spread over several servers asks of tables that grow: no triggers (deeds write the number of their transaction themselves, by
 * `writtenNow`), and no key without the column by which they are spread, so that an address is unique in a small table of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['vote', 'statement', 'dialogue', 'participant'])
    await sql`drop trigger note_transaction on ${sql.table(table)}`.execute(db)
  await sql`drop function note_transaction()`.execute(db)
  await sql`
    create table dialogue_address (
      slug text not null,
      dialogue_id uuid not null,
      constraint dialogue_address_key primary key (slug)
    )`.execute(db)
  await sql`insert into dialogue_address (slug, dialogue_id) select slug, id from dialogue`.execute(db)
  await sql`alter table dialogue drop constraint dialogue_slug_once`.execute(db)
  await sql`create index dialogue_by_slug on dialogue (slug)`.execute(db)
}
