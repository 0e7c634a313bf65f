import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import { PgBoss, type Job, type JobResult } from 'pg-boss'
import type { Tx } from './db.ts'
import { MailTrouble } from './mail.ts'
import { Trouble } from './trouble.ts'

/** Jobs in the same database, so that a job exists exactly if its cause was committed. */
export type Queue = {
  /** `later`: what comes in thousands lets everything else pass, so that a sign-in letter does not stand behind it. */
  send(tx: Tx, name: string, data: object, when?: 'now' | 'later'): Promise<void>
  work(name: string, handler: (data: object) => Promise<void>): Promise<void>
  /** Whether letters wait because the mail server does not take them now, whichever process tried. */
  lettersWait(): Promise<boolean>
  stop(): Promise<void>
}

/** A fault of the job's own does not pass by waiting. */
const RETRIES = 5
/** What waits for another server (mail, the database) is kept for almost three days: that of a small hub may be down over a weekend. */
const WAITING = { retryLimit: 2000, retryBackoff: true, retryDelayMax: 120 } as const
/** Two take so many each, without a pause as long as so many wait: a slow job holds up its neighbours only. The pool has ten connections for all that the hub does. */
const WORKERS = 2
const AT_ONCE = 3
/** A worker shows so often that a job is still in its hands; one that died gives it back after that. */
const SIGN_OF_LIFE_SECONDS = 20
const SUPERVISED_EVERY_SECONDS = 10
/** Of what is under way when the hub ends; what is not done then is given back. */
const GRACE_MS = 8000

type QueueWays = {
  /** Whether this process looks after what others left lying; one that takes no jobs need not. */
  readonly supervises?: boolean
  readonly everySeconds?: number
  /** True: jobs are put into it here and done elsewhere, by a role of the database that may do no more. The queue was made by others. */
  readonly onlySends?: boolean
  /** True: nobody else can be at work (a lock says so). What a process left in its hands that was killed is then free at once. */
  readonly alone?: boolean
}

export async function openQueue(
  pool: pg.Pool,
  names: readonly string[],
  onFault: (error: unknown) => void,
  { supervises = true, everySeconds = SUPERVISED_EVERY_SECONDS, alone = false, onlySends = false }: QueueWays = {},
): Promise<Queue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    ...{ supervise: supervises, schedule: supervises, superviseIntervalSeconds: everySeconds, monitorIntervalSeconds: everySeconds },
    ...(onlySends ? { migrate: false } : {}),
  })
  boss.on('error', onFault)
  const tell = nowAndThen(onFault)
  await boss.start()
  if (!onlySends) for (const name of names) await boss.createQueue(name, WAITING)
  if (alone)
    await pool.query(`update pgboss.job set state = 'retry', start_after = now() where name = any($1) and state = 'active'`, [names])
  return {
    async send(tx, name, data, when = 'now') {
      const db = { executeSql: async (text: string, values?: unknown[]) => tx.executeQuery(CompiledQuery.raw(text, values)) }
      await boss.send(name, data, { ...WAITING, heartbeatSeconds: SIGN_OF_LIFE_SECONDS, db, priority: when === 'later' ? -1 : 0 })
    },
    async work(name, handler) {
      const ways = {
        ...{ pollingIntervalSeconds: 1, localConcurrency: WORKERS },
        ...{ batchSize: AT_ONCE, burstWhenBatchFull: true, perJobResults: true },
      } as const
      await boss.work(name, ways, (jobs: Job<object>[]) => Promise.all(jobs.map((job) => outcomeOf(job, handler, tell))))
    },
    async lettersWait() {
      const found = await pool.query(
        `select from pgboss.job where name = any($1) and state = 'retry' and output ->> 'waitsFor' = 'mail' limit 1`,
        [names],
      )
      return found.rowCount === 1
    },
    stop: () => boss.stop({ graceful: true, timeout: GRACE_MS }),
  }
}

/** Each by itself: one that fails is tried again, and its neighbours are not. What is kept of a fault is its code: a mail server puts addresses into its words. */
async function outcomeOf(
  { id, data, retryCount }: Job<object>,
  handler: (data: object) => Promise<void>,
  tell: (error: unknown) => void,
): Promise<JobResult> {
  try {
    await handler(data)
    return { id, status: 'completed' }
  } catch (error) {
    tell(error)
    if (error instanceof Trouble)
      return { id, status: 'failed', output: { fault: error.code, waitsFor: error instanceof MailTrouble ? 'mail' : 'database' } }
    // "Dead letter" ends it here, whatever number of tries is left.
    return { id, status: retryCount < RETRIES ? 'failed' : 'deadletter', output: { fault: faultOf(error) } }
  }
}

const TELL_AGAIN_MS = 60_000

/** Thousands of jobs may wait for the same server: that it is away is told once a minute. Each fault of a job's own is told. */
function nowAndThen(onFault: (error: unknown) => void): (error: unknown) => void {
  const told = new Map<string, number>()
  return (error) => {
    if (error instanceof Trouble) {
      if (performance.now() - (told.get(error.message) ?? -TELL_AGAIN_MS) < TELL_AGAIN_MS) return
      told.set(error.message, performance.now())
    }
    onFault(error)
  }
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
