import type { Db } from '../../../platform/db.ts'
import { KEEP_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

const DAY_MS = 86_400_000
const TABLES = ['registration_answer', 'registration_reading', 'check_in'] as const

/**
 * What was said to come, who read it, and who came: gone thirty days after the end of the edition; links for the door a day after theirs. No
 * deed: nobody asks for it, and twice is as good as once.
 */
export async function forgetAnswers(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEEP_DAYS * DAY_MS)
  for (const table of TABLES) await db.deleteFrom(table).where('ends_at', '<=', before).execute()
  await db
    .deleteFrom('check_in_link')
    .where('expires_at', '<=', new Date(now.getTime() - DAY_MS))
    .execute()
}

/** The days of an edition were changed: what belongs to it goes by the new end. */
export async function followEnd(db: Db, edition: string, end: Date): Promise<void> {
  for (const table of TABLES) await db.updateTable(table).set({ ends_at: end }).where('edition_id', '=', edition).execute()
}
