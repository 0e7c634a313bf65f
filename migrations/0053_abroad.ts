import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A page for each country and town where people live. It has a row once a body looks after it, or somebody has looked through it.
  await sql`
    create table abroad_page (
      place text not null,
      body_id uuid,
      taken_by uuid,
      taken_on date,
      looked_on date,
      looked_by uuid,
      constraint abroad_page_pk primary key (place),
      constraint abroad_page_taken check ((body_id is null) = (taken_on is null))
    )`.execute(db)
  await sql`create index abroad_page_body on abroad_page (body_id) where body_id is not null`.execute(db)
  await sql`
    create table abroad_steward (
      place text not null,
      person_id uuid not null,
      state text not null,
      words text not null,
      asked_on date not null,
      appointed_on date,
      appointed_by uuid,
      for_body uuid,
      constraint abroad_steward_pk primary key (place, person_id),
      constraint abroad_steward_state check (state in ('asked', 'appointed')),
      constraint abroad_steward_appointed check ((state = 'appointed') = (appointed_on is not null))
    )`.execute(db)
  await sql`create index abroad_steward_person on abroad_steward (person_id)`.execute(db)
  // What one needs to know there. Days, not moments: nothing here is of an hour.
  await sql`
    create table abroad_item (
      place text not null,
      id uuid not null,
      kind text not null,
      state text not null,
      for_whom text[] not null,
      telephone text not null,
      owner_person uuid,
      owner_body uuid,
      owner_office text,
      checked_on date,
      checked_by uuid,
      expires_on date,
      proposed_by uuid,
      proposed_on date not null,
      answer_by date not null,
      reason text not null,
      reason_language text,
      published_at timestamptz,
      version integer not null,
      constraint abroad_item_pk primary key (place, id),
      constraint abroad_item_state check (state in ('proposed', 'published', 'declined', 'withdrawn', 'hidden')),
      constraint abroad_item_owner check (owner_person is null or owner_body is null),
      constraint abroad_item_office check ((owner_body is null) = (owner_office is null)),
      constraint abroad_item_checked check (state != 'published' or (checked_on is not null and expires_on is not null and published_at is not null))
    )`.execute(db)
  await sql`create index abroad_item_by_id on abroad_item (id)`.execute(db)
  await sql`create index abroad_item_newest on abroad_item (published_at, id) where state = 'published'`.execute(db)
  await sql`
    create table abroad_text (
      place text not null,
      item_id uuid not null,
      language text not null,
      title text not null,
      text text not null,
      state text not null,
      author uuid,
      written_on date not null,
      constraint abroad_text_pk primary key (place, item_id, language),
      constraint abroad_text_of foreign key (place, item_id) references abroad_item (place, id),
      constraint abroad_text_state check (state in ('original', 'read', 'waiting'))
    )`.execute(db)
  await sql`create unique index abroad_text_original on abroad_text (place, item_id) where state = 'original'`.execute(db)
  await sql`
    create table abroad_link (
      place text not null,
      item_id uuid not null,
      position integer not null,
      url text not null,
      state text not null,
      asked_at timestamptz,
      failed_since timestamptz,
      moved_to text,
      constraint abroad_link_pk primary key (place, item_id, position),
      constraint abroad_link_of foreign key (place, item_id) references abroad_item (place, id),
      constraint abroad_link_state check (state in ('new', 'answers', 'fails', 'dead'))
    )`.execute(db)
  await sql`create index abroad_link_asked on abroad_link (asked_at nulls first)`.execute(db)
  // How an item stood before it was changed.
  await sql`
    create table abroad_version (
      place text not null,
      item_id uuid not null,
      version integer not null,
      kind text not null,
      language text not null,
      title text not null,
      text text not null,
      telephone text not null,
      for_whom text[] not null,
      links text[] not null,
      changed_by uuid,
      changed_on date not null,
      constraint abroad_version_pk primary key (place, item_id, version),
      constraint abroad_version_of foreign key (place, item_id) references abroad_item (place, id)
    )`.execute(db)
  await sql`
    create table abroad_remark (
      place text not null,
      id uuid not null,
      item_id uuid not null,
      sort text not null,
      words text not null,
      language text not null,
      sent_by uuid,
      sent_on date not null,
      answer_by date not null,
      state text not null,
      answer text not null,
      answer_language text,
      answered_by uuid,
      answered_on date,
      constraint abroad_remark_pk primary key (place, id),
      constraint abroad_remark_of foreign key (place, item_id) references abroad_item (place, id),
      constraint abroad_remark_sort check (sort in ('no-longer', 'wrong', 'missing')),
      constraint abroad_remark_state check (state in ('waiting', 'taken', 'declined')),
      constraint abroad_remark_answered check ((state = 'waiting') = (answered_on is null))
    )`.execute(db)
  await sql`create index abroad_remark_item on abroad_remark (place, item_id)`.execute(db)
  await sql`create index abroad_remark_by_id on abroad_remark (id)`.execute(db)
}
