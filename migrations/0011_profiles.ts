import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who may see an identity. No row is the narrowest answer: nobody.
  await sql`
    create table card (
      person_id uuid not null constraint card_pk primary key,
      audience text not null constraint card_audience_known check (audience in ('nobody', 'groups', 'members', 'public')),
      age_sealed bytea not null
    )`.execute(db)
  // A receipt says what was agreed to, in the very words, and when; it outlives the thing itself.
  await sql`
    create table consent (
      person_id uuid not null,
      id uuid not null,
      facet text not null,
      audience text not null constraint consent_audience_known check (audience in ('nobody', 'groups', 'members', 'public')),
      version text not null,
      language text not null,
      text text not null,
      given_at timestamptz not null,
      ended_on timestamptz,
      withdrawn boolean,
      constraint consent_pk primary key (person_id, id),
      constraint consent_of_facet unique (person_id, id, facet),
      constraint consent_ended_whole check ((ended_on is null) = (withdrawn is null))
    )`.execute(db)
  await sql`create unique index consent_one_holds on consent (person_id, facet) where ended_on is null`.execute(db)
  // What somebody tells about an identity lies under a seal, and only beside the consent to it.
  await sql`
    create table facet (
      person_id uuid not null,
      facet text not null constraint facet_known
        check (facet in ('origins', 'residence', 'languages', 'generation', 'fields', 'interests')),
      audience text not null constraint facet_audience_known check (audience in ('nobody', 'groups', 'members', 'public')),
      value_sealed bytea not null,
      consent_id uuid not null,
      constraint facet_pk primary key (person_id, facet),
      constraint facet_by_consent foreign key (person_id, consent_id, facet) references consent (person_id, id, facet)
    )`.execute(db)
  // From whom an identity hides; belongs to who hides, and says nothing to anybody else.
  await sql`
    create table hiding (
      person_id uuid not null,
      id uuid not null,
      sort text not null constraint hiding_sort_known check (sort in ('body', 'governments', 'person')),
      body_id uuid,
      target_person uuid,
      target_account uuid,
      since timestamptz not null,
      constraint hiding_pk primary key (person_id, id),
      constraint hiding_once unique nulls not distinct (person_id, sort, body_id, target_person),
      constraint hiding_from_one check (
        (sort = 'body') = (body_id is not null) and (sort = 'person') = (target_person is not null)
        and (target_account is null or sort = 'person')
      )
    )`.execute(db)
  await sql`create index hiding_from_account on hiding (target_account) where target_account is not null`.execute(db)
}
