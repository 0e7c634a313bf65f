import type pg from 'pg'
import { migrations } from '../../../../migrations/index.ts'
import { migrationsIn } from '../../../platform/backup-database.ts'
import { keysFrom, SealFault } from '../../../platform/keys.ts'
import type { HubSecrets } from '../../../platform/hub-secret.ts'
import { logFindings } from './public-log.ts'
import { note, sizeOf, well, wrong, type Finding } from './finding.ts'

const OLDEST_POSTGRES = 150_000
const MOST_CLOCK_SECONDS = 2

type Asked = { readonly secrets: HubSecrets | null; readonly embedded: boolean }

/** What the server says of itself and of the hub's tables. Nothing is changed. */
export async function databaseFindings(client: pg.ClientBase, { secrets, embedded }: Asked): Promise<readonly Finding[]> {
  const server = [
    await versionFinding(client, embedded),
    ...(await settingFindings(client)),
    await collationFinding(client),
    await clockFinding(client),
  ]
  const state = await migrationFinding(client)
  if (state.outcome === 'note') return [...server, state]
  const hub = [state, await secretFinding(client, secrets), ...(await queueFindings(client))]
  return [
    ...server,
    ...hub,
    await indexFinding(client),
    ...(await sizeFindings(client)),
    ...(await careFindings(client)),
    ...(await logFindings(client)),
    await connectionFinding(client),
  ]
}

async function rowOf<Row extends pg.QueryResultRow>(client: pg.ClientBase, text: string, values: readonly unknown[] = []): Promise<Row> {
  const { rows } = await client.query<Row>(text, [...values])
  const [row] = rows
  if (row === undefined) throw new Error('The database answered nothing to a question that has an answer.')
  return row
}

async function versionFinding(client: pg.ClientBase, embedded: boolean): Promise<Finding> {
  const { number, name } = await rowOf<{ number: number; name: string }>(
    client,
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  )
  if (number < OLDEST_POSTGRES) return wrong('server', `The database server is PostgreSQL ${name}.`, 'Passerelle needs 15 or later.')
  return well('server', `The database server is PostgreSQL ${name}${embedded ? ', which Passerelle brings' : ''}, and it answers.`)
}

/** Without these an answer "it is done" can be lost when the power goes. */
const DURABLE = ['fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum', 'track_counts'] as const

async function settingFindings(client: pg.ClientBase): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string; setting: string }>('select name, setting from pg_settings where name = any ($1)', [
    DURABLE,
  ])
  const off = rows.filter(({ setting }) => setting === 'off' || setting === 'local').map(({ name }) => name)
  const { encoding } = await rowOf<{ encoding: string }>(client, "select current_setting('server_encoding') as encoding")
  return [
    off.length === 0
      ? well('durable', 'What the server says is done lies on the disk.')
      : wrong(
          'durable',
          `The server has ${off.join(', ')} off.`,
          `Call in it: ${off.map((name) => `alter system set ${name} = on;`).join(' ')} select pg_reload_conf();`,
        ),
    encoding === 'UTF8'
      ? well('encoding', 'The database is in UTF-8.')
      : wrong(
          'encoding',
          `The database is in ${encoding}.`,
          "Make a new one (create database … encoding 'UTF8' template template0) and bring a backup back into it.",
        ),
  ]
}

async function collationFinding(client: pg.ClientBase): Promise<Finding> {
  const { known } = await rowOf<{ known: boolean }>(
    client,
    "select exists (select from pg_collation where collname = 'und-x-icu') as known",
  )
  return known
    ? well('collation', 'Names are put in order by the rules of Unicode (ICU).')
    : wrong(
        'collation',
        'The server has no ICU collations: lists cannot be put in order.',
        'Use a PostgreSQL that was built with ICU, as those of distributions are.',
      )
}

async function clockFinding(client: pg.ClientBase): Promise<Finding> {
  const before = Date.now()
  const { at } = await rowOf<{ at: number }>(client, 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as at')
  const apart = Math.abs(at - (before + Date.now()) / 2) / 1000
  return apart > MOST_CLOCK_SECONDS
    ? wrong(
        'clock',
        `The clocks of this machine and of the database are ${Math.round(apart)} seconds apart.`,
        'Let both follow the network (systemd-timesyncd, chrony): links and sessions end by the clock.',
      )
    : well('clock', `It is ${new Date().toISOString().slice(0, 16)} (UTC), here and in the database.`)
}

async function migrationFinding(client: pg.ClientBase): Promise<Finding> {
  const done = await migrationsIn(client)
  const known = Object.keys(migrations)
  const [strange, left] = [done.filter((name) => !known.includes(name)), known.filter((name) => !done.includes(name))]
  if (done.length === 0) return note('tables', 'There is no hub in this database yet.', 'The first start makes its tables.')
  if (strange.length > 0)
    return wrong(
      'tables',
      `The database is of a newer Passerelle (${strange.at(-1) ?? ''}).`,
      'Install that version here; an older program must not work on it.',
    )
  return left.length === 0
    ? well('tables', `The tables are in their newest form (${done.at(-1) ?? ''}).`)
    : wrong(
        'tables',
        `${left.length} changes to the tables are not done yet.`,
        'Make a backup, then start the hub: it does them by itself.',
      )
}

/** Of a few accounts the address is opened, and thrown away: it says whether the secret is that of this database. */
async function secretFinding(client: pg.ClientBase, secrets: HubSecrets | null): Promise<Finding> {
  const { rows } = await client.query<{ sealed: Buffer }>(
    'select email_sealed as sealed from account where email_sealed is not null order by created_at desc limit 3',
  )
  if (secrets === null) {
    return rows.length === 0
      ? note('secret', 'There is no secret yet.', 'The first start makes it.')
      : wrong(
          'secret',
          'The secret of the hub is missing: nobody can be found by their address.',
          'Put keys/ back from its copy before the hub starts; else it makes a new one.',
        )
  }
  const keys = keysFrom(secrets.current, secrets.before)
  try {
    for (const { sealed } of rows) keys.open('email', sealed)
    return well(
      'secret',
      rows.length === 0 ? 'There is a secret, and nothing yet to try it on.' : 'The secret of the hub opens what the database holds.',
    )
  } catch (error) {
    if (!(error instanceof SealFault)) throw error
    return wrong(
      'secret',
      'The secret of the hub does not open what the database holds.',
      'Put back the keys/ (or PASSERELLE_SECRET) that belong to this database.',
    )
  }
}

const LATE_MINUTES = 15

async function queueFindings(client: pg.ClientBase): Promise<Finding[]> {
  const { there } = await rowOf<{ there: boolean }>(client, "select to_regclass('pgboss.job') is not null as there")
  if (!there) return [note('queue', 'The queue has not begun yet.', 'The first start makes it.')]
  const { failed, waiting, late } = await rowOf<{ failed: number; waiting: number; late: number }>(
    client,
    `select count(*) filter (where state = 'failed' and completed_on > now() - interval '7 days')::int as failed,
       count(*) filter (where state in ('created', 'retry'))::int as waiting,
       coalesce(max(extract(epoch from now() - start_after)) filter (where state in ('created', 'retry') and start_after < now()), 0)::float8 as late
     from pgboss.job where name not like '\\_\\_pgboss%'`,
  )
  const minutes = Math.round(late / 60)
  return [
    minutes > LATE_MINUTES
      ? wrong(
          'queue',
          `${waiting} jobs wait, one of them for ${minutes} minutes.`,
          'Is the hub (or its worker) running? Its log says why jobs do not go on.',
        )
      : well('queue', waiting === 0 ? 'No job waits.' : `${waiting} jobs wait, none of them for long.`),
    failed > 0
      ? note(
          'jobs',
          `${failed} jobs were given up within the last seven days.`,
          'The log says "A job failed." with the reason; letters among them did not go out.',
        )
      : well('jobs', 'No job was given up within the last seven days.'),
  ]
}

async function indexFinding(client: pg.ClientBase): Promise<Finding> {
  const { rows } = await client.query<{ name: string }>('select indexrelid::regclass::text as name from pg_index where not indisvalid')
  return rows.length === 0
    ? well('indexes', 'All indexes are whole.')
    : wrong(
        'indexes',
        `Broken indexes: ${rows.map(({ name }) => name).join(', ')}.`,
        `Call in the database: ${rows.map(({ name }) => `reindex index ${name};`).join(' ')}`,
      )
}

async function sizeFindings(client: pg.ClientBase): Promise<Finding[]> {
  const { size } = await rowOf<{ size: number }>(client, 'select pg_database_size(current_database())::float8 as size')
  const { rows } = await client.query<{ name: string; size: number }>(
    `select relname as name, pg_total_relation_size(oid)::float8 as size from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 2 desc limit 5`,
  )
  const largest = rows.map((row) => `${row.name} ${sizeOf(row.size)}`).join(', ')
  return [well('size', `The database takes ${sizeOf(size)}. Largest tables: ${largest}.`)]
}

/** Tables that nobody tidied, and numbers of transactions that run out. */
async function careFindings(client: pg.ClientBase): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_stat_user_tables
     where n_dead_tup > 50000 and n_dead_tup > n_live_tup / 3
       and coalesce(greatest(last_vacuum, last_autovacuum), '-infinity') < now() - interval '1 day'`,
  )
  const { age } = await rowOf<{ age: number }>(
    client,
    'select age(datfrozenxid)::int as age from pg_database where datname = current_database()',
  )
  const { longest } = await rowOf<{ longest: number }>(
    client,
    `select coalesce(max(extract(epoch from now() - xact_start)), 0)::float8 as longest from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  const names = rows.map(({ name }) => name)
  return [
    names.length === 0
      ? well('tidy', 'The tables are tidied by the server.')
      : note(
          'tidy',
          `Not tidied for a day: ${names.join(', ')}.`,
          `Call in the database: ${names.map((name) => `vacuum analyze ${name};`).join(' ')}`,
        ),
    ...(age > 1_000_000_000 ? [wrong('tidy', 'The numbers of transactions run out.', 'Call in the database: vacuum (freeze);')] : []),
    ...(longest > 3600
      ? [
          note(
            'long',
            `A transaction has been open for ${Math.round(longest / 60)} minutes; it keeps the server from tidying up.`,
            'A backup of a large hub may take as long; else end the program that holds it.',
          ),
        ]
      : []),
  ]
}

async function connectionFinding(client: pg.ClientBase): Promise<Finding> {
  const { used, most } = await rowOf<{ used: number; most: number }>(
    client,
    `select count(*)::int as used, current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most
     from pg_stat_activity where backend_type = 'client backend'`,
  )
  const said = `${used} of ${most} connections of the server are in use.`
  return used > most * 0.8
    ? wrong(
        'connections',
        said,
        'Raise max_connections of the server, or let fewer processes use it: each takes its pool, and one connection more.',
      )
    : well('connections', said)
}
