import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A result of an older engine is worked out anew after the start; until then it is not shown.
  await sql`alter table result add column engine text not null default 'passerelle-deliberation/1'`.execute(db)
  // What is given out in steps is kept as it was then, so that its certificate can be recomputed from it.
  await sql`alter table result drop column given_until`.execute(db)
  await sql`
    create table checkable_result (
      dialogue_id uuid constraint checkable_result_pk primary key constraint checkable_result_of references dialogue on delete cascade,
      version integer not null,
      computed_at timestamptz not null,
      certificate text not null,
      document bytea not null,
      signature jsonb not null,
      statements jsonb not null,
      votes bytea
    )`.execute(db)
  // The recomputation asks for votes younger than its last reading. Small beside a tree, and it does not stand in the way of updates in place.
  await sql`create index vote_by_time on vote using brin (cast_at) with (pages_per_range = 16, autosummarize = on)`.execute(db)
  // A participant whose votes a moderator took out of the result, with the reason; undone by taking the mark away.
  await sql`alter table participant add column removed_at timestamptz`.execute(db)
  await sql`alter table participant add column removed_for text`.execute(db)
  await sql`alter table participant add column removed_by uuid`.execute(db)
}
