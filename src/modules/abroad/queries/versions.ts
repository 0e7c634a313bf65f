import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import type { ItemRow } from './rows.ts'

/** How an item stood before each change, the newest first, with who changed it. */
export async function versionsOf(db: Reader, { place, id }: Pick<ItemRow, 'place' | 'id'>) {
  const rows = await db
    .selectFrom('abroad_version')
    .select(['version', 'title', 'text', 'language', 'changed_by', 'changed_on'])
    .where('place', '=', place)
    .where('item_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const names = await people.nameOf(
    db,
    rows.flatMap(({ changed_by: by }) => by ?? []),
  )
  return rows.map(({ changed_by: by, changed_on: changedOn, ...row }) => ({
    ...row,
    changedOn,
    by: by === null ? null : (names.get(by) ?? null),
  }))
}
