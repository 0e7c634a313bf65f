import type { Reader } from '../../../platform/db.ts'
import { dayIn } from '../rules.ts'
import type {} from '../tables.ts'

/** What has ended by itself, and is still to be closed. */
export async function dueCalls(db: Reader, now: Date): Promise<readonly string[]> {
  const rows = await db.selectFrom('call').select('id').where('over', '=', false).where('ends_on', '<', dayIn(now)).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

export function duePulses(db: Reader, now: Date): Promise<readonly { readonly subject: string; readonly pulse: string }[]> {
  return db
    .selectFrom('pulse')
    .select(['subject_id as subject', 'id as pulse'])
    .where('closed_on', 'is', null)
    .where('ends_on', '<', dayIn(now))
    .orderBy('id')
    .execute()
}
