import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registration_plan (
      edition_id uuid not null,
      opens_at timestamptz not null,
      closes_at timestamptz not null,
      in_person_places integer,
      online_places integer,
      by_approval boolean not null,
      names_at_door boolean not null,
      shown_in_person integer not null default 0,
      shown_online integer not null default 0,
      constraint registration_plan_pk primary key (edition_id),
      constraint registration_plan_times check (opens_at < closes_at),
      constraint registration_plan_places check (in_person_places >= 0 and online_places >= 0)
    )`.execute(db)
  await sql`
    create table registration_question (
      edition_id uuid not null,
      id uuid not null,
      position integer not null,
      sort text not null,
      required boolean not null,
      texts jsonb not null,
      constraint registration_question_pk primary key (edition_id, id),
      constraint registration_question_sort check (sort in ('text', 'choice', 'yes-no'))
    )`.execute(db)
  // Who comes to an edition, by the identity with which they come. The tag is of the account: nobody registers twice under two names.
  // Who cancels leaves no row.
  await sql`
    create table registration (
      edition_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      holder_tag bytea not null,
      state text not null,
      mode text not null,
      quiet boolean not null,
      letter boolean not null,
      moved_up boolean not null,
      code_sealed bytea not null,
      code_hash bytea not null,
      asked_at timestamptz not null,
      decided_at timestamptz,
      constraint registration_pk primary key (edition_id, id),
      constraint registration_person unique (edition_id, person_id),
      constraint registration_holder unique (edition_id, holder_tag),
      constraint registration_code unique (edition_id, code_hash),
      constraint registration_state check (state in ('asked', 'waiting', 'confirmed', 'declined')),
      constraint registration_mode check (mode in ('in-person', 'online'))
    )`.execute(db)
  await sql`create index registration_by_person on registration (person_id)`.execute(db)
  await sql`create index registration_line on registration (edition_id, mode, state, asked_at)`.execute(db)
  await sql`
    create table registration_answer (
      edition_id uuid not null,
      registration_id uuid not null,
      sealed bytea not null,
      ends_at timestamptz not null,
      constraint registration_answer_pk primary key (edition_id, registration_id),
      constraint registration_answer_of foreign key (edition_id, registration_id) references registration (edition_id, id) on delete cascade
    )`.execute(db)
  await sql`
    create table registration_reading (
      edition_id uuid not null,
      id uuid not null,
      registration_id uuid not null,
      read_at timestamptz not null,
      ends_at timestamptz not null,
      constraint registration_reading_pk primary key (edition_id, id),
      constraint registration_reading_of foreign key (edition_id, registration_id) references registration (edition_id, id) on delete cascade
    )`.execute(db)
  await sql`create index registration_reading_by on registration_reading (edition_id, registration_id)`.execute(db)
  await sql`
    create table check_in (
      edition_id uuid not null,
      registration_id uuid not null,
      key uuid not null,
      device uuid,
      at timestamptz not null,
      ends_at timestamptz not null,
      constraint check_in_pk primary key (edition_id, registration_id),
      constraint check_in_of foreign key (edition_id, registration_id) references registration (edition_id, id) on delete cascade
    )`.execute(db)
  await sql`
    create table check_in_link (
      edition_id uuid not null,
      id uuid not null,
      made_by uuid,
      expires_at timestamptz not null,
      constraint check_in_link_pk primary key (edition_id, id)
    )`.execute(db)
  await sql`
    create table agenda_star (
      edition_id uuid not null,
      person_id uuid not null,
      session_id uuid not null,
      constraint agenda_star_pk primary key (edition_id, person_id, session_id)
    )`.execute(db)
  await sql`create index agenda_star_by on agenda_star (person_id)`.execute(db)
  await sql`
    create table agenda_feed (
      edition_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      constraint agenda_feed_pk primary key (edition_id, id),
      constraint agenda_feed_person unique (edition_id, person_id)
    )`.execute(db)
  await sql`create index agenda_feed_by on agenda_feed (person_id)`.execute(db)
}
