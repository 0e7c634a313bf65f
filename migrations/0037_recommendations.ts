import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A draft may be addressed to nobody yet; what was proposed once is addressed to one.
  await sql`alter table recommendation drop constraint recommendation_addressee`.execute(db)
  await sql`
    alter table recommendation add constraint recommendation_addressee check (
      (addressee_body is null or addressee_name is null)
      and (proposed_at is null or addressee_body is not null or addressee_name is not null)
    )`.execute(db)
  // To whom, by when and on what: what of that was changed after the proposal, and what it was before.
  await sql`alter table recommendation_step add column was jsonb`.execute(db)
  // Parts of a recommendation in further languages: `follows` is the version of the original that the translator had before them.
  await sql`
    create table recommendation_translation (
      session_id uuid not null,
      recommendation_id uuid not null,
      language text not null,
      piece text not null,
      follows integer not null,
      words text[] not null,
      translator text not null,
      translator_name text not null,
      office text not null,
      written_at timestamptz not null,
      constraint recommendation_translation_pk primary key (session_id, recommendation_id, language, piece),
      constraint recommendation_translation_of foreign key (session_id, recommendation_id) references recommendation (session_id, id),
      constraint recommendation_translation_by check (translator in ('person', 'machine'))
    )`.execute(db)
}
