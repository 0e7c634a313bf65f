import { sql, type SelectQueryBuilder } from 'kysely'
import type { Reader, Tables } from '../../../platform/db.ts'
import { standingFrom, type Standing } from '../rules.ts'
import type { Office } from '../tables.ts'

/**
 * For other rooms, what a person is in a body now: offices and membership in one read, for it is asked at every page of the
 * body's dialogues. In the archive nobody is anything: a body that is read only has nobody who acts in it.
 */
export const standingOf = (db: Reader, bodyId: string, personId: string | null): Promise<Standing> =>
  standing(db, personId, db.selectFrom('body').select('id').where('id', '=', bodyId).where('archived_at', 'is', null))

/** The same whether the body is in the archive or not: who may take it out again. */
export const standingIn = (db: Reader, bodyId: string, personId: string | null): Promise<Standing> =>
  standing(db, personId, db.selectFrom('body').select('id').where('id', '=', bodyId))

async function standing(db: Reader, personId: string | null, body: BodyQuery): Promise<Standing> {
  if (personId === null) return standingFrom([], false)
  const rows = await db
    .selectFrom('office')
    .select((eb) => eb.ref('role').$castTo<Office | 'member'>().as('role'))
    .where('body_id', '=', body)
    .where('person_id', '=', personId)
    .where('until', 'is', null)
    .unionAll((eb) =>
      eb
        .selectFrom('membership')
        .select(sql<Office | 'member'>`'member'`.as('role'))
        .where('body_id', '=', body)
        .where('person_id', '=', personId),
    )
    .execute()
  const offices = rows.flatMap(({ role }) => (role === 'member' ? [] : [role]))
  return standingFrom(offices, offices.length < rows.length)
}

/** Whether a body that lives would have no steward without this person. */
export async function leadsAlone(db: Reader, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('office as own')
    .innerJoin('body', 'body.id', 'own.body_id')
    .select('own.body_id')
    .where('own.person_id', '=', personId)
    .where('own.role', '=', 'steward')
    .where('own.until', 'is', null)
    .where('body.archived_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('office as other')
            .select('other.body_id')
            .whereRef('other.body_id', '=', 'own.body_id')
            .where('other.role', '=', 'steward')
            .where('other.until', 'is', null)
            .where('other.person_id', '!=', personId),
        ),
      ),
    )
    .executeTakeFirst()
  return row !== undefined
}

type BodyQuery = SelectQueryBuilder<Tables, 'body', { id: string }>
