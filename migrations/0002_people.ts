import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The address is never here in clear: the tag finds it again, the seal opens with the hub's secret, which lies elsewhere.
  await sql`
    create table account (
      id uuid not null,
      email_tag bytea not null,
      email_sealed bytea not null,
      operator boolean not null,
      language text not null,
      created_at timestamptz not null,
      constraint account_pk primary key (id),
      constraint account_email_once unique (email_tag)
    )`.execute(db)
  await sql`
    create table person (
      id uuid not null,
      account_id uuid not null constraint person_account references account (id),
      name text not null,
      created_at timestamptz not null,
      constraint person_pk primary key (id)
    )`.execute(db)
  await sql`create index person_by_account on person (account_id)`.execute(db)
  await sql`
    create table session (
      token_hash bytea not null,
      account_id uuid not null constraint session_account references account (id),
      person_id uuid not null constraint session_person references person (id),
      created_at timestamptz not null,
      seen_at timestamptz not null,
      expires_at timestamptz not null,
      constraint session_pk primary key (token_hash)
    )`.execute(db)
  await sql`create index session_by_account on session (account_id)`.execute(db)
  // What a mail carries is the id under the hub's signature: whoever reads this table cannot sign in with it.
  await sql`
    create table sign_in_link (
      id uuid not null,
      email_tag bytea not null,
      email_sealed bytea not null,
      language text not null,
      then_path text,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      constraint sign_in_link_pk primary key (id)
    )`.execute(db)
}
