import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The session of a summit to which a dialogue belongs. Sessions are another room's: nothing refers to its table.
  await sql`alter table dialogue add column session_id uuid`.execute(db)
  await sql`create index dialogue_by_session on dialogue (session_id) where session_id is not null`.execute(db)
  // A statement that says the same as another one: nobody is asked about it any more, and its votes stay where they are.
  await sql`alter table statement add column merged_into integer`.execute(db)
  await sql`alter table statement add column merged_for text`.execute(db)
  await sql`alter table statement add column merged_at timestamptz`.execute(db)
  await sql`
    alter table statement add constraint statement_merged_whole
    check ((merged_into is null) = (merged_for is null) and (merged_into is null) = (merged_at is null) and merged_into != number)`.execute(
    db,
  )
  await sql`create index statement_merged on statement (dialogue_id, merged_into) where merged_into is not null`.execute(db)
  // A link by which somebody types in what was said at tables. Its token is made from the id, and lies nowhere.
  await sql`
    create table entry_link (
      dialogue_id uuid not null constraint entry_link_of references dialogue on delete cascade,
      id uuid not null,
      given_to text not null,
      quota integer not null constraint entry_link_quota_some check (quota > 0),
      ends_at timestamptz not null,
      made_by uuid,
      made_at timestamptz not null,
      withdrawn_at timestamptz,
      constraint entry_link_pk primary key (dialogue_id, id)
    )`.execute(db)
  // Nobody who sat there is in it. Without the consent of all there is no row.
  await sql`
    create table meeting (
      dialogue_id uuid not null constraint meeting_of references dialogue on delete cascade,
      number integer not null,
      key uuid not null,
      title text not null,
      language text not null,
      held_on date not null,
      place text,
      people integer not null constraint meeting_people_some check (people > 0),
      statements integer[] not null,
      link_id uuid,
      office text,
      entered_by uuid,
      entered_at timestamptz not null,
      hidden_for text,
      withdrawn_at timestamptz,
      constraint meeting_pk primary key (dialogue_id, number),
      constraint meeting_once unique (dialogue_id, key),
      constraint meeting_by_link foreign key (dialogue_id, link_id) references entry_link
    )`.execute(db)
  // One person's sheets: a participant whom nobody holds. The key was made by the form, so a post that arrives twice is one.
  await sql`
    create table sheet (
      dialogue_id uuid not null,
      meeting integer not null,
      number integer not null,
      key uuid not null,
      participant bigint not null,
      constraint sheet_pk primary key (dialogue_id, meeting, number),
      constraint sheet_once unique (dialogue_id, key),
      constraint sheet_participant_once unique (dialogue_id, participant),
      constraint sheet_of foreign key (dialogue_id, meeting) references meeting on delete cascade
    )`.execute(db)
  // Sheets that were typed in by mistake, and those of a meeting that was taken back: taken out like others, and counted elsewhere.
  await sql`alter table participant drop constraint participant_removed_for_known`.execute(db)
  await sql`
    alter table participant add constraint participant_removed_for_known
    check (removed_for in ('automated', 'duplicate', 'coordinated', 'requested', 'sheet-undone', 'meeting-withdrawn'))`.execute(db)
}
