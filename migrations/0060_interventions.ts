import { sql, type Kysely } from 'kysely'

/** What somebody said to a trusted intermediary can stand in a session: nobody's account is behind it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table intervention drop constraint intervention_source`.execute(db)
  await sql`
    alter table intervention
      add constraint intervention_source check (source in ('note', 'own', 'transcript', 'paper', 'intermediary'))`.execute(db)
}
