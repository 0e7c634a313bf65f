import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // A body moves as a community does: under `community_id` stands its id then, in each of the four tables.
  for (const table of ['space_move', 'space_arrival'])
    await sql`alter table ${sql.table(table)} add column sort text not null default 'community'`.execute(db)
  await sql`alter table space_move add constraint space_move_sort check (sort in ('community', 'body'))`.execute(db)
  await sql`alter table space_arrival add constraint space_arrival_sort check (sort in ('community', 'body'))`.execute(db)
}
