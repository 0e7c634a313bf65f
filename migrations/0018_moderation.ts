import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A third outcome: it stays, with a note of the published list beside it.
  await sql`alter table decision drop constraint decision_outcome_known`.execute(db)
  await sql`alter table decision add constraint decision_outcome_known check (outcome in ('kept', 'hidden', 'labelled'))`.execute(db)
  // Asked for by a state or an authority: then nothing is hidden but by two people, and the table itself says so.
  await sql`
    alter table decision
      add column label text,
      add column label_source text,
      add column requested boolean not null default false,
      add column second_tag bytea,
      add column second_role text constraint decision_second_role_known check (second_role in ('moderator', 'operator')),
      add constraint decision_label_said check ((outcome = 'labelled') = (label is not null) and (label is not null or label_source is null)),
      add constraint decision_second_is_another check (second_tag <> decider_tag),
      add constraint decision_second_whole check ((second_tag is null) = (second_role is null)),
      add constraint decision_requested_by_two check (not requested or outcome <> 'hidden' or second_tag is not null)`.execute(db)
  await sql`
    alter table appeal
      add column second_decider_tag bytea,
      add constraint appeal_by_a_third check (decider_tag <> second_decider_tag)`.execute(db)
  // Where the hub's secret is replaced, who decided is tagged anew, and an appeal goes on naming the same.
  await sql`alter table appeal drop constraint appeal_against`.execute(db)
  await sql`
    alter table appeal add constraint appeal_against foreign key (scope_id, case_id, first_decider_tag)
      references decision (scope_id, case_id, decider_tag) on update cascade`.execute(db)
  await sql`
    create table label (
      scope_id uuid not null,
      case_id uuid not null,
      sort text not null,
      subject text not null,
      code text not null,
      source text,
      put_at timestamptz not null,
      removed_at timestamptz,
      constraint label_pk primary key (scope_id, case_id),
      constraint label_of foreign key (scope_id, case_id) references moderation_case (scope_id, id)
    )`.execute(db)
  await sql`create index label_shown on label (scope_id, sort, subject) where removed_at is null`.execute(db)
  // What a state or an authority asked for, as whoever moderates wrote it down. One for a case.
  await sql`
    create table authority_request (
      scope_id uuid not null,
      case_id uuid not null,
      authority text not null,
      country text not null,
      legal_basis text not null,
      territory text not null constraint authority_request_territory_known check (territory in ('everywhere', 'country')),
      received_on date not null,
      nameable boolean not null,
      recorded_role text not null constraint authority_request_role_known check (recorded_role in ('moderator', 'operator')),
      recorded_at timestamptz not null,
      constraint authority_request_pk primary key (scope_id, case_id),
      constraint authority_request_of foreign key (scope_id, case_id) references moderation_case (scope_id, id)
    )`.execute(db)
  // Hiding that one person has proposed and a second one has not agreed to yet. It has no effect.
  await sql`
    create table hiding_proposal (
      scope_id uuid not null,
      case_id uuid not null,
      rule text not null,
      law text,
      facts text not null,
      language text not null,
      conflict text,
      proposer_tag bytea not null,
      proposer_role text not null constraint hiding_proposal_role_known check (proposer_role in ('moderator', 'operator')),
      proposed_at timestamptz not null,
      constraint hiding_proposal_pk primary key (scope_id, case_id),
      constraint hiding_proposal_of foreign key (scope_id, case_id) references moderation_case (scope_id, id),
      constraint hiding_proposal_law_named check ((rule = 'law') = (law is not null))
    )`.execute(db)
  // A link that somebody of the circle hands over; whoever accepts it is in the circle.
  await sql`
    create table circle_invitation (
      id uuid not null constraint circle_invitation_pk primary key,
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(db)
  // Cases and appeals that were decided since some time, for what authors are told.
  await sql`create index moderation_case_decided on moderation_case (decided_at)`.execute(db)
  await sql`create index appeal_decided on appeal (decided_at)`.execute(db)
}
