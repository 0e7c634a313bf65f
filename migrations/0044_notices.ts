import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // By which way each sort comes, at which hour, and when nothing is pushed. Hours are those of the clock on the wall of the account's zone.
  await sql`
    alter table notices_state
      add column pushes text[] not null default '{}',
      add column hour smallint not null default 7,
      add column weekday smallint,
      add column quiet_from smallint,
      add column quiet_to smallint,
      add column titles boolean not null default false,
      add column pushed_until timestamptz,
      add column urgent_until timestamptz,
      add column urgent_letters smallint not null default 0,
      add column stopped_for text,
      add column stopped_on date`.execute(db)
  // Until when urgent news was looked for: one moment for the whole hub, so that it tells nothing of anybody.
  await sql`create table notices_round (name text not null constraint notices_round_pk primary key, until timestamptz not null)`.execute(db)
  await sql`alter table notices_letter add column urgent boolean not null default false`.execute(db)
  // A letter that came back: the mark of the letter makes that one counts once, however often it is told.
  await sql`
    create table notices_bounce (
      account_id uuid not null,
      mark text not null,
      at timestamptz not null,
      constraint notices_bounce_pk primary key (account_id, mark)
    )`.execute(db)
  // Where a device is reached lies under a seal. The tag finds the same device again, also where somebody else signs in on it.
  await sql`
    create table notices_device (
      account_id uuid not null,
      id uuid not null,
      name text not null,
      language text not null,
      added_on date not null,
      sealed bytea not null,
      endpoint_tag bytea not null,
      constraint notices_device_pk primary key (account_id, id),
      constraint notices_device_once unique (account_id, endpoint_tag)
    )`.execute(db)
  await sql`create index notices_device_endpoint on notices_device (endpoint_tag)`.execute(db)
  // A push on its way to one device: no words.
  await sql`
    create table notices_push (
      account_id uuid not null,
      id uuid not null,
      device_id uuid not null,
      urgent boolean not null,
      at timestamptz not null,
      constraint notices_push_pk primary key (account_id, id)
    )`.execute(db)
}
