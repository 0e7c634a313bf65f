import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What everybody may read of communities, as hashes by which two that could be the same find one another.
  await sql`
    create table likeness_key (
      key bytea not null,
      community_id uuid not null,
      constraint likeness_key_pk primary key (key, community_id)
    )`.execute(db)
  await sql`create index likeness_key_community on likeness_key (community_id)`.execute(db)
  // Two communities that the hub takes for the same one: a proposal that waits for their stewards, and what they made of it.
  await sql`
    create table likeness (
      one_id uuid not null,
      other_id uuid not null,
      state text not null,
      reasons text[] not null,
      found_at timestamptz not null,
      settled_on date,
      constraint likeness_pk primary key (one_id, other_id),
      constraint likeness_two check (one_id < other_id),
      constraint likeness_state check (state in ('waiting', 'aside', 'taken')),
      constraint likeness_settled check ((settled_on is null) = (state = 'waiting'))
    )`.execute(db)
  await sql`create index likeness_other on likeness (other_id)`.execute(db)
  await sql`create index likeness_waiting on likeness (found_at) where state = 'waiting'`.execute(db)
  // How far the hub has come in going through all of them.
  await sql`
    create table likeness_round (
      one boolean not null default true,
      after_id uuid,
      rests_until timestamptz,
      constraint likeness_round_pk primary key (one),
      constraint likeness_round_one check (one)
    )`.execute(db)
  await sql`insert into likeness_round (one) values (true)`.execute(db)
  // For which rule moderation took words from the public.
  await sql`alter table tie add column hidden_for text`.execute(db)
  await sql`alter table merger add column hidden_for text`.execute(db)
}
