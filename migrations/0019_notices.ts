import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Until when an account has looked and has been written to, and what it wants letters about. What there is to tell is nowhere: it is worked out.
  await sql`
    create table notices_state (
      account_id uuid not null constraint notices_state_pk primary key,
      letter_key uuid not null constraint notices_state_letter_key unique,
      letters text[] not null,
      zone text,
      seen_until timestamptz not null,
      mailed_until timestamptz not null
    )`.execute(db)
  // A letter on its way; the row goes when it was handed over.
  await sql`
    create table notices_letter (
      id uuid not null constraint notices_letter_pk primary key,
      account_id uuid not null,
      since timestamptz not null,
      until timestamptz not null
    )`.execute(db)
}
