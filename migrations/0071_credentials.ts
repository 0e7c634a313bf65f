import { sql, type Kysely } from 'kysely'

/** Who may ask for a credential of a dialogue with hidden participation, and that they asked. Nothing here leads to a ballot. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table credential_issuance (
      dialogue_id uuid not null,
      hub text not null,
      class text not null,
      key bytea not null,
      secret_sealed bytea not null,
      other_issuer jsonb,
      least int not null,
      roll int not null,
      opened_on date not null,
      closes_on date not null,
      votes_from date not null,
      state text not null,
      issued int,
      issued_root text,
      empty_root text,
      title text,
      votes_until date,
      constraint credential_issuance_pk primary key (dialogue_id),
      constraint credential_issuance_state check (state in ('running', 'ended', 'lapsed'))
    )`.execute(db)
  // No time and no order: a slot is found by a tag that only the hub's secret makes, and says by a digest alone that it was used.
  await sql`
    create table credential_slot (
      dialogue_id uuid not null,
      tag bytea not null,
      salt bytea not null,
      asked_hash bytea,
      constraint credential_slot_pk primary key (dialogue_id, tag)
    )`.execute(db)
  // Of a draft: who else has to give a credential for each voter.
  await sql`
    create table credential_issuer (
      dialogue_id uuid not null,
      name text not null,
      key text not null,
      constraint credential_issuer_pk primary key (dialogue_id)
    )`.execute(db)
  // One row at most: the hub's own least number, where its operator set one.
  await sql`
    create table credential_setting (
      sort text not null,
      value int not null,
      constraint credential_setting_pk primary key (sort)
    )`.execute(db)
}
