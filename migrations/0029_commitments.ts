import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Of a body, and of nobody else: no person stands in any of these tables. Days are days of a calendar.
  await sql`
    create table commitment (
      id uuid not null,
      lead_body uuid not null,
      edition_id uuid,
      session_id uuid,
      source_sort text,
      source_id text,
      source_version integer,
      state text not null,
      version integer not null,
      language text not null,
      starts_on date not null,
      due_on date not null,
      owner text not null,
      sdgs integer[] not null,
      made_at timestamptz not null,
      accepted_on date,
      ended_on date,
      merged_into uuid,
      hidden_for text,
      hidden_at timestamptz,
      constraint commitment_pk primary key (id),
      constraint commitment_state check (state in ('proposed', 'declined', 'running', 'kept', 'partly', 'not-kept', 'withdrawn', 'merged')),
      constraint commitment_accepted check ((state in ('proposed', 'declined')) = (accepted_on is null)),
      constraint commitment_ended check ((state in ('kept', 'partly', 'not-kept', 'withdrawn', 'merged')) = (ended_on is not null)),
      constraint commitment_merged check ((state = 'merged') = (merged_into is not null)),
      constraint commitment_source check ((source_sort is null) = (source_id is null)),
      constraint commitment_hidden check ((hidden_for is null) = (hidden_at is null))
    )`.execute(db)
  await sql`create index commitment_of_body on commitment (lead_body)`.execute(db)
  await sql`create index commitment_of_edition on commitment (edition_id) where edition_id is not null`.execute(db)
  await sql`create index commitment_of_source on commitment (source_sort, source_id) where source_id is not null`.execute(db)
  // Each wording; a translation says which version of the original it follows.
  await sql`
    create table commitment_text (
      commitment_id uuid not null,
      language text not null,
      version integer not null,
      title text not null,
      text text not null,
      follows integer,
      written_at timestamptz not null,
      office text not null,
      constraint commitment_text_pk primary key (commitment_id, language, version),
      constraint commitment_text_of foreign key (commitment_id) references commitment (id)
    )`.execute(db)
  // Everything that was done with it, with its day and the office; of a moved date both days.
  await sql`
    create table commitment_change (
      commitment_id uuid not null,
      position integer not null,
      kind text not null,
      at timestamptz not null,
      office text not null,
      body_id uuid,
      reason text,
      language text,
      old_due date,
      new_due date,
      constraint commitment_change_pk primary key (commitment_id, position),
      constraint commitment_change_of foreign key (commitment_id) references commitment (id),
      constraint commitment_change_due check ((old_due is null) = (new_due is null))
    )`.execute(db)
  await sql`
    create table commitment_supporter (
      commitment_id uuid not null,
      body_id uuid not null,
      state text not null,
      asked_at timestamptz not null,
      answered_at timestamptz,
      constraint commitment_supporter_pk primary key (commitment_id, body_id),
      constraint commitment_supporter_of foreign key (commitment_id) references commitment (id),
      constraint commitment_supporter_state check (state in ('asked', 'accepted', 'declined'))
    )`.execute(db)
  await sql`create index commitment_supporter_body on commitment_supporter (body_id)`.execute(db)
  await sql`
    create table commitment_milestone (
      commitment_id uuid not null,
      number integer not null,
      title text not null,
      language text not null,
      due_on date not null,
      done_on date,
      constraint commitment_milestone_pk primary key (commitment_id, number),
      constraint commitment_milestone_of foreign key (commitment_id) references commitment (id)
    )`.execute(db)
  await sql`
    create table commitment_indicator (
      commitment_id uuid not null,
      number integer not null,
      name text not null,
      unit text not null,
      language text not null,
      baseline double precision not null,
      target double precision not null,
      constraint commitment_indicator_pk primary key (commitment_id, number),
      constraint commitment_indicator_of foreign key (commitment_id) references commitment (id)
    )`.execute(db)
  // One value of an indicator a day; the last one that was written holds.
  await sql`
    create table commitment_measurement (
      commitment_id uuid not null,
      indicator integer not null,
      measured_on date not null,
      value double precision not null,
      link text,
      written_at timestamptz not null,
      office text not null,
      constraint commitment_measurement_pk primary key (commitment_id, indicator, measured_on),
      constraint commitment_measurement_of foreign key (commitment_id, indicator) references commitment_indicator (commitment_id, number)
    )`.execute(db)
  await sql`
    create table commitment_evidence (
      commitment_id uuid not null,
      number integer not null,
      text text not null,
      language text not null,
      link text,
      dated_on date not null,
      written_at timestamptz not null,
      office text not null,
      constraint commitment_evidence_pk primary key (commitment_id, number),
      constraint commitment_evidence_of foreign key (commitment_id) references commitment (id)
    )`.execute(db)
  // A body that is neither lead nor support says what it found when it looked.
  await sql`
    create table commitment_check (
      commitment_id uuid not null,
      evidence integer not null,
      body_id uuid not null,
      confirms boolean not null,
      text text not null,
      language text not null,
      checked_on date not null,
      office text not null,
      constraint commitment_check_pk primary key (commitment_id, evidence, body_id),
      constraint commitment_check_of foreign key (commitment_id, evidence) references commitment_evidence (commitment_id, number)
    )`.execute(db)
  // What an addressee accepted: somebody is to promise it.
  await sql`
    create table commitment_wanted (
      session_id uuid not null,
      recommendation_id uuid not null,
      answer text not null,
      constraint commitment_wanted_pk primary key (session_id, recommendation_id),
      constraint commitment_wanted_answer check (answer in ('accepted', 'partly'))
    )`.execute(db)
  // Two that look alike and are not the same, as somebody decided. The lesser id comes first.
  await sql`
    create table commitment_pair (
      commitment_id uuid not null,
      other_id uuid not null,
      decided_at timestamptz not null,
      office text not null,
      constraint commitment_pair_pk primary key (commitment_id, other_id),
      constraint commitment_pair_order check (commitment_id < other_id)
    )`.execute(db)
  // What a body did in a quarter; a corrected one is a further version.
  await sql`
    create table action_report (
      body_id uuid not null,
      quarter text not null,
      version integer not null,
      language text not null,
      sent_at timestamptz not null,
      sent_on date not null,
      office text not null,
      constraint action_report_pk primary key (body_id, quarter, version)
    )`.execute(db)
  await sql`
    create table action_report_line (
      body_id uuid not null,
      quarter text not null,
      version integer not null,
      commitment_id uuid not null,
      done text not null,
      evidence text,
      link text,
      values jsonb not null,
      due_on date,
      due_reason text,
      constraint action_report_line_pk primary key (body_id, quarter, version, commitment_id),
      constraint action_report_line_of foreign key (body_id, quarter, version) references action_report (body_id, quarter, version)
    )`.execute(db)
}
