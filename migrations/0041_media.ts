import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What somebody uploads belongs to what it was uploaded for (a community): its id goes first. Bytes and words lie under a seal whoever may
  // read them, for a community can turn hidden, and then nothing of it may be left open in an old copy of the database.
  await sql`
    create table media_item (
      scope_id uuid not null,
      id uuid not null,
      sort text not null,
      type text not null,
      owner_tag bytea,
      words_sealed bytea not null,
      width integer,
      height integer,
      seconds integer,
      length integer not null,
      made_on date not null,
      unattached_since timestamptz,
      constraint media_item_pk primary key (scope_id, id),
      constraint media_item_sort check (sort in ('picture', 'sound', 'paper'))
    )`.execute(db)
  await sql`create index media_item_unattached on media_item (unattached_since) where unattached_since is not null`.execute(db)
  await sql`
    create table media_bytes (
      scope_id uuid not null,
      item_id uuid not null,
      size text not null,
      bytes_sealed bytea not null,
      constraint media_bytes_pk primary key (scope_id, item_id, size),
      constraint media_bytes_of foreign key (scope_id, item_id) references media_item (scope_id, id) on delete cascade,
      constraint media_bytes_size check (size in ('whole', 'small'))
    )`.execute(db)
  // What is packed already is not packed again.
  await sql`alter table media_bytes alter column bytes_sealed set storage external`.execute(db)
}
