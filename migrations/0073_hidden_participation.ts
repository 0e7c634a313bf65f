import { sql, type Kysely } from 'kysely'

/** Two more answers to who may take part: every account, or every member, by a ballot box that knows neither. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table dialogue drop constraint dialogue_participation_known`.execute(db)
  await sql`
    alter table dialogue add constraint dialogue_participation_known
    check (participation in ('anyone', 'account', 'members', 'hidden', 'hidden-members'))`.execute(db)
}
