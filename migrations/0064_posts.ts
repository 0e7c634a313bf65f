import { sql, type Kysely } from 'kysely'

/** Stories, and their list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table post drop constraint post_kind`.execute(db)
  await sql`alter table post add constraint post_kind check (kind in ('text', 'question', 'introduction', 'poll', 'story'))`.execute(db)
  await sql`create index post_stories on post (community_id, posted_at desc, id desc) where thread_id is null and kind = 'story'`.execute(
    db,
  )
}
