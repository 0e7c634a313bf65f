import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table body (
      id uuid not null,
      slug text not null,
      kind text not null,
      created_at timestamptz not null,
      constraint body_pk primary key (id),
      constraint body_slug_once unique (slug),
      constraint body_kind_known check (kind in (
        'home-town', 'professional', 'faith', 'student', 'women', 'youth', 'chamber', 'media', 'charity', 'umbrella',
        'government-unit', 'mission', 'international', 'firm', 'partner'
      ))
    )`.execute(db)
  // The position says which language came first: it is shown where the reader's own is missing.
  await sql`
    create table body_text (
      body_id uuid not null constraint body_text_body references body (id),
      language text not null,
      name text not null,
      summary text not null,
      position integer not null,
      constraint body_text_pk primary key (body_id, language)
    )`.execute(db)
  await sql`
    create table office (
      body_id uuid not null constraint office_body references body (id),
      person_id uuid not null,
      role text not null constraint office_role_known check (role in ('steward', 'convener', 'moderator')),
      since timestamptz not null,
      until timestamptz,
      constraint office_pk primary key (body_id, person_id, role, since)
    )`.execute(db)
  // Nobody holds the same office of a body twice at once.
  await sql`create unique index office_held_once on office (body_id, person_id, role) where until is null`.execute(db)
  await sql`create index office_by_person on office (person_id) where until is null`.execute(db)
  await sql`
    create table membership (
      body_id uuid not null constraint membership_body references body (id),
      person_id uuid not null,
      since timestamptz not null,
      constraint membership_pk primary key (body_id, person_id)
    )`.execute(db)
  await sql`create index membership_by_person on membership (person_id)`.execute(db)
  await sql`
    create table invitation (
      body_id uuid not null constraint invitation_body references body (id),
      id uuid not null,
      role text not null constraint invitation_role_known check (role in ('steward', 'convener', 'moderator', 'member')),
      invited_by uuid,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      constraint invitation_pk primary key (body_id, id)
    )`.execute(db)
}
