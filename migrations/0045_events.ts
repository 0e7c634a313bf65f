import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Whoever holds it is first in every key: all that belongs to one host lies together. `by_ref` is a person where a body is the host, and
  // the member's own id where a community is: so the table does not say who belongs to a community.
  await sql`
    create table hosted_event (
      host_id uuid not null,
      id uuid not null,
      host_sort text not null,
      kind text not null,
      state text not null,
      visibility text not null,
      way text not null,
      zone text not null,
      first_on date not null,
      starts_time text not null,
      minutes integer not null,
      repeats text not null,
      repeat_rule text,
      ends_on date,
      capacity integer,
      closes_hours integer not null,
      place_id text,
      topics text[] not null,
      languages text[] not null,
      step_free text not null,
      quiet_room text not null,
      childcare text not null,
      link_sealed bytea,
      link_for text not null,
      owner_ref uuid,
      contact text not null,
      sequence integer not null default 0,
      checked_on date not null,
      written_at timestamptz not null,
      published_at timestamptz,
      called_off_at timestamptz,
      reason text,
      reason_language text,
      hidden_for text,
      constraint hosted_event_pk primary key (host_id, id),
      constraint hosted_event_host check (host_sort in ('community', 'body')),
      constraint hosted_event_state check (state in ('draft', 'published', 'called-off')),
      constraint hosted_event_visibility check (visibility in ('everybody', 'members')),
      constraint hosted_event_way check (way in ('in-person', 'online', 'hybrid')),
      constraint hosted_event_repeats check (repeats in ('once', 'rule', 'by-hand'))
    )`.execute(db)
  await sql`create index hosted_event_id on hosted_event (id)`.execute(db)
  await sql`create index hosted_event_published on hosted_event (published_at desc) where state <> 'draft'`.execute(db)
  await sql`
    create table event_text (
      host_id uuid not null,
      event_id uuid not null,
      language text not null,
      position integer not null,
      title text not null,
      text text not null,
      whom text not null,
      venue text not null,
      directions text not null,
      access text not null,
      cost text not null,
      by_ref uuid,
      constraint event_text_pk primary key (host_id, event_id, language),
      constraint event_text_of foreign key (host_id, event_id) references hosted_event (host_id, id)
    )`.execute(db)
  // Every date of an event. `slot` is the day on which it was to begin at first, and stays when the date is moved.
  await sql`
    create table event_occurrence (
      host_id uuid not null,
      event_id uuid not null,
      slot date not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      state text not null default 'on',
      moved_from timestamptz,
      reason text,
      note text,
      words_language text,
      source text,
      changed_at timestamptz,
      yes_people integer not null default 0,
      came integer,
      walk_ins integer not null default 0,
      constraint event_occurrence_pk primary key (host_id, event_id, slot),
      constraint event_occurrence_of foreign key (host_id, event_id) references hosted_event (host_id, id),
      constraint event_occurrence_state check (state in ('on', 'called-off')),
      constraint event_occurrence_order check (ends_at > starts_at)
    )`.execute(db)
  await sql`create index event_occurrence_when on event_occurrence (starts_at)`.execute(db)
  await sql`create index event_occurrence_changed on event_occurrence (changed_at) where changed_at is not null`.execute(db)
  // Whose answer it is lies under tags and a seal; a stranger's has neither tag, and is found by its private link alone.
  await sql`
    create table event_answer (
      host_id uuid not null,
      event_id uuid not null,
      slot date not null,
      id uuid not null,
      account_tag bytea,
      person_tag bytea,
      told_sealed bytea not null,
      answer text not null,
      people integer not null,
      way text not null,
      shown boolean not null,
      waiting boolean not null,
      remind text not null,
      asked_at timestamptz not null,
      moved_up_at timestamptz,
      came boolean not null default false,
      ends_at timestamptz not null,
      constraint event_answer_pk primary key (host_id, event_id, slot, id),
      constraint event_answer_once unique (host_id, event_id, slot, account_tag),
      constraint event_answer_of foreign key (host_id, event_id, slot) references event_occurrence (host_id, event_id, slot),
      constraint event_answer_answer check (answer in ('yes', 'maybe', 'no')),
      constraint event_answer_people check (people between 1 and 20)
    )`.execute(db)
  await sql`create index event_answer_ends on event_answer (ends_at)`.execute(db)
  await sql`
    create table event_need (
      host_id uuid not null,
      event_id uuid not null,
      slot date not null,
      answer_id uuid not null,
      need_sealed bytea not null,
      ends_at timestamptz not null,
      constraint event_need_pk primary key (host_id, event_id, slot, answer_id),
      constraint event_need_of foreign key (host_id, event_id, slot, answer_id)
        references event_answer (host_id, event_id, slot, id) on delete cascade
    )`.execute(db)
  await sql`create index event_need_ends on event_need (ends_at)`.execute(db)
  await sql`
    create table event_minutes (
      host_id uuid not null,
      event_id uuid not null,
      slot date not null,
      language text not null,
      version integer not null,
      text text not null,
      state text not null,
      by_ref uuid,
      written_at timestamptz not null,
      constraint event_minutes_pk primary key (host_id, event_id, slot, language, version),
      constraint event_minutes_of foreign key (host_id, event_id, slot) references event_occurrence (host_id, event_id, slot),
      constraint event_minutes_state check (state in ('draft', 'published'))
    )`.execute(db)
  await sql`
    create table event_decision (
      host_id uuid not null,
      event_id uuid not null,
      slot date not null,
      number integer not null,
      text text not null,
      who text not null,
      language text not null,
      due_on date not null,
      done_on date,
      by_ref uuid,
      constraint event_decision_pk primary key (host_id, event_id, slot, number),
      constraint event_decision_of foreign key (host_id, event_id, slot) references event_occurrence (host_id, event_id, slot)
    )`.execute(db)
  await sql`
    create table event_point (
      host_id uuid not null,
      event_id uuid not null,
      slot date not null,
      id uuid not null,
      text text not null,
      language text not null,
      state text not null,
      supports integer not null,
      reason text,
      reason_language text,
      by_ref uuid,
      proposed_on date not null,
      constraint event_point_pk primary key (host_id, event_id, slot, id),
      constraint event_point_of foreign key (host_id, event_id, slot) references event_occurrence (host_id, event_id, slot),
      constraint event_point_state check (state in ('proposed', 'on-agenda', 'declined'))
    )`.execute(db)
  await sql`
    create table event_support (
      host_id uuid not null,
      event_id uuid not null,
      slot date not null,
      point_id uuid not null,
      account_tag bytea not null,
      ends_at timestamptz not null,
      constraint event_support_pk primary key (host_id, event_id, slot, point_id, account_tag),
      constraint event_support_of foreign key (host_id, event_id, slot, point_id) references event_point (host_id, event_id, slot, id)
    )`.execute(db)
  // A picture of a date. Its bytes lie in media, under the host.
  await sql`
    create table event_picture (
      host_id uuid not null,
      event_id uuid not null,
      slot date not null,
      id uuid not null,
      state text not null,
      by_ref uuid,
      added_on date not null,
      decide_by date,
      decided_on date,
      constraint event_picture_pk primary key (host_id, event_id, slot, id),
      constraint event_picture_of foreign key (host_id, event_id, slot) references event_occurrence (host_id, event_id, slot),
      constraint event_picture_state check (state in ('waiting', 'shown', 'asked'))
    )`.execute(db)
  // Who can be recognised on it, by their answer: each has to agree. The answer goes after thirty days, and then the row leads to nobody.
  await sql`
    create table event_consent (
      host_id uuid not null,
      event_id uuid not null,
      slot date not null,
      picture_id uuid not null,
      answer_id uuid not null,
      agreed boolean not null default false,
      constraint event_consent_pk primary key (host_id, event_id, slot, picture_id, answer_id),
      constraint event_consent_of foreign key (host_id, event_id, slot, picture_id)
        references event_picture (host_id, event_id, slot, id) on delete cascade
    )`.execute(db)
  // A secret address at which a calendar follows where somebody goes.
  await sql`
    create table event_feed (
      person_id uuid not null,
      id uuid not null,
      constraint event_feed_pk primary key (person_id)
    )`.execute(db)
}
