import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who answers questions about a page. Nobody is named before they agreed: until then a row has no person.
  await sql`
    create table named_contact (
      sort text not null,
      subject text not null,
      id uuid not null,
      person_id uuid,
      deputy boolean not null,
      about text not null,
      language text not null,
      languages text[] not null,
      hours text not null,
      reach text not null,
      days integer not null,
      named_at timestamptz not null,
      accepted_at timestamptz,
      checked_on date not null,
      constraint named_contact_pk primary key (sort, subject, id),
      constraint named_contact_once unique (sort, subject, person_id),
      constraint named_contact_sort check (sort in ('hub', 'body', 'community', 'place')),
      constraint named_contact_days check (days between 1 and 30),
      constraint named_contact_agreed check ((person_id is null) = (accepted_at is null))
    )`.execute(db)
  await sql`create index named_contact_person on named_contact (person_id) where person_id is not null`.execute(db)
  // What somebody asks, with or without an account: their words and how to reach them lie under a seal and go soon after it was closed.
  await sql`
    create table contact_question (
      sort text not null,
      subject text not null,
      id uuid not null,
      asked_sealed bytea not null,
      told_sealed bytea,
      language text not null,
      way text not null,
      state text not null,
      taken_by uuid,
      asked_on date not null,
      answer_by date not null,
      closed_at timestamptz,
      constraint contact_question_pk primary key (sort, subject, id),
      constraint contact_question_way check (way in ('phone', 'mail', 'page')),
      constraint contact_question_state check (state in ('waiting', 'taken', 'closed')),
      constraint contact_question_closed check ((state = 'closed') = (closed_at is not null))
    )`.execute(db)
  await sql`create index contact_question_id on contact_question (id)`.execute(db)
  await sql`create index contact_question_closed_at on contact_question (closed_at) where closed_at is not null`.execute(db)
  await sql`create index contact_question_taken_by on contact_question (taken_by) where taken_by is not null`.execute(db)
  await sql`
    create table contact_count (
      month date not null,
      asked integer not null,
      in_time integer not null,
      late integer not null,
      constraint contact_count_pk primary key (month)
    )`.execute(db)
}
