import { sql } from 'kysely'
import type { Db } from './db.ts'

const LATE_SECONDS = 15 * 60

/** Whether a job has waited so long that nobody can be at it: its time came a quarter of an hour ago. */
export async function areJobsLate(db: Db): Promise<boolean> {
  const { rows } = await sql<{ late: boolean }>`
    select exists (
      select from pgboss.job where state in ('created', 'retry') and start_after < now() - make_interval(secs => ${LATE_SECONDS})
        and name not like '\\_\\_pgboss%') as late`.execute(db)
  return rows[0]?.late ?? false
}
