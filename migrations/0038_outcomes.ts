import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Moderators may take the words of a reservation from the public; that the body said it stays.
  await sql`
    alter table outcome_endorsement
      add column hidden_for text,
      add column hidden_at timestamptz,
      add constraint outcome_endorsement_hidden check ((hidden_for is null) = (hidden_at is null))`.execute(db)
  // What stands on a source that was withdrawn is found by the source.
  await sql`create index outcome_release_source_by_source on outcome_release_source (sort, source_id) where taken_out_at is null`.execute(
    db,
  )
  // Why a place was declined, in words of the organisers, under a seal.
  await sql`
    alter table registration
      add column reason_sealed bytea,
      add constraint registration_reason check (reason_sealed is null or state = 'declined')`.execute(db)
  // Days that somebody had to put down for an edition and that nobody has said yet.
  await sql`alter table edition add column days_known boolean not null default true`.execute(db)
}
