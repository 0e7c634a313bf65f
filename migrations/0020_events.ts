import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Nearly every event says that a vote was cast, names nobody and is never looked for: it stands in none of these, so that a vote pays for none of them.
  await sql`create index event_by_kind on event (scope_id, kind, sequence) where kind <> 'dialogue.vote.cast'`.execute(db)
  await sql`create index event_by_person on event (person_id, at) where person_id is not null`.execute(db)
  // Subjects that are ids: the number of a statement is shorter.
  await sql`create index event_by_subject on event (subject) where length(subject) = 36`.execute(db)
}
