import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A community that moves to another hub. Its rows are told to its members, and lead to nobody.
  await sql`
    create table space_move (
      community_id uuid not null,
      id uuid not null,
      destination text not null,
      announced_on date not null,
      leaves_on date not null,
      state text not null,
      receipt_hash bytea,
      constraint space_move_pk primary key (community_id),
      constraint space_move_state check (state in ('announced', 'leaving', 'settled'))
    )`.execute(db)
  // By what somebody is there, which leads to nobody without the hub's secret.
  await sql`
    create table space_objection (
      community_id uuid not null,
      member_id uuid not null,
      erases boolean not null,
      constraint space_objection_pk primary key (community_id, member_id)
    )`.execute(db)
  await sql`
    create table space_arrival (
      community_id uuid not null,
      origin text not null,
      arrived_on date not null,
      constraint space_arrival_pk primary key (community_id)
    )`.execute(db)
  // Only a hash: whoever reads the table comes in as nobody.
  await sql`
    create table space_claim (
      community_id uuid not null,
      member_id uuid not null,
      token_hash bytea not null,
      lapses_on date not null,
      constraint space_claim_pk primary key (community_id, member_id),
      constraint space_claim_once unique (community_id, token_hash)
    )`.execute(db)
  await sql`create index space_claim_token on space_claim (token_hash)`.execute(db)
  await sql`create index space_claim_lapses on space_claim (lapses_on)`.execute(db)
}
