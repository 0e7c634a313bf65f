import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What two communities are to one another. Nobody is named: it is proposed, accepted and ended by their stewards, whoever these are.
  await sql`
    create table tie (
      id uuid not null,
      sort text not null,
      from_id uuid not null,
      to_id uuid not null,
      text text not null,
      language text not null,
      proposed_at timestamptz not null,
      answer_by date not null,
      state text not null,
      answer text,
      answer_language text,
      answered_at timestamptz,
      ended_on date,
      ended_for text,
      ended_language text,
      constraint tie_pk primary key (id),
      constraint tie_two check (from_id <> to_id),
      constraint tie_sort check (sort in ('part-of', 'holds', 'peer')),
      constraint tie_state check (state in ('proposed', 'standing', 'declined', 'lapsed', 'ended')),
      constraint tie_answered check ((answer is null) = (state in ('proposed', 'lapsed')))
    )`.execute(db)
  // One between two, whichever of them proposes.
  await sql`
    create unique index tie_pair on tie (least(from_id, to_id), greatest(from_id, to_id)) where state in ('proposed', 'standing')
  `.execute(db)
  await sql`create index tie_from on tie (from_id, state)`.execute(db)
  await sql`create index tie_to on tie (to_id, state)`.execute(db)
  await sql`create index tie_due on tie (answer_by) where state = 'proposed'`.execute(db)
  // Two communities that somebody takes for the same one. Who proposed it stands nowhere.
  await sql`
    create table merger (
      id uuid not null,
      ending_id uuid not null,
      into_id uuid not null,
      text text not null,
      language text not null,
      proposed_at timestamptz not null,
      answer_by date not null,
      ending_says boolean,
      into_says boolean,
      object_by date,
      state text not null,
      settled_at timestamptz,
      constraint merger_pk primary key (id),
      constraint merger_two check (ending_id <> into_id),
      constraint merger_state check (state in ('proposed', 'asking', 'merged', 'declined', 'objected', 'lapsed', 'undone')),
      constraint merger_asked check (object_by is null or (ending_says and into_says))
    )`.execute(db)
  // A community is in one of them at a time as the one that would end.
  await sql`create unique index merger_ending on merger (ending_id) where state in ('proposed', 'asking', 'merged')`.execute(db)
  await sql`create index merger_into on merger (into_id)`.execute(db)
  await sql`create index merger_due on merger (answer_by) where state = 'proposed'`.execute(db)
  await sql`create index merger_asking on merger (object_by) where state = 'asking'`.execute(db)
  await sql`
    create table merger_objection (
      ending_id uuid not null,
      merger_id uuid not null,
      member_id uuid not null,
      constraint merger_objection_pk primary key (ending_id, merger_id, member_id),
      constraint merger_objection_of foreign key (merger_id) references merger (id)
    )`.execute(db)
  await sql`create index merger_objection_member on merger_objection (ending_id, member_id)`.execute(db)
}
