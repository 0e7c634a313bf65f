import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What a community set out to reach. Its goal, target and deadline are never changed: whoever wants others closes it, and begins another.
  await sql`
    create table purpose (
      community_id uuid not null,
      id uuid not null,
      language text not null,
      goal text not null,
      reached_when text not null,
      unit text,
      target double precision,
      baseline double precision,
      measured_by text not null,
      method text not null,
      risks text not null,
      deadline date not null,
      begun_at timestamptz not null,
      begun_by uuid,
      checked_on date not null,
      outcome text,
      reason text,
      learned text,
      afterwards text,
      closed_at timestamptz,
      hidden_for text,
      constraint purpose_pk primary key (community_id, id),
      constraint purpose_number check ((target is null) = (unit is null) and (target is null) = (baseline is null)),
      constraint purpose_outcome check (outcome in ('reached', 'partly', 'not-reached', 'dropped')),
      constraint purpose_afterwards check (afterwards in ('goes-on', 'another', 'ends', 'archive')),
      constraint purpose_closed check (
        (closed_at is null) = (outcome is null) and (closed_at is null) = (reason is null)
        and (closed_at is null) = (learned is null) and (closed_at is null) = (afterwards is null))
    )`.execute(db)
  // One at a time, also where two stewards begin one in the same second.
  await sql`create unique index purpose_open on purpose (community_id) where closed_at is null`.execute(db)
  await sql`create index purpose_id on purpose (id)`.execute(db)
  await sql`create index purpose_newest on purpose (begun_at desc, id) where hidden_for is null`.execute(db)
  await sql`create index purpose_looked on purpose (checked_on) where closed_at is null`.execute(db)
  await sql`
    create table purpose_step (
      community_id uuid not null,
      purpose_id uuid not null,
      position integer not null,
      text text not null,
      constraint purpose_step_pk primary key (community_id, purpose_id, position),
      constraint purpose_step_of foreign key (community_id, purpose_id) references purpose (community_id, id)
    )`.execute(db)
  // What was reached on which day, and from where one knows. An entry that was wrong stays beside the one that corrects it.
  await sql`
    create table purpose_entry (
      community_id uuid not null,
      purpose_id uuid not null,
      id uuid not null,
      happened_on date not null,
      amount double precision,
      step integer,
      text text not null,
      source text not null,
      language text not null,
      member_id uuid,
      corrects uuid,
      written_at timestamptz not null,
      constraint purpose_entry_pk primary key (community_id, purpose_id, id),
      constraint purpose_entry_once unique (community_id, purpose_id, corrects),
      constraint purpose_entry_of foreign key (community_id, purpose_id) references purpose (community_id, id),
      constraint purpose_entry_corrects foreign key (community_id, purpose_id, corrects) references purpose_entry (community_id, purpose_id, id)
    )`.execute(db)
  await sql`create index purpose_entry_member on purpose_entry (community_id, member_id) where member_id is not null`.execute(db)
  await sql`
    create table purpose_need (
      community_id uuid not null,
      purpose_id uuid not null,
      id uuid not null,
      text text not null,
      language text not null,
      path text,
      until date not null,
      member_id uuid,
      ended_on date,
      constraint purpose_need_pk primary key (community_id, purpose_id, id),
      constraint purpose_need_of foreign key (community_id, purpose_id) references purpose (community_id, id)
    )`.execute(db)
  await sql`create index purpose_need_member on purpose_need (community_id, member_id) where member_id is not null`.execute(db)
}
