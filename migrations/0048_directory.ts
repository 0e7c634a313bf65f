import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What a body says of itself in the directory. Name, summary, languages, website and mail address are the body's own facts and stay there.
  await sql`
    create table directory_entry (
      body_id uuid not null,
      places text[] not null,
      origins text[] not null,
      topics text[] not null,
      accepts text[] not null,
      membership text,
      language text not null,
      postal text,
      hours text,
      fields jsonb not null,
      checked_on date not null,
      checked_by uuid,
      edited_at timestamptz not null,
      constraint directory_entry_pk primary key (body_id),
      constraint directory_entry_membership check (membership in ('open', 'on-request', 'closed'))
    )`.execute(db)
  await sql`create index directory_entry_checked_by on directory_entry (checked_by) where checked_by is not null`.execute(db)
}
