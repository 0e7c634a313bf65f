import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Whom bodies and communities trust to write down the words of others.
  await sql`
    create table voice_intermediary (
      id uuid not null,
      person_id uuid,
      state text not null,
      languages text[] not null,
      reach text not null,
      training text not null,
      trained_on date,
      most_open integer not null,
      term_ends date not null,
      listed boolean not null,
      asked_at timestamptz not null,
      accepted_on date,
      ended_on date,
      heard_at timestamptz,
      constraint voice_intermediary_pk primary key (id),
      constraint voice_intermediary_state check (state in ('asked', 'serving', 'ended')),
      constraint voice_intermediary_open check (most_open between 1 and 50)
    )`.execute(db)
  await sql`create unique index voice_intermediary_person on voice_intermediary (person_id) where state <> 'ended'`.execute(db)
  await sql`
    create table voice_namer (
      intermediary_id uuid not null,
      sort text not null,
      subject_id uuid not null,
      named_on date not null,
      constraint voice_namer_pk primary key (intermediary_id, sort, subject_id),
      constraint voice_namer_of foreign key (intermediary_id) references voice_intermediary (id),
      constraint voice_namer_sort check (sort in ('body', 'community'))
    )`.execute(db)
  await sql`create index voice_namer_subject on voice_namer (sort, subject_id)`.execute(db)
  // One code, one voice. No time of its making is in it; what it says, who wrote it down and who reads it lie under seals and tags.
  await sql`
    create table kept_voice (
      id uuid not null,
      code_hash bytea not null,
      state text not null,
      keeper_tag bytea not null,
      reader_tag bytea,
      words_sealed bytea not null,
      read_by date,
      publish_at timestamptz,
      testimony_id uuid,
      ends_on date not null,
      constraint kept_voice_pk primary key (id),
      constraint kept_voice_state check (state in ('made', 'written', 'reading', 'returned', 'waiting', 'published')),
      constraint kept_voice_waits check ((state = 'waiting') = (publish_at is not null)),
      constraint kept_voice_shown check ((state = 'published') = (testimony_id is not null))
    )`.execute(db)
  await sql`create unique index kept_voice_code on kept_voice (code_hash)`.execute(db)
  await sql`create index kept_voice_keeper on kept_voice (keeper_tag)`.execute(db)
  await sql`create index kept_voice_reader on kept_voice (reader_tag) where reader_tag is not null`.execute(db)
  await sql`create index kept_voice_due on kept_voice (publish_at) where publish_at is not null`.execute(db)
  // What was published. Withdrawn it has no words: the id and the day say to what cited it that it is gone.
  await sql`
    create table testimony (
      id uuid not null,
      session_id uuid,
      title text not null,
      text text not null,
      language text not null,
      described text not null,
      country text,
      translation text not null,
      translation_language text,
      translated_by text not null,
      quoted boolean not null,
      version integer not null,
      published_at timestamptz not null,
      hidden_for text,
      withdrawn_on date,
      constraint testimony_pk primary key (id),
      constraint testimony_gone check (withdrawn_on is null or (title = '' and text = '' and translation = '' and described = '' and country is null))
    )`.execute(db)
  await sql`create index testimony_newest on testimony (published_at desc, id) where withdrawn_on is null and hidden_for is null`.execute(
    db,
  )
  await sql`create index testimony_session on testimony (session_id) where session_id is not null`.execute(db)
  await sql`create index testimony_country on testimony (country) where country is not null`.execute(db)
  // Who may speak for whom, on what.
  await sql`
    create table mandate (
      id uuid not null,
      giver_sort text not null,
      giver_id uuid not null,
      keeper_tag bytea,
      holder_id uuid,
      subject text not null,
      may_say text not null,
      may_not text not null,
      taking_back text not null,
      minutes text not null,
      language text not null,
      decided_how text not null,
      starts_on date not null,
      ends_on date not null,
      feedback_on date not null,
      given_on date not null,
      accepted_on date,
      withdrawn_on date,
      constraint mandate_pk primary key (id),
      constraint mandate_giver check (giver_sort in ('body', 'community', 'unnamed')),
      constraint mandate_how check (decided_how in ('vote', 'stewards', 'body', 'spoken')),
      constraint mandate_unnamed check ((giver_sort = 'unnamed') = (keeper_tag is not null)),
      constraint mandate_time check (ends_on >= starts_on and feedback_on between starts_on and ends_on)
    )`.execute(db)
  await sql`create index mandate_given on mandate (giver_sort, giver_id)`.execute(db)
  await sql`create index mandate_held on mandate (holder_id) where holder_id is not null`.execute(db)
  await sql`create index mandate_keeper on mandate (keeper_tag) where keeper_tag is not null`.execute(db)
  // What was said in their name and what came of it.
  await sql`
    create table mandate_word (
      mandate_id uuid not null,
      id uuid not null,
      text text not null,
      language text not null,
      told_on date not null,
      constraint mandate_word_pk primary key (mandate_id, id),
      constraint mandate_word_of foreign key (mandate_id) references mandate (id)
    )`.execute(db)
  await sql`
    create table mandate_question (
      mandate_id uuid not null,
      id uuid not null,
      text text not null,
      language text not null,
      asked_on date not null,
      answer_by date not null,
      answer text,
      answered_on date,
      constraint mandate_question_pk primary key (mandate_id, id),
      constraint mandate_question_of foreign key (mandate_id) references mandate (id),
      constraint mandate_question_answered check ((answer is null) = (answered_on is null))
    )`.execute(db)
}
