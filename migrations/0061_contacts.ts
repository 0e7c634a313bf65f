import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Editions of summits and events have people who answer for them, too.
  await sql`alter table named_contact drop constraint named_contact_sort`.execute(db)
  await sql`
    alter table named_contact add constraint named_contact_sort
      check (sort in ('hub', 'body', 'community', 'place', 'edition', 'event'))`.execute(db)
  // From which full hour on those who answer are told that it waits; of what was asked before nobody is told.
  await sql`alter table contact_question add column told_from timestamptz`.execute(db)
  // What somebody entered by hand for others: a day, a kind and a number, for their own eyes.
  await sql`
    create table helper_entry (
      by_tag bytea not null,
      id uuid not null,
      entry_sealed bytea not null,
      kept_on date not null,
      constraint helper_entry_pk primary key (by_tag, id)
    )`.execute(db)
  await sql`create index helper_entry_kept_on on helper_entry (kept_on)`.execute(db)
  await sql`
    create table helper_count (
      month date not null,
      kind text not null,
      entered integer not null,
      constraint helper_count_pk primary key (month, kind)
    )`.execute(db)
}
