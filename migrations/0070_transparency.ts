import { sql, type Kysely } from 'kysely'

/** The public log: its entries and the tree over them, which only grow; who has signed it; and the salts of what it commits to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table log_entry (
      position bigint not null,
      source text not null,
      kind text not null,
      scope_id uuid not null,
      body_id uuid,
      day date not null,
      content bytea not null,
      constraint log_entry_pk primary key (position),
      constraint log_entry_once unique (source)
    )`.execute(db)
  await sql`create index log_entry_by_kind on log_entry (kind, position)`.execute(db)
  await sql`create index log_entry_by_scope on log_entry (scope_id, position)`.execute(db)
  await sql`create index log_entry_by_body on log_entry (body_id, position) where body_id is not null`.execute(db)
  await sql`create index log_entry_by_day on log_entry (day, position)`.execute(db)
  // Of a tile that is not full the widest form alone: each narrower one is its beginning.
  await sql`
    create table log_tile (
      level integer not null,
      place bigint not null,
      width integer not null,
      hashes bytea not null,
      constraint log_tile_pk primary key (level, place)
    )`.execute(db)
  await sql`
    create table log_checkpoint (
      size bigint not null,
      root bytea not null,
      note text not null,
      signed_at timestamptz not null,
      constraint log_checkpoint_pk primary key (size)
    )`.execute(db)
  await sql`
    create table log_cosignature (
      size bigint not null,
      witness text not null,
      line text not null,
      signed_at timestamptz not null,
      constraint log_cosignature_pk primary key (size, witness)
    )`.execute(db)
  // What a witness has seen that does not fit what this hub has: it is kept until whoever runs the hub has looked.
  await sql`
    create table log_alarm (
      witness text not null,
      size bigint not null,
      note text not null,
      seen_on date not null,
      constraint log_alarm_pk primary key (witness, size)
    )`.execute(db)
  // Gone, the entry commits to nothing that anybody can find out.
  await sql`
    create table log_commitment (
      sort text not null,
      thing text not null,
      position bigint not null,
      salt bytea not null,
      constraint log_commitment_pk primary key (sort, thing, position),
      constraint log_commitment_entry unique (position)
    )`.execute(db)
  await sql`
    create table log_state (
      one boolean not null,
      mark bigint not null,
      candidate bigint not null,
      candidate_transaction bigint not null,
      candidate_at timestamptz not null,
      counted_on date not null,
      stands_since date,
      stands_why text,
      constraint log_state_pk primary key (one),
      constraint log_state_one check (one)
    )`.execute(db)
  // Events are taken in by their number. Votes, of which there are far more than of all else, are none of it.
  await sql`create index event_by_number on event (sequence) where kind <> 'dialogue.vote.cast'`.execute(db)
}
