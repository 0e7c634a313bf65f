import type pg from 'pg'

/** Where the rows of a table lie once the database is spread over several servers: by this column, or whole at each of them. */
export type Placement = { readonly by: string } | 'everywhere'
export type Placements = ReadonlyMap<string, Placement>

/** Why a database is not distributed, in whole sentences. */
export class DistributionFault extends Error {
  override name = 'DistributionFault'
}

export type Engine = {
  /** Which of its functions tells; null: this server has no Citus, or the database has not loaded it. */
  readonly version: string | null
  /** Whether the server could load it: `create extension citus`. */
  readonly available: boolean
  /** Servers that can hold rows, this one left out. */
  readonly workers: number
  /** Whether this one is known to the others under an address, which tables that lie everywhere need. */
  readonly coordinator: boolean
  readonly placed: ReadonlySet<string>
}

/** What the server at hand is. It is asked by what it can do, so that an engine that has the same functions counts. */
export async function readEngine(client: pg.ClientBase): Promise<Engine> {
  const available = await client.query("select 1 from pg_available_extensions where name = 'citus'")
  const loaded = await client.query<{ there: boolean }>("select to_regproc('create_distributed_table') is not null as there")
  const none = { version: null, available: available.rowCount !== 0, workers: 0, coordinator: false, placed: new Set<string>() }
  if (loaded.rows[0]?.there !== true) return none
  const version = await client.query<{ version: string }>('select citus_version() as version')
  const nodes = await client.query<{ group: number }>('select groupid as group from pg_dist_node where isactive and noderole = $1', [
    'primary',
  ])
  const placed = await client.query<{ name: string }>(
    'select relname as name from pg_dist_partition join pg_class on pg_class.oid = logicalrelid::oid where partmethod = $1 or repmodel = $2',
    ['h', 't'],
  )
  return {
    ...none,
    version: version.rows[0]?.version ?? 'unknown',
    workers: nodes.rows.filter(({ group }) => Number(group) !== 0).length,
    coordinator: nodes.rows.some(({ group }) => Number(group) === 0),
    placed: new Set(placed.rows.map(({ name }) => name)),
  }
}

export type Step = { readonly table: string; readonly rows: number }

/**
 * Spreads the tables of an existing database, each with its rows. What refers from one table to another is taken off first and put back at the end, in the
 * database's own words, which lie in a table until then: where it is interrupted, the next call goes on. No hub may run meanwhile.
 */
export async function distribute(client: pg.ClientBase, placements: Placements, told: (step: Step) => void): Promise<readonly Step[]> {
  const engine = await readEngine(client)
  demandReady(engine)
  await takeOffReferences(client, placements)
  const steps: Step[] = []
  const first = [...placements].find(([, placement]) => placement !== 'everywhere')?.[0]
  for (const [table, placement] of inOrder(placements)) {
    if (engine.placed.has(table)) continue
    const before = await countOf(client, table)
    if (placement === 'everywhere') await client.query('select create_reference_table($1)', [table])
    else if (table === first) await client.query("select create_distributed_table($1, $2, colocate_with => 'none')", [table, placement.by])
    else await client.query('select create_distributed_table($1, $2, colocate_with => $3)', [table, placement.by, first])
    const after = await countOf(client, table)
    if (after !== before) throw new DistributionFault(`The table ${table} had ${before} rows and has ${after} now. Restore the backup.`)
    const step = { table, rows: after }
    told(step)
    steps.push(step)
  }
  await putBackReferences(client)
  return steps
}

function demandReady({ version, available, workers, coordinator }: Engine): void {
  if (version === null) {
    throw new DistributionFault(
      available
        ? 'The database server has Citus, and this database has not loaded it. Let a superuser call `create extension citus`, add the other servers with `select citus_add_node(...)`, and call this again.'
        : 'The database server has no Citus, so there is nothing to distribute over. The hub works as it is; docs/operating/distributed.md says when another server is worth it.',
    )
  }
  if (!coordinator) {
    throw new DistributionFault(
      "The other servers do not know this one. Call `select citus_set_coordinator_host('<its address>', <port>)` in this database, and call this again.",
    )
  }
  if (workers === 0)
    throw new DistributionFault('No other server is there to hold rows. Add them with `select citus_add_node(...)`, and call this again.')
}

/** Tables that lie everywhere first, then the one that all others lie beside. */
const inOrder = (placements: Placements): readonly (readonly [string, Placement])[] => [
  ...[...placements].filter(([, placement]) => placement === 'everywhere'),
  ...[...placements].filter(([, placement]) => placement !== 'everywhere'),
]

async function countOf(client: pg.ClientBase, table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${client.escapeIdentifier(table)}`)
  return rows[0]?.count ?? 0
}

/** Kept until they are back; its own name, so that it is never taken for a table of a room. */
const KEPT = 'taken_off_while_distributing'

async function takeOffReferences(client: pg.ClientBase, placements: Placements): Promise<void> {
  await client.query(
    `create table if not exists ${KEPT} (place int generated always as identity, of text not null, name text not null, words text not null)`,
  )
  const { rows } = await client.query<{ of: string; name: string; words: string }>(
    `select of.relname as of, conname as name, pg_get_constraintdef(pg_constraint.oid) as words
     from pg_constraint join pg_class of on of.oid = conrelid join pg_class other on other.oid = confrelid
     where contype = 'f' and conparentid = 0 and (of.relname = any($1) or other.relname = any($1)) order by of.relname, conname`,
    [[...placements.keys()]],
  )
  for (const { of, name, words } of rows) {
    await client.query('begin')
    try {
      await client.query(`insert into ${KEPT} (of, name, words) values ($1, $2, $3)`, [of, name, words])
      await client.query(`alter table ${client.escapeIdentifier(of)} drop constraint ${client.escapeIdentifier(name)}`)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  }
}

async function putBackReferences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ of: string; name: string; words: string }>(`select of, name, words from ${KEPT} order by place`)
  for (const { of, name, words } of rows) {
    const there = await client.query(
      'select 1 from pg_constraint join pg_class on pg_class.oid = conrelid where relname = $1 and conname = $2',
      [of, name],
    )
    // In the words of the database itself: it wrote them down a moment ago.
    if (there.rowCount === 0)
      await client.query(`alter table ${client.escapeIdentifier(of)} add constraint ${client.escapeIdentifier(name)} ${words}`)
  }
  await client.query(`drop table ${KEPT}`)
}
