import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who goes along with newcomers, and who asks for it. Who needs help is nobody's to know: whose a row is lies in a tag and under a seal.
  await sql`
    create table buddy_offer (
      scope text not null,
      id uuid not null,
      sort text not null,
      by_tag bytea not null,
      offer_sealed bytea not null,
      most integer not null,
      until date not null,
      checked_on date not null,
      constraint buddy_offer_pk primary key (scope, id),
      constraint buddy_offer_once unique (scope, by_tag),
      constraint buddy_offer_sort check (sort in ('community', 'place')),
      constraint buddy_offer_most check (most between 1 and 3)
    )`.execute(db)
  await sql`
    create table buddy_request (
      scope text not null,
      id uuid not null,
      sort text not null,
      by_tag bytea not null,
      request_sealed bytea not null,
      asked_on date not null,
      until date not null,
      constraint buddy_request_pk primary key (scope, id),
      constraint buddy_request_once unique (scope, by_tag),
      constraint buddy_request_sort check (sort in ('community', 'place'))
    )`.execute(db)
  // A request and an offer that may fit. Names and ways lie under the seal, and go when it is over; never proposed twice.
  await sql`
    create table buddy_pair (
      scope text not null,
      id uuid not null,
      sort text not null,
      offer_id uuid not null,
      request_id uuid not null,
      buddy_tag bytea not null,
      newcomer_tag bytea not null,
      pair_sealed bytea,
      state text not null,
      buddy_said boolean not null,
      newcomer_said boolean not null,
      changed_on date not null,
      ends_on date,
      buddy_asked boolean not null,
      newcomer_asked boolean not null,
      constraint buddy_pair_pk primary key (scope, id),
      constraint buddy_pair_once unique (scope, offer_id, request_id),
      constraint buddy_pair_sort check (sort in ('community', 'place')),
      constraint buddy_pair_state check (state in ('proposed', 'running', 'over', 'dropped')),
      constraint buddy_pair_running check ((state = 'running') <= (buddy_said and newcomer_said and ends_on is not null)),
      constraint buddy_pair_dropped check ((state = 'dropped') = (pair_sealed is null))
    )`.execute(db)
  await sql`create index buddy_pair_buddy on buddy_pair (scope, buddy_tag)`.execute(db)
  await sql`create index buddy_pair_newcomer on buddy_pair (scope, newcomer_tag)`.execute(db)
  await sql`
    create table buddy_count (
      scope text not null,
      month date not null,
      begun integer not null,
      good integer not null,
      partly integer not null,
      bad integer not null,
      constraint buddy_count_pk primary key (scope, month)
    )`.execute(db)
}
