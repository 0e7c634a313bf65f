import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // One thing that was reported, until somebody decides; a report after that opens another case. Nothing here says who wrote it or who reported it.
  // Hours alone: beside a session of that second, a time would say who it was.
  await sql`
    create table moderation_case (
      scope_id uuid not null,
      id uuid not null,
      sort text not null,
      subject text not null,
      body_id uuid not null,
      opened_at timestamptz not null,
      decided_at timestamptz,
      constraint moderation_case_pk primary key (scope_id, id)
    )`.execute(db)
  // Several reports of one thing stand together.
  await sql`create unique index moderation_case_open_once on moderation_case (scope_id, sort, subject) where decided_at is null`.execute(db)
  await sql`create index moderation_case_waiting on moderation_case (body_id, opened_at) where decided_at is null`.execute(db)
  await sql`
    create table report (
      scope_id uuid not null,
      id uuid not null,
      case_id uuid not null,
      rule text not null,
      law text,
      text text not null,
      language text not null,
      reported_at timestamptz not null,
      constraint report_pk primary key (scope_id, id),
      constraint report_of foreign key (scope_id, case_id) references moderation_case (scope_id, id),
      constraint report_law_named check ((rule = 'law') = (law is not null))
    )`.execute(db)
  await sql`create index report_by_case on report (scope_id, case_id, reported_at)`.execute(db)
  // The first decision. The tag says only, to whoever holds the hub's secret, whether the same account decides again.
  await sql`
    create table decision (
      scope_id uuid not null,
      case_id uuid not null,
      outcome text not null constraint decision_outcome_known check (outcome in ('kept', 'hidden')),
      rule text,
      law text,
      facts text not null,
      language text not null,
      conflict text,
      decider_tag bytea not null,
      decider_role text not null constraint decision_role_known check (decider_role in ('moderator', 'operator')),
      decided_at timestamptz not null,
      constraint decision_pk primary key (scope_id, case_id),
      constraint decision_of foreign key (scope_id, case_id) references moderation_case (scope_id, id),
      constraint decision_by unique (scope_id, case_id, decider_tag),
      constraint decision_has_ground check ((outcome = 'hidden') = (rule is not null)),
      constraint decision_law_named check ((rule is not null and rule = 'law') = (law is not null))
    )`.execute(db)
  // One appeal for a case. Who decided first cannot stand under the second decision: the table itself forbids it.
  await sql`
    create table appeal (
      scope_id uuid not null,
      case_id uuid not null,
      by_author boolean not null,
      text text not null,
      language text not null,
      appealed_at timestamptz not null,
      first_decider_tag bytea not null,
      outcome text constraint appeal_outcome_known check (outcome in ('upheld', 'overturned')),
      rule text,
      law text,
      reasons text,
      reasons_language text,
      decider_tag bytea,
      decider_role text constraint appeal_role_known check (decider_role in ('moderator', 'operator')),
      decided_at timestamptz,
      constraint appeal_pk primary key (scope_id, case_id),
      constraint appeal_against foreign key (scope_id, case_id, first_decider_tag) references decision (scope_id, case_id, decider_tag),
      constraint appeal_by_somebody_else check (decider_tag <> first_decider_tag),
      constraint appeal_decided_whole check (
        (outcome is null) = (decided_at is null) and (outcome is null) = (decider_tag is null)
        and (outcome is null) = (reasons is null) and (outcome is null) = (decider_role is null)
      )
    )`.execute(db)
  await sql`create index appeal_waiting on appeal (appealed_at) where decided_at is null`.execute(db)
  // Pressure by a state: sealed, read by the circle alone, belongs to no body.
  await sql`
    create table pressure_report (
      id uuid not null constraint pressure_report_pk primary key,
      sealed bytea not null,
      language text not null,
      reported_at timestamptz not null,
      answer_sealed bytea,
      answer_language text,
      answered_at timestamptz,
      constraint pressure_answered_whole check ((answer_sealed is null) = (answered_at is null) and (answer_sealed is null) = (answer_language is null))
    )`.execute(db)
  await sql`create table pressure_circle (person_id uuid not null constraint pressure_circle_pk primary key, since timestamptz not null)`.execute(
    db,
  )
}
