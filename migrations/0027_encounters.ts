import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who wants to meet others during a session. A member is an account in one session, found by a tag; what it is called there, and by which
  // name, is its entry, which goes when they leave. All but kept contacts ends some days after the session.
  await sql`
    create table encounter_member (
      session_id uuid not null,
      id uuid not null,
      owner_tag bytea not null,
      changes integer not null default 0,
      constraint encounter_member_pk primary key (session_id, id),
      constraint encounter_member_once unique (session_id, owner_tag)
    )`.execute(db)
  await sql`
    create table encounter_entry (
      session_id uuid not null,
      member_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      not_to_states boolean not null,
      told_sealed bytea not null,
      constraint encounter_entry_pk primary key (session_id, member_id),
      constraint encounter_entry_once unique (session_id, id),
      constraint encounter_entry_of foreign key (session_id, member_id) references encounter_member (session_id, id)
    )`.execute(db)
  await sql`create index encounter_entry_person on encounter_entry (person_id)`.execute(db)
  // Everybody whom a member was ever shown: rows are never taken out before the end, so nobody is shown more than the limit.
  await sql`
    create table encounter_suggestion (
      session_id uuid not null,
      member_id uuid not null,
      other_id uuid not null,
      state text not null,
      drawn_on date not null,
      constraint encounter_suggestion_pk primary key (session_id, member_id, other_id),
      constraint encounter_suggestion_of foreign key (session_id, member_id) references encounter_member (session_id, id),
      constraint encounter_suggestion_other foreign key (session_id, other_id) references encounter_member (session_id, id),
      constraint encounter_suggestion_state check (state in ('open', 'asked', 'passed', 'gone'))
    )`.execute(db)
  await sql`create index encounter_suggestion_of_other on encounter_suggestion (session_id, other_id)`.execute(db)
  await sql`
    create table encounter_apart (
      session_id uuid not null,
      member_id uuid not null,
      other_id uuid not null,
      sort text not null,
      constraint encounter_apart_pk primary key (session_id, member_id, other_id),
      constraint encounter_apart_of foreign key (session_id, member_id) references encounter_member (session_id, id),
      constraint encounter_apart_other foreign key (session_id, other_id) references encounter_member (session_id, id),
      constraint encounter_apart_sort check (sort in ('declined', 'ended', 'blocked'))
    )`.execute(db)
  await sql`create index encounter_apart_of_other on encounter_apart (session_id, other_id)`.execute(db)
  await sql`
    create table encounter_pair (
      session_id uuid not null,
      id uuid not null,
      first_id uuid not null,
      second_id uuid not null,
      asked_by uuid not null,
      state text not null,
      changed_at timestamptz not null,
      first_muted boolean not null default false,
      second_muted boolean not null default false,
      first_contact bytea,
      second_contact bytea,
      first_keeps boolean not null default false,
      second_keeps boolean not null default false,
      constraint encounter_pair_pk primary key (session_id, id),
      constraint encounter_pair_once unique (session_id, first_id, second_id),
      constraint encounter_pair_first foreign key (session_id, first_id) references encounter_entry (session_id, member_id),
      constraint encounter_pair_second foreign key (session_id, second_id) references encounter_entry (session_id, member_id),
      constraint encounter_pair_order check (first_id < second_id),
      constraint encounter_pair_state check (state in ('asked', 'declined', 'open')),
      constraint encounter_pair_asked check (asked_by in (first_id, second_id))
    )`.execute(db)
  await sql`create index encounter_pair_second on encounter_pair (session_id, second_id)`.execute(db)
  await sql`
    create table encounter_message (
      session_id uuid not null,
      pair_id uuid not null,
      id uuid not null,
      by_id uuid not null,
      text_sealed bytea not null,
      warned boolean not null,
      hidden boolean not null default false,
      written_at timestamptz not null,
      constraint encounter_message_pk primary key (session_id, pair_id, id),
      constraint encounter_message_of foreign key (session_id, pair_id) references encounter_pair (session_id, id) on delete cascade
    )`.execute(db)
  await sql`create index encounter_message_at on encounter_message (session_id, pair_id, written_at)`.execute(db)
  await sql`
    create table encounter_meeting (
      session_id uuid not null,
      id uuid not null,
      pair_id uuid not null,
      proposed_by uuid not null,
      starts_at timestamptz not null,
      minutes integer not null,
      place_sealed bytea not null,
      state text not null,
      constraint encounter_meeting_pk primary key (session_id, id),
      constraint encounter_meeting_of foreign key (session_id, pair_id) references encounter_pair (session_id, id) on delete cascade,
      constraint encounter_meeting_minutes check (minutes in (15, 30, 45, 60)),
      constraint encounter_meeting_state check (state in ('proposed', 'agreed', 'cancelled'))
    )`.execute(db)
  await sql`create index encounter_meeting_pair on encounter_meeting (session_id, pair_id)`.execute(db)
  // A quarter of an hour of a member: the key forbids that somebody is in two places.
  await sql`
    create table encounter_slot (
      session_id uuid not null,
      member_id uuid not null,
      starts_at timestamptz not null,
      meeting_id uuid not null,
      constraint encounter_slot_pk primary key (session_id, member_id, starts_at),
      constraint encounter_slot_of foreign key (session_id, meeting_id) references encounter_meeting (session_id, id) on delete cascade
    )`.execute(db)
  await sql`create index encounter_slot_meeting on encounter_slot (session_id, meeting_id)`.execute(db)
  // Messages that somebody handed over to moderators, word for word.
  await sql`
    create table encounter_handed (
      session_id uuid not null,
      id uuid not null,
      author_tag bytea not null,
      handed_by uuid,
      text text not null,
      messages uuid[] not null,
      handed_at timestamptz not null,
      hidden_for text,
      constraint encounter_handed_pk primary key (session_id, id)
    )`.execute(db)
  await sql`create index encounter_handed_by on encounter_handed (handed_by) where handed_by is not null`.execute(db)
  await sql`
    create table kept_contact (
      id uuid not null,
      one_person uuid not null,
      other_person uuid not null,
      one_sealed bytea not null,
      other_sealed bytea not null,
      kept_on date not null,
      constraint kept_contact_pk primary key (id),
      constraint kept_contact_once unique (one_person, other_person),
      constraint kept_contact_order check (one_person < other_person)
    )`.execute(db)
  await sql`create index kept_contact_other on kept_contact (other_person)`.execute(db)
}
