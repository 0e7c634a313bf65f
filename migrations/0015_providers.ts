import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The issuer never changes: the tags of those who come by it are made with it. The secret is sealed; without one the client is a public one.
  await sql`
    create table sign_in_provider (
      id uuid not null constraint sign_in_provider_pk primary key,
      slug text not null constraint sign_in_provider_slug_once unique,
      name text not null,
      issuer text not null constraint sign_in_provider_issuer_once unique,
      client text not null,
      secret_sealed bytea,
      body_slug text constraint sign_in_provider_body references body (slug) on update cascade on delete set null,
      enabled boolean not null,
      made_at timestamptz not null
    )`.execute(db)
  // Who comes by a provider: a tag of issuer and subject, never the subject, never an address. Days alone.
  await sql`
    create table provider_subject (
      subject_tag bytea not null constraint provider_subject_pk primary key,
      provider_id uuid not null constraint provider_subject_of references sign_in_provider (id),
      account_id uuid not null constraint provider_subject_account references account (id) on delete cascade,
      made_at timestamptz not null,
      used_at timestamptz,
      constraint provider_subject_one_each unique (account_id, provider_id)
    )`.execute(db)
  // A way to a provider and back is gone once; what was gone is remembered until it would have ended anyway.
  await sql`
    create table spent_passage (
      state_hash bytea not null constraint spent_passage_pk primary key,
      expires_at timestamptz not null
    )`.execute(db)
}
