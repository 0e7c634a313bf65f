import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type CompiledQuery,
  type DatabaseConnection,
  type PostgresPool,
  type PostgresPoolClient,
  type QueryResult,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { isThisMachine } from './public-address.ts'

// Each room widens this with its own tables, by declaration, in its tables.ts.
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type
export interface Tables {}

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>
/** What a query is given: it can look, and has no verb to write with. A Db and a Tx both are Readers. */
export type Reader = Pick<Db, 'selectFrom' | 'selectNoFrom' | 'with'>

export type Connection = string | { readonly host: string; readonly port: number; readonly user: string; readonly database: string }

const INT8 = 20
const DATE = 1082

/** int8 to number (our counters stay far below 2^53), date to its own text (a day has no time zone). */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === INT8) return Number
    if (format !== 'binary' && oid === DATE) return String
    return pg.types.getTypeParser(oid, format)
  },
} as pg.CustomTypesConfig

const APPLICATION = 'passerelle'

export function openPool(connection: Connection, connections = 10): pg.Pool {
  const where = typeof connection === 'string' ? { connectionString: connection } : { ...connection, ssl: false }
  const pool = new pg.Pool({ ...where, max: connections, types, application_name: APPLICATION })
  // An idle connection that the server ends must not end the hub: the pool opens a new one.
  pool.on('error', () => undefined)
  return pool
}

/** Whether what is asked of this database can be read on the way there. */
export function goesInClear(databaseUrl: string): boolean {
  const { hostname, searchParams } = new URL(databaseUrl)
  const isSocket = (searchParams.get('host') ?? '').startsWith('/')
  return (
    !isSocket &&
    !isThisMachine(hostname) &&
    !['require', 'verify-ca', 'verify-full', 'no-verify'].includes(searchParams.get('sslmode') ?? '')
  )
}

export function openDb(pool: pg.Pool): Db {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparing(pool) }) })
}

/** So many different statements are kept prepared on each connection; what comes later is planned each time. */
const MOST_PREPARED = 500
/** Statement to name, one for the whole process: two users of one connection must mean the same by a name. */
const names = new Map<string, string>()

function nameOf(text: string, parameters: readonly unknown[]): string | undefined {
  if (parameters.length === 0 || text.includes(' in ($')) return undefined
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST_PREPARED) return known
  const name = `p${names.size}`
  names.set(text, name)
  return name
}

/**
 * Gives each statement with parameters a name, so that the server reads and plans it once on a connection and not at each
 * call: what a vote costs is mostly that. Lists of different lengths are different statements, and stay without a name.
 */
function preparing(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    const query = (text: string, parameters: readonly unknown[]) => {
      const name = nameOf(text, parameters)
      return client.query({ text, values: [...parameters], ...(name === undefined ? {} : { name }) })
    }
    return { query, release: (destroy?: boolean) => client.release(destroy) } as unknown as PostgresPoolClient
  }
  return {
    async connect() {
      const client = await pool.connect()
      const wrapped = clients.get(client) ?? wrap(client)
      clients.set(client, wrapped)
      return wrapped
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

/** All that is read here is read of one moment: what commits meanwhile is in none of it. */
export const atOneMoment = <Read>(db: Db, read: (reader: Reader) => Promise<Read>): Promise<Read> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)

/**
 * The same database for the drawing of one page: what several rooms ask in the same words is read once. Nothing is written through it, and it
 * must not outlive the page, because what changes meanwhile is not in it.
 */
export const readingOnce = (db: Db): Db =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (own) => new PostgresIntrospector(own),
      createDriver: () => new OnceDriver(db),
    },
  })

const ONLY_READS = 'This way to the database is for what a page reads.'

class OnceDriver extends DummyDriver {
  readonly #connection: DatabaseConnection

  constructor(db: Db) {
    super()
    const answers = new Map<string, Promise<QueryResult<unknown>>>()
    const ask = (query: CompiledQuery): Promise<QueryResult<unknown>> => {
      const { kind } = query.query
      if (kind !== 'SelectQueryNode' && !(kind === 'RawNode' && /^\s*select\b/i.test(query.sql))) throw new Error(ONLY_READS)
      const asked = `${query.sql} ${JSON.stringify(query.parameters)}`
      const answer = answers.get(asked) ?? db.executeQuery(query)
      answers.set(asked, answer)
      return answer
    }
    this.#connection = {
      // The rows are of the shape that the query says; who asks second gets rows of their own.
      executeQuery: async <Row>(query: CompiledQuery) => ({ rows: (await ask(query)).rows.map((row) => ({ ...(row as Row) })) }),
      streamQuery() {
        throw new Error('A page reads nothing bit by bit.')
      },
    }
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  override async beginTransaction(): Promise<void> {
    throw new Error(ONLY_READS)
  }
}

/** Why a database cannot be used, in a whole sentence without its address (which may hold a password). */
export class DatabaseFault extends Error {
  override name = 'DatabaseFault'
}

const OLDEST = 150_000

/** Before anything else is done: is there a server, does it let us in, is it new enough. */
export async function reach(pool: pg.Pool): Promise<void> {
  const version = await pool.query<{ server_version_num: string }>('show server_version_num').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    throw new DatabaseFault(
      `The database that DATABASE_URL names cannot be used (${code}). Check that its server runs, and that host, port, user, password and database are right.`,
    )
  })
  const found = Number(version.rows[0]?.server_version_num)
  if (found < OLDEST)
    throw new DatabaseFault(`The database server is PostgreSQL ${Math.floor(found / 10_000)}; Passerelle needs 15 or later.`)
}

/** For work beside which no hub may run, on a server that others start: on the embedded one a lock says it. */
export async function reachAlone(pool: pg.Pool): Promise<void> {
  const others = await pool.query(
    'select from pg_stat_activity where datname = current_database() and application_name = $1 and pid <> pg_backend_pid() limit 1',
    [APPLICATION],
  )
  if (others.rowCount === 0) return
  throw new DatabaseFault('A hub, or another command, is using the database that DATABASE_URL names. Stop it and call this again.')
}

/** True when the database answers a question now. */
export async function answers(db: Db): Promise<boolean> {
  return sql`select 1`
    .execute(db)
    .then(() => true)
    .catch(() => false)
}
