import { sql } from 'kysely'
import type { Db } from '../../../platform/db.ts'

/** What was written to the database while a request was answered. */
export type Written = {
  /** Rows that are new or changed, by table. */
  readonly fresh: ReadonlyMap<string, number>
  /** Tables that have fewer rows than before; null where deeds were done meanwhile, so that nothing can be said. */
  readonly fewer: readonly string[] | null
}
export type RowWatch = {
  /** Where the database stands: what is written later has a higher number. */
  mark(): Promise<bigint>
  /** Null: not even begun to write. Costs next to nothing, where a look at all tables costs some milliseconds. */
  since(mark: bigint): Promise<Written | null>
}

/** Looks at all tables of the hub for rows of transactions that began after a mark. */
export async function watchRows(db: Db): Promise<RowWatch> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db)
  // To plan it takes several times as long as to answer it, so the server keeps the plan.
  const each = tables.map(
    ({ name }) => `select '${name}'::text, count(*)::int, (count(*) filter (where age(xmin) <= age($1)))::int from public."${name}"`,
  )
  await sql
    .raw(
      `create function public.rows_since(xid) returns table (name text, count int, fresh int) language plpgsql
       set plan_cache_mode = force_generic_plan as $$ begin return query ${each.join(' union all ')}; end $$`,
    )
    .execute(db)
  const mark = async (): Promise<bigint> => {
    const { rows } = await sql<{ next: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(db)
    return BigInt(rows[0]?.next ?? 0)
  }
  let counts: ReadonlyMap<string, number> | null = null
  let seen = 0n
  return {
    mark,
    async since(from) {
      if ((await mark()) === from) return null
      const { rows } = await sql<{ name: string; count: number; fresh: number }>`
        select * from public.rows_since(${String(from)}::xid)`.execute(db)
      const last = seen === from ? counts : null
      counts = new Map(rows.map(({ name, count }) => [name, count]))
      seen = await mark()
      const fewer = last === null ? null : rows.filter(({ name, count }) => count < (last.get(name) ?? 0)).map(({ name }) => name)
      return { fresh: new Map(rows.filter(({ fresh }) => fresh > 0).map(({ name, fresh }) => [name, fresh])), fewer }
    },
  }
}
