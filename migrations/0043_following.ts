import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What somebody follows can tell of faith, origin or opinion. All of it lies under one seal, found by a tag of the account: whoever has the
  // tables alone learns neither who follows something nor what, not even how many things.
  await sql`
    create table following_state (
      owner_tag bytea not null constraint following_state_pk primary key,
      sealed bytea not null
    )`.execute(db)
  // How many follow something, counted by the deeds that write the seal, so that nobody's seal is ever opened to count.
  await sql`
    create table followed (
      subject text not null constraint followed_pk primary key,
      followers integer not null,
      constraint followed_counts check (followers > 0)
    )`.execute(db)
  // A public recipe: its owner chose to show it, so it lies open.
  await sql`
    create table feed_recipe (
      id uuid not null constraint feed_recipe_pk primary key,
      owner_person uuid not null,
      title text not null,
      language text not null,
      subjects text[] not null,
      weights jsonb not null,
      made_on date not null,
      ends_on date not null
    )`.execute(db)
  await sql`create index feed_recipe_owner on feed_recipe (owner_person)`.execute(db)
  await sql`create index feed_recipe_ends on feed_recipe (ends_on)`.execute(db)
}
