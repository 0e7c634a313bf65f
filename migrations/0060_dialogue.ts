import { sql, type Kysely } from 'kysely'

/** What somebody said to a trusted intermediary can be put to the vote: nobody's account and no participant is behind it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table statement drop constraint statement_voice_known`.execute(db)
  await sql`
    alter table statement
      add constraint statement_voice_known check (voice in ('convener', 'participant', 'import', 'intermediary'))`.execute(db)
}
