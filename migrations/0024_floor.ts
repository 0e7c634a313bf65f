import { sql, type Kysely } from 'kysely'

// The live discussion of a session. Every table grows with a session, so its id comes first in each key.
export async function up(db: Kysely<unknown>): Promise<void> {
  // The id comes from the form or the script that sends it: what arrives twice is one row. Who asked is cut after some days; the voices stay counted.
  await sql`
    create table floor_question (
      session_id uuid not null,
      id uuid not null,
      person_id uuid,
      text text not null,
      language text not null,
      guiding integer,
      naming text not null,
      pseudonym text,
      chair_only boolean not null,
      state text not null,
      merged_into uuid,
      declined_for text,
      note text,
      answer text,
      answer_language text,
      answered_as text,
      hidden_for text,
      voices integer not null,
      version integer not null,
      asked_at timestamptz not null,
      decided_at timestamptz,
      shown_at timestamptz,
      answered_at timestamptz,
      constraint floor_question_pk primary key (session_id, id),
      constraint floor_question_merged foreign key (session_id, merged_into) references floor_question (session_id, id),
      constraint floor_question_naming check (naming in ('named', 'pseudonym', 'unnamed')),
      constraint floor_question_pseudonym check ((naming = 'pseudonym') = (pseudonym is not null)),
      constraint floor_question_state
        check (state in ('waiting', 'shown', 'floor', 'answered', 'merged', 'declined', 'withdrawn')),
      constraint floor_question_merged_said check ((state = 'merged') = (merged_into is not null)),
      constraint floor_question_declined_said check (state <> 'declined' or declined_for is not null)
    )`.execute(db)
  await sql`create unique index floor_question_on_floor on floor_question (session_id) where state = 'floor'`.execute(db)
  await sql`create index floor_question_person on floor_question (person_id) where person_id is not null`.execute(db)
  // Somebody asks a question too: once, whatever arrives how often.
  await sql`
    create table floor_voice (
      session_id uuid not null,
      question_id uuid not null,
      person_id uuid not null,
      given_at timestamptz not null,
      constraint floor_voice_pk primary key (session_id, question_id, person_id),
      constraint floor_voice_of foreign key (session_id, question_id) references floor_question (session_id, id)
    )`.execute(db)
  await sql`create index floor_voice_person on floor_voice (person_id)`.execute(db)
  await sql`
    create table floor_hand (
      session_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      label text not null,
      language text not null,
      group_label text,
      state text not null,
      raised_at timestamptz not null,
      constraint floor_hand_pk primary key (session_id, id),
      constraint floor_hand_state check (state in ('raised', 'called', 'lowered'))
    )`.execute(db)
  await sql`create unique index floor_hand_once on floor_hand (session_id, person_id) where state = 'raised'`.execute(db)
  await sql`create index floor_hand_person on floor_hand (person_id)`.execute(db)
  // Who speaks, how long: of the run sheet, or who raised a hand. One at a time.
  await sql`
    create table floor_turn (
      session_id uuid not null,
      id uuid not null,
      block_id uuid,
      speaker_id uuid,
      person_id uuid,
      label text,
      role text not null,
      language text,
      group_label text,
      began_at timestamptz not null,
      ended_at timestamptz,
      constraint floor_turn_pk primary key (session_id, id),
      constraint floor_turn_role check (role in ('host', 'chair', 'panellist', 'participant', 'other'))
    )`.execute(db)
  await sql`create unique index floor_turn_one on floor_turn (session_id) where ended_at is null`.execute(db)
  await sql`create index floor_turn_person on floor_turn (person_id) where person_id is not null`.execute(db)
  await sql`
    create table floor_poll (
      session_id uuid not null,
      id uuid not null,
      text text not null,
      language text not null,
      sort text not null,
      shows text not null,
      state text not null,
      answered integer,
      made_at timestamptz not null,
      opened_at timestamptz,
      closed_at timestamptz,
      constraint floor_poll_pk primary key (session_id, id),
      constraint floor_poll_sort check (sort in ('single', 'several', 'scale')),
      constraint floor_poll_shows check (shows in ('live', 'closed')),
      constraint floor_poll_state check (state in ('draft', 'open', 'closed'))
    )`.execute(db)
  await sql`
    create table floor_option (
      session_id uuid not null,
      poll_id uuid not null,
      number integer not null,
      text text not null,
      count integer,
      constraint floor_option_pk primary key (session_id, poll_id, number),
      constraint floor_option_of foreign key (session_id, poll_id) references floor_poll (session_id, id)
    )`.execute(db)
  // One answer of a person; the counts are written into the options when the poll closes, and stay when this row is gone.
  await sql`
    create table floor_answer (
      session_id uuid not null,
      poll_id uuid not null,
      person_id uuid not null,
      chosen integer[] not null,
      answered_at timestamptz not null,
      constraint floor_answer_pk primary key (session_id, poll_id, person_id),
      constraint floor_answer_of foreign key (session_id, poll_id) references floor_poll (session_id, id)
    )`.execute(db)
  await sql`create index floor_answer_person on floor_answer (person_id)`.execute(db)
  // What a table brought on paper.
  await sql`
    create table floor_table (
      session_id uuid not null,
      id uuid not null,
      number integer not null,
      sat integer not null,
      facilitator text,
      entered_by uuid,
      entered_as text not null,
      entered_at timestamptz not null,
      withdrawn_at timestamptz,
      constraint floor_table_pk primary key (session_id, id),
      constraint floor_table_sat check (sat between 1 and 1000)
    )`.execute(db)
  await sql`create unique index floor_table_number on floor_table (session_id, number) where withdrawn_at is null`.execute(db)
  await sql`
    create table floor_table_text (
      session_id uuid not null,
      id uuid not null,
      table_id uuid not null,
      position integer not null,
      guiding integer,
      text text not null,
      language text not null,
      constraint floor_table_text_pk primary key (session_id, id),
      constraint floor_table_text_of foreign key (session_id, table_id) references floor_table (session_id, id)
    )`.execute(db)
  await sql`
    create table floor_transcript (
      session_id uuid not null,
      id uuid not null,
      block_id uuid,
      language text not null,
      entered_by uuid,
      entered_at timestamptz not null,
      published_at timestamptz,
      constraint floor_transcript_pk primary key (session_id, id)
    )`.execute(db)
  await sql`
    create table floor_line (
      session_id uuid not null,
      transcript_id uuid not null,
      position integer not null,
      starts_ms integer not null,
      ends_ms integer,
      speaker_id uuid,
      label text,
      text text not null,
      version integer not null,
      constraint floor_line_pk primary key (session_id, transcript_id, position),
      constraint floor_line_of foreign key (session_id, transcript_id) references floor_transcript (session_id, id)
    )`.execute(db)
  // A sentence of a transcript that can be quoted. What a correction took out of its line is withdrawn.
  await sql`
    create table floor_extract (
      session_id uuid not null,
      id uuid not null,
      transcript_id uuid not null,
      position integer not null,
      text text not null,
      guiding integer,
      state text not null,
      version integer not null,
      marked_at timestamptz not null,
      constraint floor_extract_pk primary key (session_id, id),
      constraint floor_extract_of
        foreign key (session_id, transcript_id, position) references floor_line (session_id, transcript_id, position),
      constraint floor_extract_state check (state in ('standing', 'withdrawn'))
    )`.execute(db)
  // What was put to a dialogue of the session: the link to it stays.
  await sql`
    create table floor_put (
      session_id uuid not null,
      id uuid not null,
      question_id uuid,
      extract_id uuid,
      text text not null,
      language text not null,
      place text not null,
      title text not null,
      title_language text not null,
      place_path text not null,
      path text not null,
      put_at timestamptz not null,
      constraint floor_put_pk primary key (session_id, id),
      constraint floor_put_question foreign key (session_id, question_id) references floor_question (session_id, id),
      constraint floor_put_extract foreign key (session_id, extract_id) references floor_extract (session_id, id)
    )`.execute(db)
  await sql`create unique index floor_put_question_once on floor_put (session_id, question_id, place)`.execute(db)
  await sql`create unique index floor_put_extract_once on floor_put (session_id, extract_id, place)`.execute(db)
}
