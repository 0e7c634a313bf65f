import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'

// Each room widens this with its own tables, by declaration, in its tables.ts.
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type
export interface Tables {}

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>
/** What a query is given: it can look, and has no verb to write with. A Db and a Tx both are Readers. */
export type Reader = Pick<Db, 'selectFrom' | 'with'>

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

export function openPool(connection: Connection, connections = 10): pg.Pool {
  const where = typeof connection === 'string' ? { connectionString: connection } : { ...connection, ssl: false }
  const pool = new pg.Pool({ ...where, max: connections, types, application_name: 'passerelle' })
  // An idle connection that the server ends must not end the hub: the pool opens a new one.
  pool.on('error', () => undefined)
  return pool
}

export function openDb(pool: pg.Pool): Db {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** True when the database answers a question now. */
export async function answers(db: Db): Promise<boolean> {
  return sql`select 1`
    .execute(db)
    .then(() => true)
    .catch(() => false)
}
