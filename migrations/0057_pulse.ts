import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A call of a body or a community to those who follow it, a topic or a place. No list of anybody is made: feeds find it by its subjects.
  await sql`
    create table call (
      sender_id uuid not null,
      id uuid not null,
      sender_sort text not null,
      month date not null,
      number integer not null,
      path text not null,
      ends_on date not null,
      sent_at timestamptz not null,
      over boolean not null,
      hidden_for text,
      opened integer not null,
      constraint call_pk primary key (sender_id, id),
      constraint call_twice_a_month unique (sender_id, month, number),
      constraint call_number check (number between 1 and 2),
      constraint call_sender check (sender_sort in ('body', 'community'))
    )`.execute(db)
  await sql`create index call_id on call (id)`.execute(db)
  await sql`create index call_newest on call (sent_at desc, id) where not over and hidden_for is null`.execute(db)
  await sql`
    create table call_text (
      sender_id uuid not null,
      call_id uuid not null,
      language text not null,
      position integer not null,
      title text not null,
      text text not null,
      constraint call_text_pk primary key (sender_id, call_id, language),
      constraint call_text_of foreign key (sender_id, call_id) references call (sender_id, id)
    )`.execute(db)
  await sql`
    create table call_subject (
      sender_id uuid not null,
      call_id uuid not null,
      sort text not null,
      subject text not null,
      constraint call_subject_pk primary key (sender_id, call_id, sort, subject),
      constraint call_subject_of foreign key (sender_id, call_id) references call (sender_id, id)
    )`.execute(db)
  await sql`create index call_subject_subject on call_subject (sort, subject)`.execute(db)
  // Three questions to those who belong to it. Who answered is a tag until the end; what was answered lies in counts alone.
  await sql`
    create table pulse (
      subject_id uuid not null,
      id uuid not null,
      subject_sort text not null,
      year integer not null,
      number integer not null,
      language text,
      questions text[] not null,
      asked_on date not null,
      ends_on date not null,
      closed_on date,
      constraint pulse_pk primary key (subject_id, id),
      constraint pulse_four_a_year unique (subject_id, year, number),
      constraint pulse_number check (number between 1 and 4),
      constraint pulse_subject check (subject_sort in ('body', 'community')),
      constraint pulse_words check ((language is null) = (cardinality(questions) = 0))
    )`.execute(db)
  await sql`create unique index pulse_open on pulse (subject_id) where closed_on is null`.execute(db)
  await sql`
    create table pulse_answered (
      subject_id uuid not null,
      pulse_id uuid not null,
      tag bytea not null,
      constraint pulse_answered_pk primary key (subject_id, pulse_id, tag),
      constraint pulse_answered_of foreign key (subject_id, pulse_id) references pulse (subject_id, id)
    )`.execute(db)
  await sql`
    create table pulse_count (
      subject_id uuid not null,
      pulse_id uuid not null,
      question integer not null,
      answer integer not null,
      given integer not null,
      constraint pulse_count_pk primary key (subject_id, pulse_id, question, answer),
      constraint pulse_count_of foreign key (subject_id, pulse_id) references pulse (subject_id, id)
    )`.execute(db)
}
