import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Numbered within its session, in the order in which they were drafted.
  await sql`
    create table recommendation (
      session_id uuid not null,
      id uuid not null,
      edition_id uuid not null,
      number integer not null,
      state text not null,
      version integer not null,
      question integer,
      addressee_body uuid,
      addressee_name text,
      act_by date,
      answer_by date not null,
      sdgs integer[] not null,
      gcm integer[] not null,
      amendments_until date,
      rule text,
      quorum integer,
      ballot_opened_at timestamptz,
      ballot_until date,
      votes_for integer,
      votes_against integer,
      votes_abstain integer,
      proposed_at timestamptz,
      put_at timestamptz,
      hidden_for text,
      hidden_at timestamptz,
      constraint recommendation_pk primary key (session_id, id),
      constraint recommendation_number unique (session_id, number),
      constraint recommendation_state check (state in ('draft', 'proposed', 'adopted', 'not-adopted', 'put', 'answered', 'withdrawn')),
      constraint recommendation_rule check (rule in ('consent', 'vote')),
      constraint recommendation_quorum check ((rule = 'vote') = (quorum is not null)),
      constraint recommendation_addressee check ((addressee_body is null) <> (addressee_name is null)),
      constraint recommendation_hidden check ((hidden_for is null) = (hidden_at is null))
    )`.execute(db)
  await sql`create index recommendation_by_id on recommendation (id)`.execute(db)
  await sql`create index recommendation_of_body on recommendation (addressee_body) where addressee_body is not null`.execute(db)
  // Each wording; of a draft there is one, which is written over.
  await sql`
    create table recommendation_version (
      session_id uuid not null,
      recommendation_id uuid not null,
      version integer not null,
      title text not null,
      text text not null,
      call text not null,
      language text not null,
      written_at timestamptz not null,
      office text not null,
      amendment_id uuid,
      constraint recommendation_version_pk primary key (session_id, recommendation_id, version),
      constraint recommendation_version_of foreign key (session_id, recommendation_id) references recommendation (session_id, id)
    )`.execute(db)
  // Each state with its day, the office that brought it about, and why.
  await sql`
    create table recommendation_step (
      session_id uuid not null,
      recommendation_id uuid not null,
      position integer not null,
      state text not null,
      at timestamptz not null,
      office text not null,
      reason text,
      language text,
      constraint recommendation_step_pk primary key (session_id, recommendation_id, position),
      constraint recommendation_step_of foreign key (session_id, recommendation_id) references recommendation (session_id, id)
    )`.execute(db)
  // What it stands on, and the version that the rapporteur has seen of it.
  await sql`
    create table recommendation_source (
      session_id uuid not null,
      recommendation_id uuid not null,
      sort text not null,
      source_id text not null,
      seen_version integer not null,
      position integer not null,
      constraint recommendation_source_pk primary key (session_id, recommendation_id, sort, source_id),
      constraint recommendation_source_of foreign key (session_id, recommendation_id) references recommendation (session_id, id)
    )`.execute(db)
  // What those who attend, and bodies, say about it: changed texts, support, objections, minority positions. Of a person there is the tag
  // of their account in this session; their identity only where they chose to be named.
  await sql`
    create table recommendation_contribution (
      session_id uuid not null,
      id uuid not null,
      recommendation_id uuid not null,
      sort text not null,
      holder_tag bytea,
      attribution text not null,
      person_id uuid,
      label text,
      body_id uuid,
      office text,
      text text not null,
      language text not null,
      on_version integer not null,
      proposed_title text,
      proposed_text text,
      proposed_call text,
      state text not null,
      written_on date not null,
      version integer not null,
      reply text,
      reply_language text,
      replied_at timestamptz,
      hidden_for text,
      hidden_at timestamptz,
      constraint recommendation_contribution_pk primary key (session_id, id),
      constraint recommendation_contribution_of foreign key (session_id, recommendation_id) references recommendation (session_id, id),
      constraint recommendation_contribution_sort check (sort in ('amendment', 'support', 'objection', 'minority')),
      constraint recommendation_contribution_state check (state in ('open', 'accepted', 'merged', 'rejected', 'withdrawn')),
      constraint recommendation_contribution_who check ((holder_tag is null) = (body_id is not null)),
      constraint recommendation_contribution_office check ((body_id is null) = (office is null)),
      constraint recommendation_contribution_signed check (attribution in ('named', 'pseudonymous', 'not-attributed', 'office')),
      constraint recommendation_contribution_label check ((attribution = 'pseudonymous') = (label is not null)),
      constraint recommendation_contribution_text check ((sort = 'amendment') = (proposed_text is not null))
    )`.execute(db)
  // One stance and one minority position of each account and of each body; the last one counts.
  await sql`create unique index recommendation_stance_of_person on recommendation_contribution
    (session_id, recommendation_id, (sort = 'minority'), holder_tag) where sort <> 'amendment' and holder_tag is not null`.execute(db)
  await sql`create unique index recommendation_stance_of_body on recommendation_contribution
    (session_id, recommendation_id, (sort = 'minority'), body_id) where sort <> 'amendment' and body_id is not null`.execute(db)
  await sql`create index recommendation_contribution_to on recommendation_contribution (session_id, recommendation_id)`.execute(db)
  await sql`create index recommendation_contribution_person on recommendation_contribution (person_id) where person_id is not null`.execute(
    db,
  )
  await sql`
    create table recommendation_ballot (
      session_id uuid not null,
      recommendation_id uuid not null,
      holder_tag bytea not null,
      choice text not null,
      constraint recommendation_ballot_pk primary key (session_id, recommendation_id, holder_tag),
      constraint recommendation_ballot_of foreign key (session_id, recommendation_id) references recommendation (session_id, id),
      constraint recommendation_ballot_choice check (choice in ('for', 'against', 'abstain'))
    )`.execute(db)
  // How young people read it, by their rapporteur.
  await sql`
    create table youth_reading (
      session_id uuid not null,
      recommendation_id uuid not null,
      text text not null,
      language text not null,
      version integer not null,
      written_at timestamptz not null,
      constraint youth_reading_pk primary key (session_id, recommendation_id),
      constraint youth_reading_of foreign key (session_id, recommendation_id) references recommendation (session_id, id)
    )`.execute(db)
  // The last one holds; those before it stay readable.
  await sql`
    create table recommendation_answer (
      session_id uuid not null,
      recommendation_id uuid not null,
      version integer not null,
      answer text not null,
      reason text not null,
      language text not null,
      parts jsonb not null,
      answered_at timestamptz not null,
      body_id uuid,
      office text not null,
      late boolean not null,
      constraint recommendation_answer_pk primary key (session_id, recommendation_id, version),
      constraint recommendation_answer_of foreign key (session_id, recommendation_id) references recommendation (session_id, id),
      constraint recommendation_answer_known check (answer in ('accepted', 'partly', 'refused'))
    )`.execute(db)
}
