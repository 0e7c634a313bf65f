import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Somebody with an account asks for evidence. Of them there is a tag, which belongs to one commitment and leads from there to nobody; days alone,
  // since a second would say who it was. Words that were taken back are gone, and the row with its number stays.
  await sql`
    create table commitment_question (
      commitment_id uuid not null,
      number integer not null,
      asker_tag bytea,
      text text,
      language text not null,
      asked_on date not null,
      withdrawn_on date,
      answer text,
      answer_language text,
      answer_link text,
      answered_at timestamptz,
      answer_office text,
      hidden_for text,
      hidden_at timestamptz,
      constraint commitment_question_pk primary key (commitment_id, number),
      constraint commitment_question_of foreign key (commitment_id) references commitment (id),
      constraint commitment_question_withdrawn check ((text is null) = (withdrawn_on is not null) and (text is not null or asker_tag is null)),
      constraint commitment_question_answered check (
        (answer is null) = (answered_at is null) and (answer is null) = (answer_language is null) and (answer is null) = (answer_office is null)
        and (answer_link is null or answer is not null)
      ),
      constraint commitment_question_hidden check ((hidden_for is null) = (hidden_at is null))
    )`.execute(db)
  // One that waits for an answer, of one account on one commitment.
  await sql`
    create unique index commitment_question_open on commitment_question (commitment_id, asker_tag)
    where asker_tag is not null and answer is null`.execute(db)
  // What others can take from a commitment that was kept. It is called by its commitment.
  await sql`
    create table practice (
      commitment_id uuid not null,
      version integer not null,
      language text not null,
      country text,
      checked_on date not null,
      hidden_for text,
      hidden_at timestamptz,
      constraint practice_pk primary key (commitment_id),
      constraint practice_of foreign key (commitment_id) references commitment (id),
      constraint practice_hidden check ((hidden_for is null) = (hidden_at is null))
    )`.execute(db)
  await sql`
    create table practice_text (
      commitment_id uuid not null,
      language text not null,
      version integer not null,
      title text not null,
      did text not null,
      cost text not null,
      worked text not null,
      failed text not null,
      whom text not null,
      follows integer,
      written_on date not null,
      office text not null,
      constraint practice_text_pk primary key (commitment_id, language, version),
      constraint practice_text_of foreign key (commitment_id) references practice (commitment_id)
    )`.execute(db)
  // Another body does it too, and says a year later what came of it.
  await sql`
    create table practice_adoption (
      commitment_id uuid not null,
      body_id uuid not null,
      adopted_on date not null,
      text text not null,
      language text not null,
      office text not null,
      outcome text,
      result text,
      result_language text,
      result_on date,
      constraint practice_adoption_pk primary key (commitment_id, body_id),
      constraint practice_adoption_of foreign key (commitment_id) references practice (commitment_id),
      constraint practice_adoption_outcome check (outcome in ('helped', 'partly', 'not', 'stopped')),
      constraint practice_adoption_result check (
        (outcome is null) = (result is null) and (outcome is null) = (result_language is null) and (outcome is null) = (result_on is null)
      )
    )`.execute(db)
  await sql`create index practice_adoption_body on practice_adoption (body_id)`.execute(db)
}
