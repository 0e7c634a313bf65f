import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Whoever signs in by a provider of their body need not have told this hub an address.
  await sql`
    alter table account
      alter column email_tag drop not null,
      alter column email_sealed drop not null,
      add column leaving_at timestamptz,
      add constraint account_email_whole check ((email_tag is null) = (email_sealed is null))`.execute(db)
  // Several identities for each account. To run the hub belongs to one identity and not to the account: the others must not show it.
  await sql`
    alter table person
      alter column account_id drop not null,
      add column operator boolean not null default false,
      add column at_sign_in boolean not null default false,
      add column erase_at timestamptz`.execute(db)
  // Until now an account acted as its oldest identity, so that one keeps what the account had.
  await sql`
    update person set at_sign_in = true, operator = account.operator
    from account, (select distinct on (account_id) id from person order by account_id, created_at, id) oldest
    where person.id = oldest.id and account.id = person.account_id`.execute(db)
  await sql`create unique index person_at_sign_in on person (account_id) where at_sign_in`.execute(db)
  // Once its account is gone an identity waits for its own hour; until then it has an account.
  await sql`alter table person add constraint person_waits_alone check ((account_id is null) = (erase_at is not null))`.execute(db)
  await sql`create index person_to_erase on person (erase_at) where erase_at is not null`.execute(db)
  // When an identity was made is not kept: two that were made one after the other would tell that they are one.
  await sql`alter table person drop column created_at`.execute(db)
  await sql`alter table account drop column operator`.execute(db)
  // A link to a new address is a sign-in link of another sort: it belongs to the account that asked, and remembers the old address for a letter.
  await sql`
    alter table sign_in_link
      add column for_account uuid constraint sign_in_link_account references account on delete cascade,
      add column old_email_sealed bytea`.execute(db)
  // What a second operator is given is this id under the hub's signature.
  await sql`
    create table operator_invitation (
      id uuid not null,
      made_by uuid not null constraint operator_invitation_maker references person on delete cascade,
      expires_at timestamptz not null,
      used_at timestamptz,
      constraint operator_invitation_pk primary key (id)
    )`.execute(db)
}
