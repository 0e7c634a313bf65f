import { sql, type Kysely } from 'kysely'

/** An id that stands in what came from another hub for somebody who has not said yet who they are here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table awaited_person (id uuid not null, constraint awaited_person_pk primary key (id))`.execute(db)
}
