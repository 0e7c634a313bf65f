import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A charter belongs to a scope: the hub, or a body. Its versions follow one another and are never changed.
  await sql`
    create table charter_version (
      scope_id uuid not null,
      number integer not null,
      correction boolean not null,
      published_on date not null,
      holds_from date not null,
      constraint charter_version_pk primary key (scope_id, number),
      constraint charter_version_counts check (number >= 1),
      constraint charter_version_first_is_whole check (number > 1 or not correction)
    )`.execute(db)
  await sql`
    create table charter_text (
      scope_id uuid not null,
      number integer not null,
      language text not null,
      position integer not null,
      text text not null,
      changed text not null,
      constraint charter_text_pk primary key (scope_id, number, language),
      constraint charter_text_of foreign key (scope_id, number) references charter_version (scope_id, number)
    )`.execute(db)
  // What is being written for the next version, one row for each language. No name: whoever looks after the charter shares it.
  await sql`
    create table charter_draft (
      scope_id uuid not null,
      language text not null,
      text text not null,
      changed text not null,
      written_on date not null,
      constraint charter_draft_pk primary key (scope_id, language)
    )`.execute(db)
  // What somebody said to a version: of the hub an account, of a body the identity that belongs to it. The day alone, and no list is ever made of it.
  await sql`
    create table charter_reply (
      scope_id uuid not null,
      holder_id uuid not null,
      number integer not null,
      accepted boolean not null,
      replied_on date not null,
      constraint charter_reply_pk primary key (scope_id, holder_id, number),
      constraint charter_reply_to foreign key (scope_id, number) references charter_version (scope_id, number)
    )`.execute(db)
}
