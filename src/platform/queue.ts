import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import { PgBoss, type Job, type JobResult } from 'pg-boss'
import type { Tx } from './db.ts'

/** Jobs in the same database, so that a job exists exactly if its cause was committed. */
export type Queue = {
  /** `later`: what comes in thousands lets everything else pass, so that a sign-in letter does not stand behind it. */
  send(tx: Tx, name: string, data: object, when?: 'now' | 'later'): Promise<void>
  work(name: string, handler: (data: object) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

const RETRIES = 5
/** Two take so many each, without a pause as long as so many wait: a slow job holds up its neighbours only. The pool has ten connections for all that the hub does. */
const WORKERS = 2
const AT_ONCE = 3

export async function openQueue(pool: pg.Pool, names: readonly string[], onFault: (error: unknown) => void): Promise<Queue> {
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values) } })
  boss.on('error', onFault)
  await boss.start()
  for (const name of names) await boss.createQueue(name, { retryLimit: RETRIES, retryBackoff: true })
  return {
    async send(tx, name, data, when = 'now') {
      const db = { executeSql: async (text: string, values?: unknown[]) => tx.executeQuery(CompiledQuery.raw(text, values)) }
      await boss.send(name, data, { db, priority: when === 'later' ? -1 : 0 })
    },
    async work(name, handler) {
      const ways = {
        ...{ pollingIntervalSeconds: 1, localConcurrency: WORKERS },
        ...{ batchSize: AT_ONCE, burstWhenBatchFull: true, perJobResults: true },
      } as const
      await boss.work(name, ways, (jobs: Job<object>[]) => Promise.all(jobs.map((job) => outcomeOf(job, handler))))
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}

/** Each by itself: one that fails is tried again, and its neighbours are not. What is kept of a fault is its code: a mail server puts addresses into its words. */
async function outcomeOf({ id, data }: Job<object>, handler: (data: object) => Promise<void>): Promise<JobResult> {
  try {
    await handler(data)
    return { id, status: 'completed' }
  } catch (error) {
    return { id, status: 'failed', output: { fault: faultOf(error) } }
  }
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
