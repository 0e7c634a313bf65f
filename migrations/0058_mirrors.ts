import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A community that others hold together: nobody is its steward, and whoever belongs to it belongs to one of those that hold it.
  await sql`
    alter table community
      add column jointly boolean not null default false,
      add column rests_on date,
      add constraint community_jointly check (not jointly or (access in ('closed', 'hidden') and body_id is null)),
      add constraint community_rests check (rests_on is null or jointly)`.execute(db)
  await sql`
    create table community_holder (
      community_id uuid not null,
      holder_id uuid not null,
      constraint community_holder_pk primary key (community_id, holder_id),
      constraint community_holder_of foreign key (community_id) references community (id),
      constraint community_holder_by foreign key (holder_id) references community (id),
      constraint community_holder_other check (community_id <> holder_id)
    )`.execute(db)
  await sql`create index community_holder_holds on community_holder (holder_id)`.execute(db)

  // What two communities agree on: nothing is open before both have said yes to the same version.
  await sql`
    create table mirror (
      id uuid not null,
      from_id uuid not null,
      to_id uuid not null,
      state text not null,
      space_id uuid,
      proposed_at timestamptz not null,
      opened_on date,
      settled_at timestamptz,
      ended_for text,
      ended_language text,
      uneven_since date,
      constraint mirror_pk primary key (id),
      constraint mirror_two check (from_id <> to_id),
      constraint mirror_state check (state in ('proposed', 'open', 'declined', 'withdrawn', 'lapsed', 'ended')),
      constraint mirror_opened check ((state in ('open', 'ended')) = (space_id is not null))
    )`.execute(db)
  // Two that propose to one another in the same moment make one.
  await sql`
    create unique index mirror_between on mirror (least(from_id, to_id), greatest(from_id, to_id))
    where state in ('proposed', 'open')`.execute(db)
  await sql`create index mirror_from on mirror (from_id)`.execute(db)
  await sql`create index mirror_to on mirror (to_id)`.execute(db)
  await sql`create unique index mirror_space on mirror (space_id)`.execute(db)
  await sql`
    create table mirror_version (
      mirror_id uuid not null,
      number integer not null,
      id uuid not null,
      by_from boolean not null,
      languages text[] not null,
      readable text not null,
      due text not null,
      due_on date not null,
      state text not null,
      why text,
      why_language text,
      answer text,
      answer_language text,
      proposed_at timestamptz not null,
      answer_by date not null,
      answered_at timestamptz,
      constraint mirror_version_pk primary key (mirror_id, number),
      constraint mirror_version_once unique (mirror_id, id),
      constraint mirror_version_of foreign key (mirror_id) references mirror (id),
      constraint mirror_version_state check (state in ('waiting', 'agreed', 'declined', 'replaced', 'lapsed')),
      constraint mirror_version_readable check (readable in ('everybody', 'members')),
      constraint mirror_version_due check (due in ('review', 'end'))
    )`.execute(db)
  await sql`create unique index mirror_version_waiting on mirror_version (mirror_id) where state = 'waiting'`.execute(db)
  await sql`
    create table mirror_text (
      mirror_id uuid not null,
      number integer not null,
      language text not null,
      position integer not null,
      original boolean not null,
      name text not null,
      sentence text not null,
      rules text not null,
      constraint mirror_text_pk primary key (mirror_id, number, language),
      constraint mirror_text_of foreign key (mirror_id, number) references mirror_version (mirror_id, number)
    )`.execute(db)
  // From which side a member comes lies under a seal, with whether they show it.
  await sql`
    create table mirror_member (
      community_id uuid not null,
      member_id uuid not null,
      side_sealed bytea not null,
      constraint mirror_member_pk primary key (community_id, member_id)
    )`.execute(db)
  await sql`
    create table mirror_facilitator (
      community_id uuid not null,
      member_id uuid not null,
      of_from boolean not null,
      place integer not null,
      constraint mirror_facilitator_pk primary key (community_id, member_id),
      constraint mirror_facilitator_place unique (community_id, of_from, place)
    )`.execute(db)
  // Whom a side names: by the id of their membership in that side, until they have said yes or no.
  await sql`
    create table mirror_offer (
      community_id uuid not null,
      mirror_id uuid not null,
      member_id uuid not null,
      offered_on date not null,
      constraint mirror_offer_pk primary key (community_id, mirror_id, member_id),
      constraint mirror_offer_of foreign key (mirror_id) references mirror (id)
    )`.execute(db)
}
