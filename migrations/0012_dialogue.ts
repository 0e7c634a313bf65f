import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // As who an author speaks in one dialogue. It hangs on the author's number, which no vote bears; an office names the body and nobody in it.
  await sql`
    create table voice (
      dialogue_id uuid not null constraint voice_of references dialogue on delete cascade,
      author_number bigint not null,
      sort text not null constraint voice_sort_known check (sort in ('name', 'office')),
      person_id uuid,
      body_id uuid,
      office text,
      constraint voice_pk primary key (dialogue_id, author_number),
      constraint voice_whole check (
        (sort = 'name' and person_id is not null and body_id is null and office is null) or
        (sort = 'office' and person_id is null and body_id is not null and office is not null)
      )
    )`.execute(db)
  // From the first publication on an author keeps the voice that they had. Null: never, or before this was noted.
  await sql`alter table statement add column published_at timestamptz`.execute(db)
  // What stood there before a text was changed, with the office that wrote it. The newest version stands where it always stood.
  await sql`
    create table earlier_text (
      dialogue_id uuid not null constraint earlier_text_of references dialogue on delete cascade,
      sort text not null constraint earlier_text_sort_known check (sort in ('words', 'answer')),
      language text not null,
      number integer not null,
      content jsonb not null,
      written_at timestamptz,
      office text,
      constraint earlier_text_pk primary key (dialogue_id, sort, language, number)
    )`.execute(db)
  await sql`alter table dialogue_text add column written_at timestamptz`.execute(db)
  await sql`alter table dialogue_text add column office text`.execute(db)
  await sql`alter table answer add column office text`.execute(db)
  // The country that a participant said they live in, under a seal: two letters, of one length in every row.
  await sql`alter table participant add column country_sealed bytea`.execute(db)
  await sql`create index participant_country on participant (dialogue_id) where country_sealed is not null`.execute(db)
  // Participation by country as it is published: in tens that never fall. The salt moves the bounds of the tens, and stays here.
  await sql`
    create table coverage (
      dialogue_id uuid constraint coverage_pk primary key constraint coverage_of references dialogue on delete cascade,
      salt bytea not null,
      told integer not null,
      said integer not null,
      places jsonb not null,
      counted_at timestamptz not null
    )`.execute(db)
}
