import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // By which words something that everybody may read is found. Neither a title nor a text lies here: what is found is asked of its own room.
  await sql`
    create table search_entry (
      sort text not null,
      id text collate "C" not null,
      words tsvector not null,
      languages text[] not null,
      subjects text[] not null,
      near_at timestamptz not null,
      until timestamptz,
      digest bytea not null,
      round integer not null,
      constraint search_entry_pk primary key (sort, id)
    )`.execute(db)
  await sql`create index search_entry_words on search_entry using gin (words)`.execute(db)
  await sql`create index search_entry_subjects on search_entry using gin (subjects)`.execute(db)
  // Each word once, with its parts of three signs: for whoever made a slip. The parts are our own, since those of the server depend on its locale.
  await sql`
    create table search_word (
      word text collate "C" not null,
      grams text[] not null,
      constraint search_word_pk primary key (word)
    )`.execute(db)
  await sql`create index search_word_grams on search_word using gin (grams)`.execute(db)
  // How far the hub has gone through all things of a sort.
  await sql`
    create table search_round (
      sort text not null,
      round integer not null,
      after_id text,
      rests_until timestamptz,
      constraint search_round_pk primary key (sort)
    )`.execute(db)
}
