import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Tx } from './db.ts'

/** Jobs in the same database, so that a job exists exactly if its cause was committed. */
export type Queue = {
  send(tx: Tx, name: string, data: object): Promise<void>
  work(name: string, handler: (data: object) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

const RETRIES = 5

export async function openQueue(pool: pg.Pool, names: readonly string[], onFault: (error: unknown) => void): Promise<Queue> {
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values) } })
  boss.on('error', onFault)
  await boss.start()
  for (const name of names) await boss.createQueue(name, { retryLimit: RETRIES, retryBackoff: true })
  return {
    async send(tx, name, data) {
      await boss.send(name, data, { db: { executeSql: async (text, values) => tx.executeQuery(CompiledQuery.raw(text, values)) } })
    },
    async work(name, handler) {
      await boss.work<object>(name, { pollingIntervalSeconds: 1 }, async (jobs) => {
        for (const job of jobs) await handler(job.data)
      })
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}
