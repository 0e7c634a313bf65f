import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A series of meetings of one body, and one meeting of it: what has days, sessions and people who come.
  await sql`
    create table summit (
      id uuid not null,
      slug text not null,
      body_id uuid not null,
      created_by uuid,
      created_at timestamptz not null,
      constraint summit_pk primary key (id),
      constraint summit_slug unique (slug),
      constraint summit_of_body foreign key (body_id) references body (id)
    )`.execute(db)
  await sql`
    create table summit_text (
      summit_id uuid not null,
      language text not null,
      position integer not null,
      name text not null,
      summary text not null,
      constraint summit_text_pk primary key (summit_id, language),
      constraint summit_text_of foreign key (summit_id) references summit (id)
    )`.execute(db)
  await sql`
    create table edition (
      id uuid not null,
      summit_id uuid not null,
      slug text not null,
      state text not null,
      languages text[] not null,
      zone text not null,
      starts_on date not null,
      ends_on date not null,
      created_by uuid,
      created_at timestamptz not null,
      announced_at timestamptz,
      called_off_at timestamptz,
      called_off_reason text,
      called_off_language text,
      changes integer not null default 0,
      constraint edition_pk primary key (id),
      constraint edition_slug unique (summit_id, slug),
      constraint edition_of foreign key (summit_id) references summit (id),
      constraint edition_state check (state in ('draft', 'announced', 'called-off')),
      constraint edition_days check (starts_on <= ends_on),
      constraint edition_called_off check ((state = 'called-off') = (called_off_reason is not null))
    )`.execute(db)
  await sql`
    create table edition_text (
      edition_id uuid not null,
      language text not null,
      position integer not null,
      name text not null,
      theme text not null,
      summary text not null,
      practical text not null,
      constraint edition_text_pk primary key (edition_id, language),
      constraint edition_text_of foreign key (edition_id) references edition (id)
    )`.execute(db)
  // The body of the summit is the host of every edition and has no row. A body that was asked is a co-host once it has confirmed.
  await sql`
    create table edition_host (
      edition_id uuid not null,
      body_id uuid not null,
      asked_by uuid,
      asked_at timestamptz not null,
      confirmed_at timestamptz,
      constraint edition_host_pk primary key (edition_id, body_id),
      constraint edition_host_of foreign key (edition_id) references edition (id),
      constraint edition_host_body foreign key (body_id) references body (id)
    )`.execute(db)
  await sql`
    create table venue (
      edition_id uuid not null,
      number integer not null,
      sort text not null,
      name text not null,
      language text not null,
      street text not null,
      access text not null,
      link text,
      constraint venue_pk primary key (edition_id, number),
      constraint venue_of foreign key (edition_id) references edition (id),
      constraint venue_sort check (sort in ('place', 'online')),
      constraint venue_link check (link is null or sort = 'online')
    )`.execute(db)
  // A session has its title in its briefing note. Running: opened and not closed.
  await sql`
    create table summit_session (
      id uuid not null,
      edition_id uuid not null,
      number integer not null,
      state text not null,
      languages text[] not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      hours_known boolean not null default true,
      place_number integer,
      online_number integer,
      correction_hours integer not null,
      created_by uuid,
      created_at timestamptz not null,
      announced_at timestamptz,
      opened_at timestamptz,
      closed_at timestamptz,
      called_off_at timestamptz,
      called_off_reason text,
      called_off_language text,
      changes integer not null default 0,
      constraint summit_session_pk primary key (id),
      constraint summit_session_number unique (edition_id, number),
      constraint session_of foreign key (edition_id) references edition (id),
      constraint summit_session_place foreign key (edition_id, place_number) references venue (edition_id, number),
      constraint summit_session_online foreign key (edition_id, online_number) references venue (edition_id, number),
      constraint summit_session_state check (state in ('draft', 'announced', 'called-off')),
      constraint summit_session_times check (starts_at < ends_at),
      constraint summit_session_opened_first check (closed_at is null or opened_at is not null),
      constraint summit_session_correction check (correction_hours between 1 and 720),
      constraint summit_session_called_off check ((state = 'called-off') = (called_off_reason is not null))
    )`.execute(db)
  await sql`
    create table session_host (
      session_id uuid not null,
      body_id uuid not null,
      part text not null,
      constraint session_host_pk primary key (session_id, body_id),
      constraint session_host_of foreign key (session_id) references summit_session (id),
      constraint session_host_body foreign key (body_id) references body (id),
      constraint session_host_part check (part in ('host', 'co-host'))
    )`.execute(db)
  // One row for each language; the first is the original.
  await sql`
    create table briefing_note (
      session_id uuid not null,
      language text not null,
      position integer not null,
      title text not null,
      overview text not null,
      context text not null,
      scope text not null,
      method text not null,
      host text not null,
      closing text not null,
      written_at timestamptz not null,
      constraint briefing_note_pk primary key (session_id, language),
      constraint briefing_note_of foreign key (session_id) references summit_session (id)
    )`.execute(db)
  await sql`
    create table session_question (
      session_id uuid not null,
      number integer not null,
      language text not null,
      text text not null,
      constraint session_question_pk primary key (session_id, number, language),
      constraint session_question_of foreign key (session_id) references summit_session (id)
    )`.execute(db)
  // Who does what in a session: an identity, never an account.
  await sql`
    create table session_role (
      session_id uuid not null,
      person_id uuid not null,
      role text not null,
      since timestamptz not null,
      constraint session_role_pk primary key (session_id, person_id, role),
      constraint session_role_of foreign key (session_id) references summit_session (id),
      constraint session_role_known check (role in ('chair', 'rapporteur', 'youth-rapporteur', 'note-taker'))
    )`.execute(db)
  await sql`create index session_role_person on session_role (person_id)`.execute(db)
  // The run sheet: what is planned, and what happened.
  await sql`
    create table block (
      session_id uuid not null,
      id uuid not null,
      position integer not null,
      sort text not null,
      starts_at timestamptz not null,
      minutes integer not null,
      began_at timestamptz,
      ended_at timestamptz,
      constraint block_pk primary key (session_id, id),
      constraint block_of foreign key (session_id) references summit_session (id),
      constraint block_sort check (sort in ('welcome', 'host', 'keynote', 'example', 'discussion', 'break', 'closing')),
      constraint block_minutes check (minutes between 1 and 1440)
    )`.execute(db)
  await sql`
    create table block_text (
      session_id uuid not null,
      block_id uuid not null,
      language text not null,
      position integer not null,
      title text not null,
      summary text not null,
      constraint block_text_pk primary key (session_id, block_id, language),
      constraint block_text_of foreign key (session_id, block_id) references block (session_id, id)
    )`.execute(db)
  // A speaker as the programme names them; an identity of the hub where they have one and agree.
  await sql`
    create table speaker (
      session_id uuid not null,
      id uuid not null,
      block_id uuid not null,
      position integer not null,
      person_id uuid,
      name text not null,
      line text not null,
      language text not null,
      body_id uuid,
      languages text[] not null default '{}',
      constraint speaker_pk primary key (session_id, id),
      constraint speaker_of foreign key (session_id, block_id) references block (session_id, id),
      constraint speaker_body foreign key (body_id) references body (id)
    )`.execute(db)
  await sql`create index speaker_person on speaker (person_id) where person_id is not null`.execute(db)
  await sql`
    create table material (
      session_id uuid not null,
      id uuid not null,
      block_id uuid not null,
      position integer not null,
      title text not null,
      language text not null,
      link text not null,
      constraint material_pk primary key (session_id, id),
      constraint material_of foreign key (session_id, block_id) references block (session_id, id)
    )`.execute(db)
  // A link that works once: to a role, or for a speaker of the programme to say that this is them.
  await sql`
    create table session_invitation (
      session_id uuid not null,
      id uuid not null,
      role text,
      speaker_id uuid,
      made_by uuid,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      constraint session_invitation_pk primary key (session_id, id),
      constraint session_invitation_of foreign key (session_id) references summit_session (id),
      constraint session_invitation_speaker foreign key (session_id, speaker_id) references speaker (session_id, id) on delete cascade,
      constraint session_invitation_role check (role in ('chair', 'rapporteur', 'youth-rapporteur', 'note-taker')),
      constraint session_invitation_to_one check ((role is null) <> (speaker_id is null))
    )`.execute(db)
  // Bodies propose their example for a block; one is chosen, and each is answered.
  await sql`
    create table example_call (
      session_id uuid not null,
      block_id uuid not null,
      language text not null,
      words text not null,
      closes_at timestamptz not null,
      called_at timestamptz not null,
      constraint example_call_pk primary key (session_id, block_id),
      constraint example_call_of foreign key (session_id, block_id) references block (session_id, id) on delete cascade
    )`.execute(db)
  await sql`
    create table application (
      session_id uuid not null,
      id uuid not null,
      block_id uuid not null,
      body_id uuid not null,
      person_id uuid,
      speaker text not null,
      language text not null,
      title text not null,
      text text not null,
      sent_at timestamptz not null,
      state text not null,
      answer text,
      answer_language text,
      answered_at timestamptz,
      constraint application_pk primary key (session_id, id),
      constraint application_once unique (session_id, block_id, body_id),
      constraint application_of foreign key (session_id, block_id) references example_call (session_id, block_id),
      constraint application_body foreign key (body_id) references body (id),
      constraint application_state check (state in ('waiting', 'chosen', 'declined', 'withdrawn')),
      constraint application_answered check ((state in ('chosen', 'declined')) = (answer is not null))
    )`.execute(db)
  await sql`create unique index application_chosen on application (session_id, block_id) where state = 'chosen'`.execute(db)
}
