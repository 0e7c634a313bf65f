import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { Placements } from '../../platform/distribution.ts'

type Key = { readonly table: string; readonly name: string; readonly columns: readonly string[] }
type Reference = { readonly table: string; readonly name: string; readonly other: string; readonly pairs: readonly string[] }
type Named = { readonly table: string; readonly name: string }
type Column = { readonly table: string; readonly name: string; readonly type: string; readonly empty: boolean; readonly counted: boolean }

/** What a distributed database would not take of these tables, or would silently do wrongly. */
export async function schemaFaults(db: Db, placements: Placements): Promise<readonly string[]> {
  const [keys, references, columns, triggers] = [await keysOf(db), await referencesOf(db), await columnsOf(db), await triggersOf(db)]
  const spread = [...placements].flatMap(([table, placement]) => (placement === 'everywhere' ? [] : [{ table, by: placement.by }]))
  const by = new Map(spread.map((one) => [one.table, one.by]))
  return [
    ...[...placements.keys()].filter((table) => !columns.some((one) => one.table === table)).map((table) => `${table}: is no table`),
    ...spread.flatMap((one) => ownFaults(one, { keys, columns })),
    ...references.flatMap((one) => referenceFaults(one, placements, by)),
    ...(await unnamedConstraints(db))
      .filter(({ table }) => placements.has(table))
      .map(({ table, name }) => `${table}: ${name} has no name of ours`),
    ...columns.filter(({ table }) => placements.has(table)).flatMap(idFaults),
    ...triggers.filter((table) => placements.has(table)).map((table) => `${table}: has a trigger`),
  ]
}

function ownFaults(
  { table, by }: { readonly table: string; readonly by: string },
  { keys, columns }: { readonly keys: readonly Key[]; readonly columns: readonly Column[] },
): readonly string[] {
  const column = columns.find((one) => one.table === table && one.name === by)
  if (column === undefined) return [`${table}: has no ${by}`]
  const own = keys.filter((one) => one.table === table)
  return [
    ...(column.empty ? [`${table}: ${by} may be empty`] : []),
    ...(column.type === 'uuid' ? [] : [`${table}: ${by} is of type ${column.type}; all that lie together are of one`]),
    ...(own.length === 0 ? [`${table}: has no key`] : []),
    ...own.filter((key) => !key.columns.includes(by)).map((key) => `${table}: ${key.name} is without ${by}`),
  ]
}

/** Not made by the hub: what the world calls a place, and whatever a room calls what is cited. */
const ID_OF_OTHERS = new Set(['hosted_event.place_id', 'recommendation_source.source_id'])

function idFaults({ table, name, type, counted }: Column): readonly string[] {
  if (counted) return [`${table}: ${name} is counted up by a sequence; bigint identity is taken`]
  if (!/(^|_)id$/.test(name) || ID_OF_OTHERS.has(`${table}.${name}`)) return []
  return type === 'uuid' || type === 'bigint' ? [] : [`${table}: ${name} is of type ${type}; ids are uuid or bigint`]
}

function referenceFaults(
  { table, name, other, pairs }: Reference,
  placements: Placements,
  by: ReadonlyMap<string, string>,
): readonly string[] {
  const [from, to] = [by.get(table), by.get(other)]
  if (to !== undefined && from === undefined) return [`${table}: ${name} refers to ${other}, which is spread, and would be left dangling`]
  if (from === undefined || placements.get(other) === 'everywhere') return []
  if (to === undefined) return [`${table}: ${name} refers to ${other}, which stays at the first server`]
  return pairs.includes(`${from}=${to}`) ? [] : [`${table}: ${name} refers to ${other} without ${from}`]
}

async function keysOf(db: Db): Promise<readonly Key[]> {
  const { rows } = await sql<Key>`
    select of.relname as table, index.relname as name,
      array(select pg_get_indexdef(indexrelid, n, true) from generate_series(1, indnkeyatts) n) as columns
    from pg_index join pg_class of on of.oid = indrelid join pg_class index on index.oid = indexrelid
    where indisunique and of.relnamespace = 'public'::regnamespace`.execute(db)
  return rows
}

async function referencesOf(db: Db): Promise<readonly Reference[]> {
  const { rows } = await sql<Reference>`
    select of.relname as table, conname as name, other.relname as other,
      array(select mine.attname || '=' || theirs.attname
        from unnest(conkey, confkey) as pair (one, two)
        join pg_attribute mine on mine.attrelid = conrelid and mine.attnum = pair.one
        join pg_attribute theirs on theirs.attrelid = confrelid and theirs.attnum = pair.two) as pairs
    from pg_constraint join pg_class of on of.oid = conrelid join pg_class other on other.oid = confrelid
    where contype = 'f'`.execute(db)
  return rows
}

/** Named by the server itself, which names them otherwise at each shard. That something is not null has a name in newer servers alone. */
async function unnamedConstraints(db: Db): Promise<readonly Named[]> {
  const { rows } = await sql<Named>`
    select relname as table, conname as name from pg_constraint join pg_class on pg_class.oid = conrelid
    where relnamespace = 'public'::regnamespace and contype <> 'n' and conname ~ '_(pkey|key|fkey|check|excl)[0-9]*$'`.execute(db)
  return rows
}

async function columnsOf(db: Db): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select relname as table, attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as empty,
      coalesce(pg_get_expr(adbin, adrelid) like 'nextval(%', false) or (attidentity <> '' and atttypid <> 'bigint'::regtype) as counted
    from pg_attribute join pg_class on pg_class.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped`.execute(db)
  return rows
}

async function triggersOf(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ table: string }>`
    select relname as table from pg_trigger join pg_class on pg_class.oid = tgrelid where not tgisinternal`.execute(db)
  return rows.map(({ table }) => table)
}

/** The columns of every table, for reading statements. */
export async function columnsByTable(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  return new Map([...Map.groupBy(await columnsOf(db), ({ table }) => table)].map(([table, own]) => [table, own.map(({ name }) => name)]))
}

/** The first migration that keeps to it; those before it have landed. */
const ONE_BY_ONE_FROM = 77

/** Statements of a migration that add more than one constraint to a table that is there. */
export function crowdedAlters(file: string, text: string): readonly string[] {
  if (Number(file.slice(0, 4)) < ONE_BY_ONE_FROM) return []
  const alters = text.match(/\balter table\b[^`;]*/gi) ?? []
  const crowded = alters.filter((one) => (one.match(/\badd\s+(constraint|primary|unique|foreign|check)\b/gi) ?? []).length > 1)
  return crowded.map((one) => `${file}: ${one.split(/\s+/).slice(0, 3).join(' ')} adds several constraints; one for each statement`)
}
