import { sql } from 'kysely'
import type { Reader } from '../../../platform/db.ts'
import { standingFrom, type Standing } from '../rules.ts'
import type { Office } from '../tables.ts'

/** What a person is in a body now: offices and membership in one read, for it is asked at every page of the body's dialogues. */
export async function standingOf(db: Reader, bodyId: string, personId: string | null): Promise<Standing> {
  if (personId === null) return standingFrom([], false)
  const rows = await db
    .selectFrom('office')
    .select((eb) => eb.ref('role').$castTo<Office | 'member'>().as('role'))
    .where('body_id', '=', bodyId)
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .unionAll((eb) =>
      eb
        .selectFrom('membership')
        .select(sql<Office | 'member'>`'member'`.as('role'))
        .where('body_id', '=', bodyId)
        .where('person_id', '=', personId),
    )
    .execute()
  const offices = rows.flatMap(({ role }) => (role === 'member' ? [] : [role]))
  return standingFrom(offices, offices.length < rows.length)
}
