import { sql, type Kysely } from 'kysely'

/** A briefing note says who translated it, and keeps what an import could not place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table briefing_note
      add column lead text not null default '',
      add column unplaced text not null default '',
      add column translator text,
      add column translator_name text not null default '',
      add constraint briefing_note_translator check (translator in ('person', 'machine'))`.execute(db)
}
