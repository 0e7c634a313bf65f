import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What it belongs to comes first in the key, so that events can be distributed with it; the sequence never leaves the database.
  await sql`
    create table event (
      scope_id uuid not null,
      sequence bigint generated always as identity,
      kind text not null,
      subject text not null,
      data jsonb not null,
      visibility text not null constraint event_visibility_known check (visibility in ('public', 'space', 'internal')),
      person_id uuid,
      at timestamptz not null,
      constraint event_pk primary key (scope_id, sequence)
    )`.execute(db)
}
