import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A domain that a body says is its own. Proven: since when its token has been found there; failing: since when it has not.
  await sql`
    create table body_domain (
      body_id uuid not null constraint body_domain_body references body (id),
      domain text not null,
      token text not null,
      claimed_at timestamptz not null,
      asked_at timestamptz,
      checked_at timestamptz,
      method text constraint body_domain_method_known check (method in ('dns', 'file')),
      proven_at timestamptz,
      expires_at timestamptz,
      failing_since timestamptz,
      absent boolean not null default false,
      constraint body_domain_pk primary key (body_id, domain),
      constraint body_domain_proof_whole check ((method is null) = (proven_at is null) and (proven_at is null) = (expires_at is null))
    )`.execute(db)
  // One body says of another that it is what it says it is. Withdrawn ones stay, with their days.
  await sql`
    create table vouching (
      body_id uuid not null constraint vouching_body references body (id),
      id uuid not null,
      voucher_id uuid not null constraint vouching_voucher references body (id),
      person_id uuid not null,
      given_at timestamptz not null,
      expires_at timestamptz not null,
      withdrawn_at timestamptz,
      constraint vouching_pk primary key (body_id, id),
      constraint vouching_of_another check (body_id <> voucher_id)
    )`.execute(db)
  // A body vouches for another once at a time.
  await sql`create unique index vouching_once on vouching (body_id, voucher_id) where withdrawn_at is null`.execute(db)
  await sql`
    create table attestation (
      body_id uuid not null constraint attestation_body references body (id),
      id uuid not null,
      reason text not null,
      given_by uuid,
      given_at timestamptz not null,
      expires_at timestamptz not null,
      withdrawn_at timestamptz,
      constraint attestation_pk primary key (body_id, id)
    )`.execute(db)
  await sql`create unique index attestation_once on attestation (body_id) where withdrawn_at is null`.execute(db)
  // What was last told of a body, so that reaching a level and losing it are each told once.
  await sql`
    create table verification (
      body_id uuid not null constraint verification_body references body (id),
      level text not null constraint verification_level_known check (level in ('domain', 'vouched', 'attested')),
      since timestamptz not null,
      lapsed_at timestamptz,
      constraint verification_pk primary key (body_id)
    )`.execute(db)
  // Two bodies of like names that whoever runs the hub knows to be two. The smaller id stands first, so that a pair has one row.
  await sql`
    create table body_difference (
      body_id uuid not null constraint body_difference_body references body (id),
      other_id uuid not null constraint body_difference_other references body (id),
      marked_at timestamptz not null,
      constraint body_difference_pk primary key (body_id, other_id),
      constraint body_difference_order check (body_id < other_id)
    )`.execute(db)
}
