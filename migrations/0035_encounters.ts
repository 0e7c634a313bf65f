import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A small room by topic within the session. What is said of it is sealed: where it is tells where somebody will be.
  await sql`
    create table encounter_room (
      session_id uuid not null,
      id uuid not null,
      proposed_by uuid,
      state text not null,
      said_sealed bytea not null,
      capacity integer not null,
      starts_at timestamptz not null,
      minutes integer not null,
      constraint encounter_room_pk primary key (session_id, id),
      constraint encounter_room_holds unique (session_id, id, capacity),
      constraint encounter_room_by foreign key (session_id, proposed_by) references encounter_member (session_id, id),
      constraint encounter_room_capacity check (capacity between 2 and 12),
      constraint encounter_room_minutes check (minutes in (15, 30, 45, 60)),
      constraint encounter_room_state check (state in ('proposed', 'open'))
    )`.execute(db)
  // Who sits where. One room at a time by the primary key; never more than there are places, by the numbers of the places.
  await sql`
    create table encounter_seat (
      session_id uuid not null,
      member_id uuid not null,
      room_id uuid not null,
      capacity integer not null,
      place integer not null,
      constraint encounter_seat_pk primary key (session_id, member_id),
      constraint encounter_seat_in unique (session_id, member_id, room_id),
      constraint encounter_seat_place unique (session_id, room_id, place),
      constraint encounter_seat_of foreign key (session_id, member_id) references encounter_entry (session_id, member_id) on delete cascade,
      constraint encounter_seat_room foreign key (session_id, room_id, capacity)
        references encounter_room (session_id, id, capacity) on delete cascade,
      constraint encounter_seat_places check (place between 1 and capacity)
    )`.execute(db)
  // The quarters of an hour of a member are taken by meetings and by a room alike, so nobody is expected in two places.
  await sql`
    alter table encounter_slot
      alter column meeting_id drop not null,
      add column room_id uuid,
      add constraint encounter_slot_room foreign key (session_id, member_id, room_id)
        references encounter_seat (session_id, member_id, room_id) on delete cascade,
      add constraint encounter_slot_one check (num_nonnulls(meeting_id, room_id) = 1)`.execute(db)
  // Tables that the organisers lend to two who talk, and the hours at which they may be had.
  await sql`
    create table encounter_table_plan (
      session_id uuid not null,
      tables integer not null,
      minutes integer not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      constraint encounter_table_plan_pk primary key (session_id),
      constraint encounter_table_plan_tables check (tables between 1 and 60),
      constraint encounter_table_plan_minutes check (minutes in (15, 30, 45, 60)),
      constraint encounter_table_plan_times check (starts_at < ends_at)
    )`.execute(db)
  await sql`alter table encounter_meeting add column at_table boolean not null default false`.execute(db)
  // A quarter of an hour of a table: by quarters, so that the key holds also where the length of the slots was changed.
  await sql`
    create table encounter_table_slot (
      session_id uuid not null,
      table_number integer not null,
      starts_at timestamptz not null,
      meeting_id uuid not null,
      constraint encounter_table_slot_pk primary key (session_id, table_number, starts_at),
      constraint encounter_table_slot_of foreign key (session_id, meeting_id)
        references encounter_meeting (session_id, id) on delete cascade
    )`.execute(db)
  await sql`create index encounter_table_slot_meeting on encounter_table_slot (session_id, meeting_id)`.execute(db)
}
