import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What was said or written in a session. A person is in a row only where they chose to be named by that identity; whoever may correct it is
  // found by a tag of their account or by the hash of a code that they hold. Sessions are another room's: nothing refers to its tables.
  await sql`
    create table session_meeting (
      session_id uuid not null,
      id uuid not null,
      title text not null,
      language text not null,
      place text,
      held_on date not null,
      people integer not null,
      entered_by uuid,
      constraint session_meeting_pk primary key (session_id, id),
      constraint session_meeting_people check (people between 1 and 10000)
    )`.execute(db)
  await sql`create index session_meeting_entered_by on session_meeting (entered_by) where entered_by is not null`.execute(db)
  await sql`
    create table intervention (
      session_id uuid not null,
      id uuid not null,
      role text not null,
      form text not null,
      language text not null,
      text text not null,
      question integer,
      block_id uuid,
      said_at timestamptz,
      attribution text not null,
      speaker_id uuid,
      person_id uuid,
      label text,
      noted_speaker text,
      owner_tag bytea,
      claim_hash bytea,
      source text not null,
      meeting_id uuid,
      consent text,
      captured_by uuid,
      captured_at timestamptz not null,
      version integer not null,
      withdrawn_at timestamptz,
      hidden_for text,
      constraint intervention_pk primary key (session_id, id),
      constraint intervention_meeting foreign key (session_id, meeting_id) references session_meeting (session_id, id),
      constraint intervention_role check (role in ('panellist', 'participant', 'host', 'chair', 'floor')),
      constraint intervention_form check (form in ('verbatim', 'summary')),
      constraint intervention_source check (source in ('note', 'own', 'transcript', 'paper')),
      constraint intervention_consent check (consent in ('spoken', 'written')),
      constraint intervention_attribution check (attribution in ('unchosen', 'named', 'label', 'none', 'left')),
      -- Who did not choose to be named is named by nothing in the row.
      constraint intervention_unnamed check (attribution = 'named' or person_id is null),
      constraint intervention_labelled check ((attribution = 'label') = (label is not null)),
      constraint intervention_withdrawn check (withdrawn_at is null or (text = '' and attribution = 'none' and speaker_id is null and noted_speaker is null))
    )`.execute(db)
  // They are cited by their id alone.
  await sql`create index intervention_by_id on intervention (id)`.execute(db)
  await sql`create index intervention_person on intervention (person_id) where person_id is not null`.execute(db)
  await sql`create index intervention_captured_by on intervention (captured_by) where captured_by is not null`.execute(db)
  await sql`
    create table earlier_intervention (
      session_id uuid not null,
      intervention_id uuid not null,
      version integer not null,
      language text not null,
      text text not null,
      constraint earlier_intervention_pk primary key (session_id, intervention_id, version),
      constraint earlier_intervention_of foreign key (session_id, intervention_id) references intervention (session_id, id)
    )`.execute(db)
  // A label that was used once is nobody else's any more, also where what stood under it was withdrawn.
  await sql`
    create table intervention_label (
      session_id uuid not null,
      label_hash bytea not null,
      owner bytea not null,
      constraint intervention_label_pk primary key (session_id, label_hash)
    )`.execute(db)
  await sql`create index intervention_label_anywhere on intervention_label (label_hash)`.execute(db)
}
