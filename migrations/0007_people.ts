import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Days only, no hour: when somebody was at the hub is nobody's business. What is kept of a key is public by its nature.
  await sql`
    create table passkey (
      id uuid not null,
      account_id uuid not null constraint passkey_account references account on delete cascade,
      credential_id bytea not null,
      public_key bytea not null,
      counter bigint not null,
      name text not null,
      made_at timestamptz not null,
      used_at timestamptz,
      constraint passkey_pk primary key (id),
      constraint passkey_credential_once unique (credential_id)
    )`.execute(db)
  await sql`create index passkey_by_account on passkey (account_id)`.execute(db)
  // A question that a device has answered is not asked again: the key forbids it, for as long as its signature would hold.
  await sql`
    create table spent_question (
      question_hash bytea not null,
      expires_at timestamptz not null,
      constraint spent_question_pk primary key (question_hash)
    )`.execute(db)
  // Codes are tags under the hub's secret, and of 80 random bits: neither this table nor guessing gives one back.
  await sql`
    create table recovery_code (
      code_tag bytea not null,
      account_id uuid not null constraint recovery_code_account references account on delete cascade,
      made_at timestamptz not null,
      used_at timestamptz,
      constraint recovery_code_pk primary key (code_tag)
    )`.execute(db)
  await sql`create index recovery_code_by_account on recovery_code (account_id)`.execute(db)
  // Whoever runs the hub signs in anew each half day; sessions of before are cut to the same measure.
  await sql`
    update session set expires_at = least(session.expires_at, session.created_at + interval '12 hours')
    from account where account.id = session.account_id and account.operator`.execute(db)
}
