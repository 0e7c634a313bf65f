import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPool } from '../../platform/db.ts'
import { TEMPLATE } from '../../testing/server.ts'
import { placements } from '../rooms.ts'
import { passerelleHere } from './testing/spawned.ts'

/**
 * No Citus can be installed here, so what stands in for it has its functions, and refuses what the real one refuses: a key without the column, a trigger,
 * what refers to a table that lies elsewhere.
 */
const STAND_IN = `
  create table pg_dist_node (groupid int, isactive boolean, noderole text);
  create table pg_dist_partition (logicalrelid regclass, partmethod text, repmodel text, beside text);
  create table gives_up (at text);
  create function citus_version() returns text language sql as $$ select 'Stand-in 13' $$;
  create function create_reference_table(name text) returns void language plpgsql as $$
  begin
    insert into public.pg_dist_partition values (name::regclass, 'n', 't', null);
  end $$;
  create function create_distributed_table(name text, by text, colocate_with text) returns void language plpgsql as $$
  begin
    if exists (select 1 from public.gives_up where at = name) then raise 'the line was cut'; end if;
    if exists (select 1 from pg_index where indrelid = name::regclass and indisunique and not by = any (
      select pg_get_indexdef(indexrelid, n, true) from generate_series(1, indnkeyatts) n)) then raise 'a key without %', by; end if;
    if exists (select 1 from pg_trigger where tgrelid = name::regclass and not tgisinternal) then raise 'a trigger'; end if;
    if exists (select 1 from pg_constraint where contype = 'f' and name::regclass in (conrelid, confrelid)) then raise 'referred to'; end if;
    insert into public.pg_dist_partition values (name::regclass, 'h', 's', colocate_with);
  end $$;`

const { host, port, user } = inject('server')
const database = `test_${randomUUID().replaceAll('-', '')}`
let admin: pg.Pool
let pool: pg.Pool
beforeAll(async () => {
  admin = openPool({ host, port, user, database: 'postgres' }, 1)
  await admin.query(`create database ${database} template ${TEMPLATE} strategy file_copy`)
  // By another name than a hub's: a hub would be in the way.
  pool = new pg.Pool({ host, port, user, database, max: 1, application_name: 'looking on' })
  // Its pool says that it has ended while its line may still be open: then the server ends it, when the database goes.
  pool.on('connect', (client) => client.on('error', () => undefined))
})
afterAll(async () => {
  await pool.end()
  await admin.query(`drop database ${database} with (force)`)
  await admin.end()
})

const url = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
const call = (...options: string[]) => passerelleHere(['distribute', ...options], { DATABASE_URL: url, PASSERELLE_DATA: '/nowhere' })
const references = async (): Promise<readonly string[]> =>
  (
    await pool.query<{ words: string }>(
      "select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as words from pg_constraint where contype = 'f' order by 1",
    )
  ).rows.map(({ words }) => words)

test('the plan needs no database, and names each table that grows with its column', async () => {
  const { code, stdout } = await passerelleHere(['distribute', '--plan', '--json'])
  expect(code).toBe(0)
  const plan = JSON.parse(stdout) as { readonly tables: readonly { readonly table: string; readonly by: string | null }[] }
  expect(plan.tables).toContainEqual({ table: 'vote', by: 'dialogue_id' })
  expect(plan.tables).toContainEqual({ table: 'event', by: 'scope_id' })
  expect(plan.tables).toContainEqual({ table: 'community', by: null })
})

test('the embedded database, and a server without Citus, are refused in a sentence, and nothing is changed', async () => {
  const embedded = await passerelleHere(['distribute'], { PASSERELLE_DATA: '/nowhere' })
  expect([embedded.code, embedded.stdout]).toEqual([1, ''])
  expect(embedded.stderr).toContain('The embedded database is one server and stays one.')
  const before = await references()
  const without = await call()
  expect(without.code).toBe(1)
  expect(without.stderr).toContain('The database server has no Citus, so there is nothing to distribute over.')
  expect(await references()).toEqual(before)
})

test('what is missing is named: an address for this server, others that hold rows, a hub that is at work', async () => {
  await pool.query(STAND_IN)
  expect((await call()).stderr).toContain('The other servers do not know this one.')
  await pool.query("insert into pg_dist_node values (0, true, 'primary')")
  expect((await call()).stderr).toContain('No other server is there to hold rows.')
  await pool.query("insert into pg_dist_node values (1, true, 'primary'), (2, true, 'primary')")
  const hub = openPool({ host, port, user, database }, 1)
  await hub.query('select 1')
  expect((await call()).stderr).toContain('A hub, or another command, is using the database')
  await hub.end()
})

test('every table is placed beside the first one with its rows, and what refers comes back; interrupted, it goes on', async () => {
  const before = await references()
  await pool.query("insert into gives_up values ('floor_voice')")
  const cut = await call()
  expect(cut.code).toBe(3)
  expect((await references()).length).toBeLessThan(before.length)
  await pool.query('delete from gives_up')
  const { code, stdout } = await call('--json')
  expect(code).toBe(0)
  expect(await references()).toEqual(before)
  const placed = await pool.query<{ name: string; beside: string | null }>(
    'select logicalrelid::text as name, beside from pg_dist_partition',
  )
  expect(placed.rows.map(({ name }) => name).toSorted()).toEqual([...placements.keys()].toSorted())
  const spread = [...placements].filter(([, placement]) => placement !== 'everywhere')
  expect(placed.rows.filter(({ beside }) => beside === 'none')).toHaveLength(1)
  expect(placed.rows.filter(({ beside }) => beside === spread[0]?.[0])).toHaveLength(spread.length - 1)
  const done = JSON.parse(stdout) as { readonly distributed: readonly { readonly table: string; readonly rows: number }[] }
  expect(done.distributed.length).toBeLessThan(placements.size)
  expect((await call()).stdout).toBe('Every table that grows is distributed already.\n')
})

test('a database that is spread is not copied into one file: its servers have no moment in common', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'passerelle-spread-')), 'spread.backup')
  const backup = () => passerelleHere(['backup', file], { DATABASE_URL: url, PASSERELLE_DATA: '/nowhere' })
  // Where the real one keeps it, before and after the first table is spread.
  await pool.query('set allow_system_table_mods = on')
  await pool.query('create table pg_catalog.pg_dist_partition (like public.pg_dist_partition)')
  const whole = await backup()
  expect([whole.stderr.includes('spread over several servers'), existsSync(file)]).toEqual([false, true])
  rmSync(file)
  await pool.query('insert into pg_catalog.pg_dist_partition select * from public.pg_dist_partition limit 1')
  const { code, stdout, stderr } = await backup()
  expect([code, stdout, existsSync(file)]).toEqual([1, '', false])
  expect(stderr).toContain('This database is spread over several servers (Citus), which have no moment in common')
  rmSync(dirname(file), { recursive: true })
})
