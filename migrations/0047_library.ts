import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What can be learnt from others: practices, guides, courses, tools. `version` is the newest text, `shown` the one that everybody reads.
  await sql`
    create table library_entry (
      id uuid not null,
      kind text not null,
      body_id uuid,
      person_id uuid,
      language text not null,
      state text not null,
      hidden_for text,
      licence text not null,
      law boolean not null,
      review_months integer not null,
      checked_on date,
      review_on date,
      version integer not null,
      shown integer,
      found_by text not null default '',
      assist_id uuid,
      proposed_at timestamptz,
      answer_by timestamptz,
      decided_at timestamptz,
      reason text,
      reason_language text,
      published_at timestamptz,
      made_at timestamptz not null,
      constraint library_entry_pk primary key (id),
      constraint library_entry_kind check (kind in ('practice', 'guide', 'course', 'tool')),
      constraint library_entry_state check (state in ('draft', 'proposed', 'declined', 'published', 'archived')),
      constraint library_entry_licence check (licence in ('cc-by', 'cc-by-sa', 'cc0', 'reserved')),
      constraint library_entry_months check (review_months between 1 and 24 and (not law or review_months <= 12)),
      constraint library_entry_shown check ((state in ('published', 'archived')) = (shown is not null)),
      constraint library_entry_dated check (shown is null or (checked_on is not null and review_on is not null and published_at is not null)),
      constraint library_entry_proposed check ((proposed_at is null) = (answer_by is null))
    )`.execute(db)
  await sql`create index library_entry_newest on library_entry (published_at desc, id) where state = 'published'`.execute(db)
  await sql`create index library_entry_body on library_entry (body_id) where body_id is not null`.execute(db)
  await sql`create index library_entry_person on library_entry (person_id) where person_id is not null`.execute(db)
  await sql`create index library_entry_proposed_at on library_entry (proposed_at) where proposed_at is not null`.execute(db)
  await sql`create index library_entry_assist on library_entry (assist_id) where assist_id is not null`.execute(db)
  await sql`
    create table library_version (
      entry_id uuid not null,
      version integer not null,
      title text not null,
      summary text not null,
      words jsonb not null,
      facts jsonb not null,
      person_id uuid,
      written_at timestamptz not null,
      constraint library_version_pk primary key (entry_id, version),
      constraint library_version_of foreign key (entry_id) references library_entry (id)
    )`.execute(db)
  await sql`create index library_version_person on library_version (person_id) where person_id is not null`.execute(db)
  await sql`
    create table library_translation (
      entry_id uuid not null,
      language text not null,
      follows integer not null,
      title text not null,
      summary text not null,
      words jsonb not null,
      translator text not null,
      translator_name text not null,
      person_id uuid,
      checked boolean not null,
      checked_by uuid,
      written_at timestamptz not null,
      constraint library_translation_pk primary key (entry_id, language),
      constraint library_translation_of foreign key (entry_id) references library_entry (id),
      constraint library_translation_translator check (translator in ('person', 'machine'))
    )`.execute(db)
  await sql`create index library_translation_person on library_translation (person_id) where person_id is not null`.execute(db)
  await sql`create index library_translation_checked_by on library_translation (checked_by) where checked_by is not null`.execute(db)
  await sql`
    create table library_subject (
      entry_id uuid not null,
      sort text not null,
      subject text not null,
      constraint library_subject_pk primary key (entry_id, sort, subject),
      constraint library_subject_of foreign key (entry_id) references library_entry (id),
      constraint library_subject_sort check (sort in ('topic', 'place', 'body'))
    )`.execute(db)
  await sql`create index library_subject_by on library_subject (sort, subject)`.execute(db)
  // What came of it where others tried it: one word of each body, its last.
  await sql`
    create table library_trial (
      entry_id uuid not null,
      body_id uuid not null,
      outcome text not null,
      text text not null,
      language text not null,
      year integer not null,
      person_id uuid,
      told_at timestamptz not null,
      constraint library_trial_pk primary key (entry_id, body_id),
      constraint library_trial_of foreign key (entry_id) references library_entry (id),
      constraint library_trial_outcome check (outcome in ('worked', 'changed', 'failed'))
    )`.execute(db)
  await sql`create index library_trial_person on library_trial (person_id) where person_id is not null`.execute(db)
  await sql`create index library_trial_body on library_trial (body_id)`.execute(db)
  await sql`
    create table library_keeper (
      person_id uuid not null,
      named_at timestamptz not null,
      constraint library_keeper_pk primary key (person_id)
    )`.execute(db)
  await assists(db)
}

async function assists(db: Kysely<unknown>): Promise<void> {
  // A body asks its peers for an hour, documents or a visit.
  await sql`
    create table assist (
      id uuid not null,
      body_id uuid not null,
      person_id uuid,
      language text not null,
      question text not null,
      context text not null,
      tried text not null,
      kinds text[] not null,
      languages text[] not null,
      audience text not null,
      until date not null,
      state text not null,
      ended_for text,
      hidden_for text,
      made_at timestamptz not null,
      ended_at timestamptz,
      constraint assist_pk primary key (id),
      constraint assist_audience check (audience in ('everybody', 'verified')),
      constraint assist_state check (state in ('open', 'closed')),
      constraint assist_ended check ((state = 'closed') = (ended_for is not null) and (ended_for is null) = (ended_at is null)),
      constraint assist_ended_for check (ended_for in ('helped', 'not-needed', 'elsewhere', 'time'))
    )`.execute(db)
  await sql`create index assist_newest on assist (made_at desc, id)`.execute(db)
  await sql`create index assist_body on assist (body_id)`.execute(db)
  await sql`create index assist_person on assist (person_id) where person_id is not null`.execute(db)
  await sql`
    create table assist_offer (
      assist_id uuid not null,
      body_id uuid not null,
      person_id uuid,
      who text not null,
      available text not null,
      lived text not null,
      language text not null,
      state text not null,
      offered_at timestamptz not null,
      answer_by timestamptz not null,
      decided_at timestamptz,
      constraint assist_offer_pk primary key (assist_id, body_id),
      constraint assist_offer_of foreign key (assist_id) references assist (id),
      constraint assist_offer_state check (state in ('waiting', 'paired', 'declined', 'withdrawn')),
      constraint assist_offer_decided check ((state = 'waiting') = (decided_at is null))
    )`.execute(db)
  await sql`create index assist_offer_body on assist_offer (body_id)`.execute(db)
  await sql`create index assist_offer_person on assist_offer (person_id) where person_id is not null`.execute(db)
  // One meeting of a pair at a time: a new hour takes the place of the one before.
  await sql`
    create table assist_meeting (
      assist_id uuid not null,
      body_id uuid not null,
      starts_at timestamptz not null,
      minutes integer not null,
      place text not null,
      changes integer not null,
      held boolean,
      person_id uuid,
      constraint assist_meeting_pk primary key (assist_id, body_id),
      constraint assist_meeting_of foreign key (assist_id, body_id) references assist_offer (assist_id, body_id),
      constraint assist_meeting_minutes check (minutes between 15 and 480)
    )`.execute(db)
  await sql`create index assist_meeting_person on assist_meeting (person_id) where person_id is not null`.execute(db)
  await sql`
    create table assist_note (
      assist_id uuid not null,
      body_id uuid not null,
      version integer not null,
      title text not null,
      did text not null,
      came text not null,
      failed text not null,
      language text not null,
      asker_agreed boolean not null,
      helper_agreed boolean not null,
      person_id uuid,
      written_at timestamptz not null,
      agreed_at timestamptz,
      entry_id uuid,
      constraint assist_note_pk primary key (assist_id, body_id),
      constraint assist_note_of foreign key (assist_id, body_id) references assist_offer (assist_id, body_id),
      constraint assist_note_agreed check ((agreed_at is not null) = (asker_agreed and helper_agreed))
    )`.execute(db)
  await sql`create index assist_note_person on assist_note (person_id) where person_id is not null`.execute(db)
}
