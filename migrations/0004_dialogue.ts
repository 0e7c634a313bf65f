import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table dialogue (
      id uuid constraint dialogue_pk primary key,
      slug text not null constraint dialogue_slug_once unique,
      body_id uuid not null,
      state text not null constraint dialogue_state_known check (state in ('draft', 'open', 'closed', 'answered')),
      origin text not null constraint dialogue_origin_known check (origin in ('here', 'polis')),
      source text,
      languages text[] not null,
      opens_at timestamptz not null,
      closes_at timestamptz not null,
      answer_by timestamptz not null,
      participation text not null constraint dialogue_participation_known check (participation in ('anyone', 'account', 'members')),
      may_add boolean not null,
      moderation text not null constraint dialogue_moderation_known check (moderation in ('before', 'after')),
      publication text not null constraint dialogue_publication_known check (publication in ('votes', 'aggregates')),
      rules text[] not null,
      statement_count integer not null default 0,
      created_by uuid,
      created_at timestamptz not null,
      opened_at timestamptz,
      closed_at timestamptz,
      answered_at timestamptz
    )`.execute(db)
  await sql`create index dialogue_by_body on dialogue (body_id)`.execute(db)
  await sql`
    create table dialogue_text (
      dialogue_id uuid not null constraint dialogue_text_of references dialogue on delete cascade,
      language text not null,
      title text not null,
      summary text not null,
      background text not null,
      constraint dialogue_text_pk primary key (dialogue_id, language)
    )`.execute(db)
  await sql`
    create table guiding_question (
      dialogue_id uuid not null constraint guiding_question_of references dialogue on delete cascade,
      number integer not null,
      language text not null,
      text text not null,
      constraint guiding_question_pk primary key (dialogue_id, number, language)
    )`.execute(db)
  await sql`
    create table statement (
      dialogue_id uuid not null constraint statement_of references dialogue on delete cascade,
      number integer not null,
      text text not null,
      language text not null,
      question integer,
      voice text not null constraint statement_voice_known check (voice in ('convener', 'participant', 'import')),
      author_number bigint,
      status text not null constraint statement_status_known check (status in ('waiting', 'published', 'declined')),
      seed boolean not null default false,
      meta boolean not null default false,
      declined_for text,
      note text,
      created_at timestamptz not null,
      decided_at timestamptz,
      constraint statement_pk primary key (dialogue_id, number)
    )`.execute(db)
  await sql`create index statement_by_author on statement (dialogue_id, author_number)`.execute(db)
  // Numbers of participants are random and hold in one dialogue only; the holder is a tag that nobody can read back without the hub's secret.
  await sql`
    create table participant (
      dialogue_id uuid not null constraint participant_of references dialogue on delete cascade,
      number bigint not null,
      holder_tag bytea,
      author_number bigint,
      joined_at timestamptz not null,
      constraint participant_pk primary key (dialogue_id, number),
      constraint participant_holder_once unique (dialogue_id, holder_tag)
    )`.execute(db)
  // No foreign keys here: the deed checks participant and statement in its own transaction, and this is the table that grows.
  await sql`
    create table vote (
      dialogue_id uuid not null,
      participant bigint not null,
      statement integer not null,
      value smallint not null constraint vote_value_known check (value in (-1, 0, 1)),
      important boolean not null default false,
      cast_at timestamptz not null,
      constraint vote_pk primary key (dialogue_id, participant, statement)
    )`.execute(db)
  // The votes of an imported conversation as its source told them, changes of mind included, so that an export gives them back whole.
  await sql`
    create table imported_vote (
      dialogue_id uuid not null,
      position bigint not null,
      participant bigint not null,
      statement integer not null,
      value smallint not null,
      cast_at timestamptz not null,
      constraint imported_vote_pk primary key (dialogue_id, position)
    )`.execute(db)
  await sql`
    create table result (
      dialogue_id uuid constraint result_pk primary key constraint result_of references dialogue on delete cascade,
      version integer not null,
      computed_at timestamptz not null,
      took_ms integer not null,
      participants integer not null,
      votes integer not null,
      certificate text not null,
      analysis bytea not null,
      given_until timestamptz
    )`.execute(db)
  await sql`
    create table answer (
      dialogue_id uuid not null constraint answer_of references dialogue on delete cascade,
      language text not null,
      text text not null,
      answered_by uuid,
      answered_at timestamptz not null,
      constraint answer_pk primary key (dialogue_id, language)
    )`.execute(db)
}
