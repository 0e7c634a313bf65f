import type { Reader } from '../../../platform/db.ts'
import { standingFrom, type Standing } from '../rules.ts'
import type {} from '../tables.ts'

/** What a person is in a body now. */
export async function standingOf(db: Reader, bodyId: string, personId: string | null): Promise<Standing> {
  if (personId === null) return standingFrom([], false)
  const offices = await db
    .selectFrom('office')
    .select('role')
    .where('body_id', '=', bodyId)
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .execute()
  const membership = await db
    .selectFrom('membership')
    .select('since')
    .where('body_id', '=', bodyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return standingFrom(
    offices.map(({ role }) => role),
    membership !== undefined,
  )
}
