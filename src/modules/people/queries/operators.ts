import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** How many accounts may run the hub. */
export async function countOperators(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('account')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('operator', '=', true)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Who runs the hub, by the names they chose. */
export async function operatorNames(db: Reader): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('account', 'account.id', 'person.account_id')
    .select('person.name')
    .where('account.operator', '=', true)
    .orderBy('person.created_at')
    .execute()
  return rows.map(({ name }) => name)
}
