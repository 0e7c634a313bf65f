import { sql, type Kysely } from 'kysely'

/** Each column that says by which office something was done; a third office may stand there now. */
const ROLES = [
  ['decision', 'decision_role_known', 'decider_role'],
  ['decision', 'decision_second_role_known', 'second_role'],
  ['appeal', 'appeal_role_known', 'decider_role'],
  ['authority_request', 'authority_request_role_known', 'recorded_role'],
  ['hiding_proposal', 'hiding_proposal_role_known', 'proposer_role'],
] as const

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, name, column] of ROLES) {
    await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(db)
    await sql`
      alter table ${sql.table(table)} add constraint ${sql.id(name)}
        check (${sql.id(column)} in ('moderator', 'operator', 'hub-moderator'))`.execute(db)
  }
  // Who decides about what belongs to no body, without running the hub: until a day, and shown with a name where they chose it.
  await sql`
    create table hub_moderator (
      person_id uuid not null constraint hub_moderator_pk primary key,
      since date not null,
      until date not null,
      named boolean not null,
      constraint hub_moderator_term check (until > since)
    )`.execute(db)
  // A link that whoever runs the hub hands over; whoever accepts it takes the office until that day.
  await sql`
    create table hub_moderator_offer (
      id uuid not null constraint hub_moderator_offer_pk primary key,
      until date not null,
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(db)
}
