import { setTimeout as pause } from 'node:timers/promises'
import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type DatabaseConnection,
  type PostgresPool,
  type PostgresPoolClient,
  type QueryResult,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { isThisMachine } from './public-address.ts'
import { connectingTrouble, DatabaseTrouble, troubleOf } from './trouble.ts'

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

/**
 * A reading whose words never change, for what is asked at nearly every request: it is not put together anew. The words are those of the code, begin
 * with `select`, and name what is given as $1, $2.
 */
export async function readWords<Row>(db: Reader, words: `select ${string}`, given: readonly unknown[]): Promise<readonly Row[]> {
  if (!(db instanceof Kysely)) throw new Error('Constant words are asked of a database or of a transaction.')
  return (await db.executeQuery<Row>(CompiledQuery.raw(words, [...given]))).rows
}

const APPLICATION = 'passerelle'
const HOLDS_SERVER = 'passerelle hub, process '
/** Of the connection by which a hub holds the embedded server: whoever is refused reads in it which process is in the way. */
export const holderName = (pid: number): string => `${HOLDS_SERVER}${pid}`

/** How long pages and deeds wait for what, in milliseconds. Tools and migrations may take as long as they need. */
export type Patience = {
  readonly connecting: number
  readonly lock: number
  readonly statement: number
  /** Past the server's own limit for a statement: it is the line that does not answer then. */
  readonly answer: number
  readonly idleInTransaction: number
}
export const OF_A_HUB: Patience = { connecting: 5000, lock: 10_000, statement: 30_000, answer: 35_000, idleInTransaction: 60_000 }

/** Of any connection that the hub opens, in a pool or by itself. */
export const settingsFor = (connection: Connection): pg.ClientConfig => ({
  ...(typeof connection === 'string' ? { connectionString: connection } : { ...connection, ssl: false }),
  ...{ types, application_name: APPLICATION, keepAlive: true },
})

export function openPool(connection: Connection, connections = 10, patience: Patience | null = null): pg.Pool {
  const pool = new pg.Pool({ ...settingsFor(connection), ...limitsOf(patience), max: connections })
  // A connection that the server ends must not end the hub, idle or in the middle of a transaction: the pool opens a new one.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

const limitsOf = (patience: Patience | null): pg.PoolConfig =>
  patience === null
    ? {}
    : {
        connectionTimeoutMillis: patience.connecting,
        lock_timeout: patience.lock,
        statement_timeout: patience.statement,
        query_timeout: patience.answer,
        idle_in_transaction_session_timeout: patience.idleInTransaction,
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

/** `through`: what stands between the hub and its pool, where copies of the database answer some of the questions (`replicas.ts`). */
export function openDb(pool: pg.Pool, through: (primary: PostgresPool) => PostgresPool = (primary) => primary): Db {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: through(preparing(pool)) }) })
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
export function preparing(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    const line = openLine()
    const query = (text: string, parameters: readonly unknown[]) => {
      const name = nameOf(text, parameters)
      line.demand()
      const asked = { text, values: [...parameters], ...(name === undefined ? {} : { name }), ...(line.isLong() ? LONG : {}) }
      return client.query(asked).then(
        (result) => line.done(text, result),
        (error: unknown) => line.failed(text, error),
      )
    }
    return { query, release: (destroy?: boolean) => client.release(destroy === true || line.isGone()) } as unknown as PostgresPoolClient
  }
  return {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw connectingTrouble(error)
      })
      const wrapped = clients.get(client) ?? wrap(client)
      clients.set(client, wrapped)
      return wrapped
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

/** Said at the beginning of a transaction that reads much: the limits of pages do not hold for it. */
const LONG_READING = `set local statement_timeout = '15min'`
const LONG = { query_timeout: 16 * 60_000 }

const CHANGES_NOTHING = /^\s*(select|begin|start transaction|rollback|set|show)\b/i

/**
 * What is known of one connection: whether a transaction is open on it, so that it can be said of what failed whether it left anything behind,
 * and whether its session is gone, so that nobody gets it who comes next.
 */
function openLine() {
  let open = false
  let long = false
  let gone: DatabaseTrouble | null = null
  return {
    isGone: () => gone !== null,
    isLong: () => long,
    demand() {
      // What is rolled back on a line that was cut would wait for an answer that never comes.
      if (gone !== null) throw gone
    },
    done<Result>(text: string, result: Result): Result {
      if (text === 'begin' || text.startsWith('start transaction')) open = true
      else if (text === LONG_READING) long = true
      else if (text === 'commit' || text === 'rollback') open = long = false
      return result
    },
    failed(text: string, error: unknown): never {
      const failed = troubleOf(error)
      if (failed === null) throw error
      const { sort, code, sessionGone } = failed
      const undone = (open && text !== 'commit') || !sessionGone || CHANGES_NOTHING.test(text)
      const trouble = new DatabaseTrouble(sort, code, { cause: error, undone })
      if (sessionGone) gone = trouble
      throw trouble
    },
  }
}

/** All that is read here is read of one moment: what commits meanwhile is in none of it. It may be much, and take its time. */
export const atOneMoment = <Read>(db: Db, read: (reader: Reader) => Promise<Read>): Promise<Read> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql.raw(LONG_READING).execute(tx)
      return read(tx)
    })

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
  const client = await pool.connect()
  try {
    await demandAlone(client)
  } finally {
    client.release()
  }
}

export async function demandAlone(client: pg.ClientBase): Promise<void> {
  if (!(await isThere(client, 'datname = current_database() and application_name = $1', APPLICATION))) return
  throw new DatabaseFault('A hub, or another command, is using the database that DATABASE_URL names. Stop it and call this again.')
}

/** By another process of ours: its connections, or the one by which a hub holds the embedded server for itself. */
export const isInUse = async (client: pg.ClientBase): Promise<boolean> =>
  (await isThere(client, 'datname = current_database() and application_name = $1', APPLICATION)) ||
  (await isThere(client, `application_name like '${HOLDS_SERVER}%' and application_name <> $1`, holderName(process.pid)))

async function isThere(client: pg.ClientBase, which: string, name: string): Promise<boolean> {
  const found = await client.query(`select from pg_stat_activity where pid <> pg_backend_pid() and ${which} limit 1`, [name])
  return found.rowCount !== 0
}

/** Whoever asks whether the hub is well does not wait for one that hangs. */
const ANSWERS_WITHIN_MS = 3000

/** True when the database answers a question now. */
export async function answers(db: Db): Promise<boolean> {
  const asked = sql`select 1`
    .execute(db)
    .then(() => true)
    .catch(() => false)
  const late = new AbortController()
  const waited = pause(ANSWERS_WITHIN_MS, false, { signal: late.signal }).catch(() => false)
  return Promise.race([asked, waited]).finally(() => late.abort())
}

/** Whether a unique key was taken. A distributed database may say it by its code for an inner fault, and by these words alone. */
export const isTaken = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  (error.code === '23505' || (error.code === 'XX000' && error.message.includes('duplicate key value violates unique constraint')))

/** For a statement that does what several asked for: one of them stood in the way of the others, and nothing of any was done. */
export const isOfOne = (error: unknown): boolean =>
  error instanceof DatabaseTrouble
    ? error.code === '40P01'
    : error instanceof pg.DatabaseError && (/^(21|22|23)/.test(error.code ?? '') || isTaken(error))
