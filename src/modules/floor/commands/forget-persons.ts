import type { Db } from '../../../platform/db.ts'
import { forgottenBefore } from '../rules.ts'
import type {} from '../tables.ts'

/** What leads to a person goes after its days; what was said, and every count, stays. */
export async function forgetPersons(db: Db, now: Date): Promise<void> {
  const before = forgottenBefore(now)
  await db.deleteFrom('floor_voice').where('given_at', '<=', before).execute()
  await db.deleteFrom('floor_answer').where('answered_at', '<=', before).execute()
  await db.deleteFrom('floor_hand').where('raised_at', '<=', before).execute()
  await db
    .updateTable('floor_question')
    .set({ person_id: null })
    .where('asked_at', '<=', before)
    .where('person_id', 'is not', null)
    .execute()
  await db
    .updateTable('floor_turn')
    .set({ person_id: null, label: null, group_label: null })
    .where('began_at', '<=', before)
    .where((where) => where.or([where('person_id', 'is not', null), where('label', 'is not', null), where('group_label', 'is not', null)]))
    .execute()
  await db
    .updateTable('floor_table')
    .set({ entered_by: null, facilitator: null })
    .where('entered_at', '<=', before)
    .where((where) => where.or([where('entered_by', 'is not', null), where('facilitator', 'is not', null)]))
    .execute()
  await db
    .updateTable('floor_transcript')
    .set({ entered_by: null })
    .where('entered_at', '<=', before)
    .where('entered_by', 'is not', null)
    .execute()
}
