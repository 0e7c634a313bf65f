import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The token itself is shown once and lies nowhere. Days alone say when it was made and last used.
  await sql`
    create table access_token (
      id uuid not null constraint access_token_pk primary key,
      token_hash bytea not null constraint access_token_once unique,
      account_id uuid not null constraint access_token_account references account (id) on delete cascade,
      person_id uuid not null constraint access_token_person references person (id) on delete cascade,
      name text not null,
      scopes text[] not null constraint access_token_scoped check (cardinality(scopes) > 0),
      made_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(db)
  await sql`create index access_token_by_account on access_token (account_id)`.execute(db)
  await sql`create index access_token_by_person on access_token (person_id)`.execute(db)
  await sql`create index access_token_by_end on access_token (expires_at)`.execute(db)
}
