import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../migrations/index.ts'
import type { Db } from '../platform/db.ts'

/** A hub as it was at some step: its rows, and the migration that its tables had been brought to. Invented people only. */
export type Fixture = { readonly migratedTo: string; readonly tables: Readonly<Record<string, readonly object[]>> }

const OWN_TO_KYSELY = ['kysely_migration', 'kysely_migration_lock']

/** Every row of every table, as PostgreSQL writes it in JSON. */
export async function dump(db: Db): Promise<Fixture> {
  const { rows: names } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(db)
  const tables: Record<string, object[]> = {}
  for (const { name } of names) {
    if (OWN_TO_KYSELY.includes(name)) continue
    const { rows } = await sql<{
      row: object
    }>`select to_jsonb(whole_row) as row from ${sql.table(name)} whole_row order by to_jsonb(whole_row)::text`.execute(db)
    tables[name] = rows.map(({ row }) => row)
  }
  const { rows: done } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db)
  return { migratedTo: done[0]?.name ?? '', tables }
}

const migratorOf = (db: Db) => new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })

/** Into an empty database: the tables as they were at that step, with their rows. */
export async function load(db: Db, fixture: Fixture): Promise<void> {
  const { error } = await migratorOf(db).migrateTo(fixture.migratedTo)
  if (error !== undefined) throw error
  // What a migration laid into a new hub (towns, topics) is among the rows of the dump.
  const names = Object.keys(fixture.tables)
  await sql`truncate ${sql.join(names.map((name) => sql.table(name)))} cascade`.execute(db)
  for (const name of parentsFirst(names, await references(db))) {
    const rows = fixture.tables[name] ?? []
    await sql`
      insert into ${sql.table(name)} overriding system value
      select * from jsonb_populate_recordset(null::${sql.table(name)}, ${JSON.stringify(rows)}::jsonb)`.execute(db)
  }
  // What comes after a loaded row gets a number after it.
  await sql`select setval(pg_get_serial_sequence('event', 'sequence'), (select coalesce(max(sequence), 1) from event))`.execute(db)
}

export async function upgrade(db: Db): Promise<readonly string[]> {
  const { error, results } = await migratorOf(db).migrateToLatest()
  if (error !== undefined) throw error
  return (results ?? []).map(({ migrationName }) => migrationName)
}

type Reference = { readonly child: string; readonly parent: string }

async function references(db: Db): Promise<readonly Reference[]> {
  const { rows } = await sql<Reference>`
    select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint where contype = 'f'`.execute(db)
  return rows
}

function parentsFirst(names: readonly string[], all: readonly Reference[]): string[] {
  const placed: string[] = []
  const place = (name: string): void => {
    if (placed.includes(name)) return
    for (const { child, parent } of all) if (child === name && parent !== name) place(parent)
    placed.push(name)
  }
  for (const name of names) place(name)
  return placed
}
