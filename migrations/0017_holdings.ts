import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Somebody wants a file of all that is held of them. It goes with the account, in the same moment.
  await sql`
    create table data_export (
      id uuid not null,
      account_id uuid not null constraint data_export_account references account on delete cascade,
      language text not null,
      asked_at timestamptz not null,
      rooms integer not null,
      rooms_done integer not null default 0,
      ready_at timestamptz,
      bytes integer,
      discarded_at timestamptz,
      constraint data_export_pk primary key (id)
    )`.execute(db)
  await sql`create index data_export_by_account on data_export (account_id, asked_at)`.execute(db)
  // The file in pieces under a seal: any process of the hub can make it and any other hand it out, and no piece is large.
  await sql`
    create table data_export_part (
      export_id uuid not null constraint data_export_part_of references data_export on delete cascade,
      number integer not null,
      sealed bytea not null,
      constraint data_export_part_pk primary key (export_id, number)
    )`.execute(db)
  // Somebody who runs the hub looked an account up. The hour alone; the account is taken out with its end, the reading stays counted.
  await sql`
    create table privileged_read (
      id uuid not null,
      account_id uuid constraint privileged_read_account references account on delete set null,
      role text not null constraint privileged_read_role_known check (role in ('operator')),
      reason text not null constraint privileged_read_reason_known check (reason in ('lost-access', 'departure', 'own-data', 'misuse', 'court')),
      case_number text,
      read_at timestamptz not null,
      constraint privileged_read_pk primary key (id)
    )`.execute(db)
  await sql`create index privileged_read_by_account on privileged_read (account_id, read_at)`.execute(db)
}
