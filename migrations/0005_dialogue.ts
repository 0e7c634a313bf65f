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
  // A participant whose votes a moderator took out of the result, with the reason and an internal note; undone by taking the mark away.
  await sql`alter table participant add column removed_at timestamptz`.execute(db)
  await sql`alter table participant add column removed_for text`.execute(db)
  await sql`alter table participant add column removed_by uuid`.execute(db)
  // Which statement was served to whom after how many answers, and the chances that held: no time of day, only this order.
  await sql`
    create table routing_table (
      dialogue_id uuid not null constraint routing_table_of references dialogue on delete cascade,
      digest bytea not null,
      weights bytea not null,
      constraint routing_table_pk primary key (dialogue_id, digest)
    )`.execute(db)
  // As with votes no foreign keys: it grows as they do, and is written beside them.
  await sql`
    create table serving (
      dialogue_id uuid not null,
      participant bigint not null,
      answered integer not null,
      statement integer not null,
      propensity double precision not null,
      explored boolean not null,
      digest bytea not null,
      place smallint not null,
      seen bytea not null,
      constraint serving_pk primary key (dialogue_id, participant, answered)
    )`.execute(db)
  await sql`alter table participant add column removed_note text`.execute(db)
  // When the mark was taken away: a result that is older has to be worked out anew.
  await sql`alter table participant add column restored_at timestamptz`.execute(db)
  await sql`
    alter table participant add constraint participant_removed_for_known
    check (removed_for in ('automated', 'duplicate', 'coordinated', 'requested'))`.execute(db)
  await sql`alter table participant add constraint participant_removed_whole check ((removed_at is null) = (removed_for is null))`.execute(
    db,
  )
  // Every count of votes leaves these out: nearly always there are none, and then it costs nothing.
  await sql`create index participant_removed on participant (dialogue_id) include (number) where removed_at is not null`.execute(db)
  await sql`create index participant_restored on participant (dialogue_id) where restored_at is not null`.execute(db)
  // Where votes are sealed: what is published, and the step that is held back until ten more people have voted. The salts stay here.
  await sql`
    create table sealed_result (
      dialogue_id uuid constraint sealed_result_pk primary key constraint sealed_result_of references dialogue on delete cascade,
      version integer not null default 0,
      published_at timestamptz,
      document jsonb,
      salt bytea,
      of_result text,
      held_at timestamptz,
      held jsonb,
      held_salt bytea
    )`.execute(db)
}
