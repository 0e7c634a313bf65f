import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The report of an edition or of one of its sessions, and the outcome document of an edition.
  await sql`
    create table outcome_document (
      edition_id uuid not null,
      id uuid not null,
      sort text not null,
      session_id uuid,
      begun_at timestamptz not null,
      endorse_until date,
      constraint outcome_document_pk primary key (edition_id, id),
      constraint outcome_document_one unique nulls not distinct (edition_id, sort, session_id),
      constraint outcome_document_sort check (sort in ('report', 'outcome')),
      constraint outcome_document_whole check (sort = 'report' or session_id is null)
    )`.execute(db)
  await sql`create index outcome_document_by_id on outcome_document (id)`.execute(db)
  // The first is the original.
  await sql`
    create table outcome_language (
      edition_id uuid not null,
      document_id uuid not null,
      language text not null,
      position integer not null,
      title text not null,
      translator text,
      translator_name text not null,
      constraint outcome_language_pk primary key (edition_id, document_id, language),
      constraint outcome_language_of foreign key (edition_id, document_id) references outcome_document (edition_id, id),
      constraint outcome_language_order unique (edition_id, document_id, position),
      constraint outcome_language_translator check (translator in ('person', 'machine') and (position = 0) = (translator is null))
    )`.execute(db)
  // A part or an article in one language: the same number in each. Its sentences lie together, for they are written together.
  await sql`
    create table outcome_section (
      edition_id uuid not null,
      document_id uuid not null,
      language text not null,
      number integer not null,
      position integer not null,
      kind text not null,
      level integer not null,
      heading text not null,
      heading_language text not null,
      origin text,
      sentences jsonb not null,
      dropped jsonb not null,
      revision integer not null,
      follows integer,
      constraint outcome_section_pk primary key (edition_id, document_id, language, number),
      constraint outcome_section_of foreign key (edition_id, document_id, language)
        references outcome_language (edition_id, document_id, language),
      constraint outcome_section_kind check (kind in ('part', 'article')),
      constraint outcome_section_level check (level between 1 and 3)
    )`.execute(db)
  await sql`
    create table outcome_release (
      edition_id uuid not null,
      document_id uuid not null,
      version integer not null,
      state text not null,
      cause text not null,
      office text not null,
      begun_at timestamptz not null,
      released_at timestamptz,
      signed text,
      fault text,
      constraint outcome_release_pk primary key (edition_id, document_id, version),
      constraint outcome_release_of foreign key (edition_id, document_id) references outcome_document (edition_id, id),
      constraint outcome_release_state check (state in ('printing', 'released', 'failed')),
      constraint outcome_release_signed check ((state = 'released') = (signed is not null and released_at is not null)),
      constraint outcome_release_fault check ((state = 'failed') = (fault is not null)),
      constraint outcome_release_cause check (cause in ('team', 'withdrawal'))
    )`.execute(db)
  // What was released in one language. Where a source was withdrawn later, the sentences that stood on it are gone from here; the digest stays.
  await sql`
    create table outcome_release_text (
      edition_id uuid not null,
      document_id uuid not null,
      version integer not null,
      language text not null,
      original boolean not null,
      behind boolean not null,
      document text not null,
      taken_out integer not null,
      constraint outcome_release_text_pk primary key (edition_id, document_id, version, language),
      constraint outcome_release_text_of foreign key (edition_id, document_id, version)
        references outcome_release (edition_id, document_id, version)
    )`.execute(db)
  await sql`
    create table outcome_release_source (
      edition_id uuid not null,
      document_id uuid not null,
      version integer not null,
      language text not null,
      note integer not null,
      sort text not null,
      source_id text not null,
      seen_version integer not null,
      taken_out_at timestamptz,
      constraint outcome_release_source_pk primary key (edition_id, document_id, version, language, note),
      constraint outcome_release_source_of foreign key (edition_id, document_id, version, language)
        references outcome_release_text (edition_id, document_id, version, language)
    )`.execute(db)
  await sql`
    create table outcome_file (
      edition_id uuid not null,
      document_id uuid not null,
      version integer not null,
      language text not null,
      form text not null,
      name text not null,
      digest text not null,
      size integer not null,
      missing text[] not null,
      bytes bytea,
      constraint outcome_file_pk primary key (edition_id, document_id, version, language, form),
      constraint outcome_file_of foreign key (edition_id, document_id, version, language)
        references outcome_release_text (edition_id, document_id, version, language),
      constraint outcome_file_form check (form in ('pdf', 'docx', 'json'))
    )`.execute(db)
  await sql`create index outcome_file_by_digest on outcome_file (digest)`.execute(db)
  await sql`
    create table outcome_asked (
      edition_id uuid not null,
      document_id uuid not null,
      body_id uuid not null,
      asked_at timestamptz not null,
      constraint outcome_asked_pk primary key (edition_id, document_id, body_id),
      constraint outcome_asked_of foreign key (edition_id, document_id) references outcome_document (edition_id, id)
    )`.execute(db)
  // What a body says to an article; the last row of each holds, those before it stay readable.
  await sql`
    create table outcome_endorsement (
      edition_id uuid not null,
      document_id uuid not null,
      body_id uuid not null,
      sequence integer not null,
      article integer not null,
      version integer not null,
      article_digest text not null,
      choice text not null,
      reservation text,
      language text,
      office text not null,
      given_at timestamptz not null,
      constraint outcome_endorsement_pk primary key (edition_id, document_id, body_id, sequence),
      constraint outcome_endorsement_of foreign key (edition_id, document_id) references outcome_document (edition_id, id),
      constraint outcome_endorsement_choice check (choice in ('endorsed', 'reserved', 'not-endorsed')),
      constraint outcome_endorsement_words check ((choice = 'reserved') <= (reservation is not null) and (reservation is null) = (language is null))
    )`.execute(db)
}
