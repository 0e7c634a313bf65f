import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What a body says of itself beside its texts; all of it may be left out.
  await sql`
    alter table body
      add column founded integer,
      add column countries text[] not null default '{}',
      add column languages text[] not null default '{}',
      add column web text,
      add column contact text,
      add column archived_at timestamptz,
      add column archived_by text,
      add constraint body_archived_by_known check (archived_by in ('stewards', 'operator')),
      add constraint body_archived_whole check ((archived_at is null) = (archived_by is null))`.execute(db)
  await sql`
    alter table body_text
      add column focus text not null default '',
      add column expectations text not null default ''`.execute(db)
  // What a text was before it was changed.
  await sql`
    create table body_text_version (
      body_id uuid not null constraint body_text_version_body references body (id),
      language text not null,
      version integer not null,
      name text not null,
      summary text not null,
      focus text not null,
      expectations text not null,
      replaced_at timestamptz not null,
      constraint body_text_version_pk primary key (body_id, language, version)
    )`.execute(db)
  // A term is what was agreed and takes no right away; a delegation ends at its hour. The titles are the body's own words, by language.
  await sql`
    alter table office
      add column term_ends timestamptz,
      add column ends_at timestamptz,
      add column delegated_by uuid,
      add column titles jsonb not null default '{}',
      add column after_person uuid,
      add constraint office_delegated_with_end check (delegated_by is null or ends_at is not null),
      add constraint office_steward_not_delegated check (role <> 'steward' or ends_at is null)`.execute(db)
  await sql`create index office_ending on office (ends_at) where until is null and ends_at is not null`.execute(db)
  await sql`
    alter table invitation
      add column term_ends timestamptz,
      add column delegated_until timestamptz,
      add column hands_over uuid`.execute(db)
  // One body belongs to another. Begun: the other side said yes; ended ones stay, with their days.
  await sql`
    create table chapter (
      umbrella_id uuid not null constraint chapter_umbrella references body (id),
      id uuid not null,
      chapter_id uuid not null constraint chapter_chapter references body (id),
      proposed_by text not null constraint chapter_side_known check (proposed_by in ('chapter', 'umbrella')),
      proposed_at timestamptz not null,
      begun_at timestamptz,
      ended_at timestamptz,
      constraint chapter_pk primary key (umbrella_id, id),
      constraint chapter_of_another check (umbrella_id <> chapter_id)
    )`.execute(db)
  await sql`create unique index chapter_once on chapter (umbrella_id, chapter_id) where ended_at is null`.execute(db)
  // A body has one umbrella at a time, so that all of them are trees.
  await sql`create unique index chapter_one_umbrella on chapter (chapter_id) where begun_at is not null and ended_at is null`.execute(db)
  // An account of the body on an outside network. Proven: since when its page has linked back or held the token.
  await sql`
    create table body_account (
      body_id uuid not null constraint body_account_body references body (id),
      id uuid not null,
      url text not null,
      token text not null,
      listed_at timestamptz not null,
      asked_at timestamptz,
      checked_at timestamptz,
      method text constraint body_account_method_known check (method in ('rel-me', 'token')),
      proven_at timestamptz,
      failing_since timestamptz,
      absent boolean not null default false,
      constraint body_account_pk primary key (body_id, id),
      constraint body_account_once unique (body_id, url),
      constraint body_account_proof_whole check ((method is null) = (proven_at is null))
    )`.execute(db)
}
