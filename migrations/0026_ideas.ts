import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A call for ideas before a session, and what people wrote. Nobody is named: an author comes back by a private link, or by a tag of an account.
  await sql`
    create table idea_call (
      session_id uuid not null,
      opens_at timestamptz not null,
      closes_at timestamptz not null,
      answer_by timestamptz not null,
      access text not null,
      moderation text not null,
      opened_by uuid,
      opened_at timestamptz not null,
      constraint idea_call_pk primary key (session_id),
      constraint idea_call_access check (access in ('anyone', 'account')),
      constraint idea_call_moderation check (moderation in ('before', 'after')),
      constraint idea_call_times check (opens_at < closes_at and closes_at <= answer_by)
    )`.execute(db)
  await sql`create index idea_call_opened_by on idea_call (opened_by) where opened_by is not null`.execute(db)
  await sql`
    create table idea_call_text (
      session_id uuid not null,
      language text not null,
      position integer not null,
      text text not null,
      constraint idea_call_text_pk primary key (session_id, language),
      constraint idea_call_text_of foreign key (session_id) references idea_call (session_id)
    )`.execute(db)
  await sql`
    create table idea (
      session_id uuid not null,
      id uuid not null,
      title text not null,
      text text not null,
      language text not null,
      question integer,
      label text,
      status text not null,
      declined_for text,
      note text,
      owner_tag bytea,
      version integer not null,
      written_on timestamptz not null,
      was_public boolean not null default false,
      decided_at timestamptz,
      withdrawn_at timestamptz,
      constraint idea_pk primary key (session_id, id),
      constraint idea_of foreign key (session_id) references idea_call (session_id),
      constraint idea_status check (status in ('waiting', 'published', 'declined', 'withdrawn')),
      constraint idea_declined check ((status = 'declined') = (declined_for is not null)),
      constraint idea_withdrawn check ((status = 'withdrawn') = (withdrawn_at is not null)),
      constraint idea_emptied check (status != 'withdrawn' or (text = '' and title = '' and label is null))
    )`.execute(db)
  await sql`create index idea_by_id on idea (id)`.execute(db)
  await sql`
    create table earlier_idea (
      session_id uuid not null,
      idea_id uuid not null,
      version integer not null,
      title text not null,
      text text not null,
      language text not null,
      constraint earlier_idea_pk primary key (session_id, idea_id, version),
      constraint earlier_idea_of foreign key (session_id, idea_id) references idea (session_id, id)
    )`.execute(db)
  await sql`
    create table idea_answer (
      session_id uuid not null,
      idea_id uuid not null,
      outcome text not null,
      reason text not null,
      language text not null,
      merged_with uuid,
      passed_to text,
      answered_by uuid,
      answered_at timestamptz not null,
      constraint idea_answer_pk primary key (session_id, idea_id),
      constraint idea_answer_of foreign key (session_id, idea_id) references idea (session_id, id),
      constraint idea_answer_merged foreign key (session_id, merged_with) references idea (session_id, id),
      constraint idea_answer_outcome check (outcome in ('taken-up', 'merged', 'passed-on', 'not-taken')),
      constraint idea_answer_whole check ((outcome = 'merged') = (merged_with is not null) and (outcome = 'passed-on') = (passed_to is not null))
    )`.execute(db)
  await sql`create index idea_answer_by on idea_answer (answered_by) where answered_by is not null`.execute(db)
}
