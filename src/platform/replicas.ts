import { AsyncLocalStorage } from 'node:async_hooks'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { openPool, preparing, type Patience } from './db.ts'

/** Copies of the database that may only be read (streaming replication), for readings that may be some seconds old. */
export type Replicas = {
  /** What `openDb` puts between the hub and its pool. */
  readonly through: (primary: PostgresPool) => PostgresPool
  /**
   * Within `work` single questions go to one copy, always the same. Whatever it does not answer, and every transaction, goes to the primary, and then
   * all that follows: nobody reads something newer first and something older after it. False where no copy is near enough; then `work` was not begun.
   */
  reading<Result>(work: () => Promise<Result>): Promise<{ readonly result: Result; readonly byCopyAlone: boolean } | null>
  /** How far behind each copy is, in milliseconds, as far as that is known; null: not in use. */
  behind(): readonly (number | null)[]
  /** Looks after all of them now. */
  look(): Promise<void>
  stop(): Promise<void>
}

type ReplicaOptions = {
  readonly primary: pg.Pool
  readonly urls: readonly string[]
  readonly connections: number
  readonly patience: Patience
  readonly note: (line: string) => void
  /** A copy that is further behind is left alone until it has come after. */
  readonly mostBehindMs?: number
  readonly everyMs?: number
}

const MOST_BEHIND_MS = 3_000
const EVERY_MS = 1_000
/** How long what was written when is remembered. */
const MARKS_MS = 60_000

/** How far the primary had written at a time: a copy that has come so far is no older than that. */
type Mark = { readonly at: number; readonly place: bigint }
type Copy = { readonly pool: pg.Pool; readonly prepared: PostgresPool; behindMs: number | null }
/** Where the questions of one request go. */
type Way = { copy: Copy | null }

/** One for the whole process: each way names a copy of its own hub. */
const ways = new AsyncLocalStorage<Way>()

/** What is kept beyond the request that asked for it is read of the primary: a moment's lag would stay as long as it is kept. */
export const readAfresh = <Result>(read: () => Promise<Result>): Promise<Result> =>
  ways.getStore() === undefined ? read() : ways.run({ copy: null }, read)

export function openReplicas(options: ReplicaOptions): Replicas {
  const { primary, urls, connections, patience, note, mostBehindMs = MOST_BEHIND_MS, everyMs = EVERY_MS } = options
  const copies = urls.map((url): Copy => {
    const pool = openPool(url, connections, patience)
    return { pool, prepared: preparing(pool), behindMs: null }
  })
  let marks: readonly Mark[] = []
  let turn = 0

  const lookAt = async (copy: Copy): Promise<void> => {
    const before = copy.behindMs
    const place = await placeOf(copy.pool).catch(() => null)
    // What came last of all that the copy has.
    const reached = place === null ? undefined : marks.findLast((mark) => mark.place <= place)
    const behindMs = reached === undefined ? null : performance.now() - reached.at
    copy.behindMs = behindMs !== null && behindMs <= mostBehindMs ? behindMs : null
    if ((before === null) === (copy.behindMs === null)) return
    note(copy.behindMs === null ? 'A copy of the database is away or behind; the primary answers.' : 'A copy of the database answers.')
  }
  const look = async (): Promise<void> => {
    const at = performance.now()
    const place = await writtenOn(primary).catch(() => null)
    marks = [...marks.filter((mark) => at - mark.at < MARKS_MS), ...(place === null ? [] : [{ at, place }])]
    await Promise.all(copies.map(lookAt))
  }
  let looking = false
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    void look().finally(() => (looking = false))
  }, everyMs)
  return {
    through: (pool) => ({ connect: () => lazily(ways.getStore(), pool), end: () => pool.end(), options: pool.options }),
    async reading(work) {
      const near = copies.filter(({ behindMs }) => behindMs !== null)
      const copy = near[(turn += 1) % near.length]
      if (copy === undefined) return null
      const way: Way = { copy }
      const result = await ways.run(way, work)
      return { result, byCopyAlone: way.copy !== null }
    },
    behind: () => copies.map(({ behindMs }) => behindMs),
    look,
    async stop() {
      clearInterval(timer)
      await Promise.all(copies.map(({ pool }) => pool.end()))
    },
  }
}

const IS_READING = /^\s*(select|with)\b/i

/** A connection that is had when the first question is known: what it is decides where it is asked. */
async function lazily(way: Way | undefined, primary: PostgresPool): Promise<PostgresPoolClient> {
  if (way === undefined || way.copy === null) return primary.connect()
  let client: PostgresPoolClient | null = null
  const ask = async (text: string, parameters: readonly unknown[]) => {
    if (client === null && way.copy !== null && IS_READING.test(text)) {
      const near = await way.copy.prepared.connect().catch(() => null)
      try {
        const answer = await near?.query(text, parameters)
        near?.release()
        if (answer !== undefined) return answer
      } catch {
        // A copy that went away, or a question that writes: the primary is asked the same, and its answer counts.
        near?.release()
      }
    }
    way.copy = null
    client ??= await primary.connect()
    return client.query(text, parameters)
  }
  return { query: ask, release: () => client?.release() } as unknown as PostgresPoolClient
}

/** Null where it is no copy. */
async function placeOf(pool: pg.Pool): Promise<bigint | null> {
  const { rows } = await pool.query<{ place: string | null }>(
    'select case when pg_is_in_recovery() then pg_last_wal_replay_lsn()::text end as place',
  )
  return numberOf(rows[0]?.place ?? null)
}

async function writtenOn(pool: pg.Pool): Promise<bigint | null> {
  const { rows } = await pool.query<{ place: string }>('select pg_current_wal_lsn()::text as place')
  return numberOf(rows[0]?.place ?? null)
}

/** A place in the journal as PostgreSQL writes it: `16/B374D848`. */
function numberOf(place: string | null): bigint | null {
  const [high, low] = (place ?? '').split('/')
  return high === undefined || low === undefined || low === '' ? null : (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)
}
