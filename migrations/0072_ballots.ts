import { sql, type Kysely } from 'kysely'

/** The ballot box: keys of voters and what they signed. No account, no session, no address, no time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ballot_box (
      dialogue_id uuid not null,
      electorate jsonb not null,
      issued jsonb,
      least int not null,
      votes_from date,
      closed boolean not null,
      registered int not null,
      voted int not null,
      constraint ballot_box_pk primary key (dialogue_id)
    )`.execute(db)
  await sql`
    create table ballot_voter (
      dialogue_id uuid not null,
      voter text not null,
      credentials bytea not null,
      participant int,
      muted_for text,
      entries int not null,
      constraint ballot_voter_pk primary key (dialogue_id, voter)
    )`.execute(db)
  // What came in and is in no batch yet: by what it is, not by when it came. Of a vote and of a statement only the last stays.
  await sql`
    create table ballot_waiting (
      dialogue_id uuid not null,
      voter text not null,
      sort text not null,
      place int not null,
      seq int not null,
      content text not null,
      constraint ballot_waiting_pk primary key (dialogue_id, voter, sort, place),
      constraint ballot_waiting_sort check (sort in ('registration', 'vote', 'statement'))
    )`.execute(db)
  await sql`
    create table ballot_batch (
      dialogue_id uuid not null,
      number int not null,
      digest text not null,
      registrations int not null,
      votes int not null,
      content bytea not null,
      constraint ballot_batch_pk primary key (dialogue_id, number)
    )`.execute(db)
  // The vote of each voter on each statement that counts now, as it stands in a batch.
  await sql`
    create table ballot_vote (
      dialogue_id uuid not null,
      voter text not null,
      statement int not null,
      seq int not null,
      value smallint not null,
      important boolean not null,
      constraint ballot_vote_pk primary key (dialogue_id, voter, statement)
    )`.execute(db)
  // Whose statement it is, so that a key can be muted for what it wrote.
  await sql`
    create table ballot_statement (
      dialogue_id uuid not null,
      number int not null,
      voter text not null,
      seq int not null,
      constraint ballot_statement_pk primary key (dialogue_id, number)
    )`.execute(db)
}
