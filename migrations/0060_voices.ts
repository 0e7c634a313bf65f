import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A body speaks for others too, by whoever holds its offices; and members are asked whether it is given.
  await sql`
    alter table mandate
      add column holder_body_id uuid,
      add column vote_ends_at timestamptz,
      add column vote_quorum integer,
      add column vote_given boolean,
      add column vote_for integer,
      add column vote_against integer`.execute(db)
  await sql`alter table mandate drop constraint mandate_how`.execute(db)
  await sql`
    alter table mandate
      add constraint mandate_how check (decided_how in ('vote', 'stewards', 'body', 'spoken', 'members')),
      add constraint mandate_one_holder check (holder_id is null or holder_body_id is null),
      add constraint mandate_asked check ((decided_how = 'members') = (vote_ends_at is not null) and (vote_ends_at is null) = (vote_quorum is null)),
      add constraint mandate_vote_tens check (coalesce(vote_for % 10, 0) = 0 and coalesce(vote_against % 10, 0) = 0)`.execute(db)
  await sql`create index mandate_held_by_body on mandate (holder_body_id) where holder_body_id is not null`.execute(db)
  await sql`create index mandate_vote_running on mandate (vote_ends_at) where vote_ends_at is not null and vote_given is null`.execute(db)
  // What was said can stand elsewhere too: that something waits to be put there is all that is told without the secret.
  await sql`alter table kept_voice add column puts_wait boolean not null default false`.execute(db)
  await sql`create index kept_voice_puts on kept_voice (id) where puts_wait`.execute(db)
  await sql`alter table testimony add column stands_in_session boolean not null default false`.execute(db)
  // A ballot lies under a tag of the member and of this mandate, and is gone when the vote has ended.
  await sql`
    create table mandate_ballot (
      mandate_id uuid not null,
      voter_tag bytea not null,
      given boolean not null,
      constraint mandate_ballot_pk primary key (mandate_id, voter_tag),
      constraint mandate_ballot_of foreign key (mandate_id) references mandate (id)
    )`.execute(db)
  // Under which mandate something was said, by whoever said it.
  await sql`
    create table mandate_claim (
      scope_id uuid not null,
      sort text not null,
      subject text not null,
      mandate_id uuid not null,
      claimed_on date not null,
      constraint mandate_claim_pk primary key (scope_id, sort, subject),
      constraint mandate_claim_of foreign key (mandate_id) references mandate (id)
    )`.execute(db)
  await sql`create index mandate_claim_under on mandate_claim (mandate_id)`.execute(db)
}
