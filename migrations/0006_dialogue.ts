import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A clock does not say what a reading saw: a deed takes its time before it commits, and two processes have two clocks. Numbers of transactions do.
  await sql`
    create function note_transaction() returns trigger language plpgsql as $$
    begin
      new.written := pg_current_xact_id()::text::bigint;
      return new;
    end $$`.execute(db)
  // What a result is made of; and the dialogue itself, whose closing ends its votes. The server keeps the number, so no deed can forget it.
  for (const table of ['vote', 'statement', 'dialogue']) {
    await sql`alter table ${sql.table(table)} add column written bigint not null default 0`.execute(db)
    await sql`alter table ${sql.table(table)} alter column written set default pg_current_xact_id()::text::bigint`.execute(db)
    await sql`
      create trigger note_transaction before update on ${sql.table(table)}
      for each row execute function note_transaction()`.execute(db)
  }
  // Of participants only that they were taken out or put back: a number for their entry would say when they came, which is kept to the day.
  await sql`alter table participant add column written bigint not null default 0`.execute(db)
  await sql`
    create trigger note_transaction before update of removed_at, restored_at on participant
    for each row execute function note_transaction()`.execute(db)
  // The recomputation asks for votes that its last reading did not see. As small as vote_by_time, which now serves the counting of people alone.
  await sql`create index vote_by_transaction on vote using brin (written) with (pages_per_range = 16, autosummarize = on)`.execute(db)
  // Which transactions had ended when the votes of the result were read. Null: nobody knows, so it is worked out anew.
  await sql`alter table result add column seen pg_snapshot`.execute(db)
}
