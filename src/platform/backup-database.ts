import { createHash } from 'node:crypto'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { BackupRecord } from './backup-file.ts'
import { RestoreFault } from './backup-fault.ts'

export type Copied = { readonly schema: string; readonly name: string; readonly columns: readonly string[] }
export type Counter = { readonly name: string; readonly last: string; readonly called: boolean }
/** What was read of one table: the same digest means the same rows in the same order. */
export type Sum = { readonly rows: number; readonly bytes: number; readonly sha256: string }

/** Made by whatever opens the database, so that they are not ours to copy. */
const OF_THE_MIGRATOR = ['kysely_migration', 'kysely_migration_lock']
/**
 * The public log never comes back with a backup: what was signed since would be signed a second time, and differently. It is brought back from its
 * own files (docs/operating/log.md). What opens its commitments is no part of it, and is copied.
 */
const OF_THE_LOG = ['log_entry', 'log_tile', 'log_checkpoint', 'log_cosignature', 'log_alarm', 'log_state']

/** How values are written: the same text from every server. And no reading begins in the middle of a table. */
const SETTINGS = [
  "set local client_encoding = 'UTF8'",
  "set local datestyle = 'ISO, MDY'",
  "set local intervalstyle = 'postgres'",
  "set local timezone = 'UTC'",
  'set local extra_float_digits = 1',
  "set local bytea_output = 'hex'",
  'set local synchronize_seqscans = off',
  'set local statement_timeout = 0',
  'set local idle_in_transaction_session_timeout = 0',
]

export async function settle(client: pg.ClientBase): Promise<void> {
  for (const setting of SETTINGS) await client.query(setting)
}

/** What is read in `use` is read of one moment, whatever is done meanwhile; nothing waits for it. */
export async function atOneMomentOf<Result>(client: pg.ClientBase, use: () => Promise<Result>): Promise<Result> {
  await client.query('begin isolation level repeatable read read only')
  try {
    await settle(client)
    return await use()
  } finally {
    await client.query('rollback').catch(() => undefined)
  }
}

/** Which migrations were done, in the order of their names. */
export async function migrationsIn(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows: there } = await client.query<{ is: boolean }>("select to_regclass('public.kysely_migration') is not null as is")
  if (there[0]?.is !== true) return []
  const { rows } = await client.query<{ name: string }>('select name from public.kysely_migration order by name')
  return rows.map(({ name }) => name)
}

/** Every table of the hub, those first to which others refer. */
export async function tablesIn(client: pg.ClientBase): Promise<readonly Copied[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(COLUMNS, [[...OF_THE_MIGRATOR, ...OF_THE_LOG]])
  const { rows: references } = await client.query<{ child: string; parent: string }>(
    `select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace`,
  )
  const placed = new Set<string>()
  const place = (name: string): void => {
    if (placed.has(name)) return
    placed.add(name)
    for (const { child, parent } of references) if (child === name && parent !== name) place(parent)
    ordered.push(name)
  }
  const ordered: string[] = []
  for (const { name } of rows) place(name)
  const columnsOf = new Map(rows.map(({ name, columns }) => [name, columns]))
  return ordered.map((name) => ({ schema: 'public', name, columns: columnsOf.get(name) ?? [] }))
}

/**
 * Numbers of transactions are of one server and mean nothing, or the wrong thing, on another: what is brought back gets new ones (`written`)
 * or none (`pg_snapshot`), so that results are worked out anew.
 */
const COLUMNS = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname <> all ($1)
    and a.atttypid <> 'pg_snapshot'::regtype
    and not (a.attname = 'written' and a.atttypid = 'int8'::regtype)
  group by c.relname order by c.relname`

export async function countersIn(client: pg.ClientBase): Promise<readonly Counter[]> {
  const { rows: names } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname",
  )
  const counters: Counter[] = []
  for (const { name } of names) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from public.${quoted(name)}`,
    )
    for (const { last, called } of rows) counters.push({ name, last, called })
  }
  return counters
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** What `copy` takes: names alone, no expression. */
export const listed = ({ schema, name, columns }: Copied): string => `${quoted(schema)}.${quoted(name)} (${columns.map(quoted).join(', ')})`

/** Jobs that wait, with those that somebody is at, who may never finish them: what is done twice is done once. */
const JOBS = {
  schema: 'pgboss',
  name: 'job',
  columns: ['id', 'name', 'priority', 'data', 'retry_limit', 'retry_count', 'retry_delay', 'retry_backoff', 'retry_delay_max'].concat([
    'expire_seconds',
    'deletion_seconds',
    'singleton_key',
    'start_after',
    'created_on',
    'keep_until',
    'policy',
    'heartbeat_seconds',
  ]),
} as const

export async function jobsIn(
  client: pg.ClientBase,
  queues: readonly string[],
): Promise<{ readonly table: Copied; readonly query: string } | null> {
  const { rows } = await client.query<{ is: boolean }>("select to_regclass('pgboss.job') is not null as is")
  if (rows[0]?.is !== true) return null
  const names = queues.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')
  const query = `select ${JOBS.columns.map(quoted).join(', ')} from pgboss.job
    where name in (${names}) and state in ('created', 'retry', 'active') order by created_on, id`
  return { table: JOBS, query }
}

/** A spread database has a moment for each of its servers, and no common one. */
export async function refuseSpread(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ is: boolean }>("select to_regclass('pg_catalog.pg_dist_partition') is not null as is")
  if (rows[0]?.is !== true) return
  const { rowCount } = await client.query('select from pg_catalog.pg_dist_partition limit 1')
  if (rowCount === 0) return
  throw new RestoreFault(
    'This database is spread over several servers (Citus), which have no moment in common: a backup of it must be made with the means of those servers.',
  )
}

/** The rows of a table as `copy` gives them, as records with their sum at the end; `tell` hears how much came. */
export async function* tableRecords(
  client: pg.ClientBase,
  table: Copied,
  { query = listed(table), tell }: { readonly query?: string; readonly tell: (bytes: number) => void },
): AsyncGenerator<BackupRecord, Sum> {
  yield { sort: 'head', said: { section: 'table', ...table } }
  const summed = summing()
  const reading = client.query(copyTo(`copy ${query.startsWith('select') ? `(${query})` : query} to stdout`))
  for await (const bytes of reading as AsyncIterable<Buffer>) {
    summed.add(bytes)
    tell(bytes.length)
    yield { sort: 'data', bytes }
  }
  const sum = summed.end()
  yield { sort: 'end', said: sum }
  return sum
}

/** The sum alone: to see that what was brought back is what was taken away. */
export async function sumOf(client: pg.ClientBase, table: Copied): Promise<Sum> {
  const summed = summing()
  for await (const bytes of client.query(copyTo(`copy ${listed(table)} to stdout`)) as AsyncIterable<Buffer>) summed.add(bytes)
  return summed.end()
}

const LINE_END = 10

/** In the form of `copy` each row is one line, and no line end stands in a value. */
export function summing(): { add(bytes: Buffer): void; end(): Sum } {
  const hash = createHash('sha256')
  let [rows, size] = [0, 0]
  return {
    add(bytes) {
      hash.update(bytes)
      size += bytes.length
      for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) rows += 1
    },
    end: () => ({ rows, bytes: size, sha256: hash.digest('hex') }),
  }
}
