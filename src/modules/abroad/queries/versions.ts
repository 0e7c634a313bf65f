import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { profiles } from '../../profiles/index.ts'
import type { ItemRow } from './rows.ts'

/** How an item stood before each change, the newest first, with who changed it, as far as their card shows them. */
export async function versionsOf(db: Reader, { place, id }: Pick<ItemRow, 'place' | 'id'>, actor: Actor) {
  const rows = await db
    .selectFrom('abroad_version')
    .select(['version', 'title', 'text', 'language', 'changed_by', 'changed_on'])
    .where('place', '=', place)
    .where('item_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const names = await profiles.namesFor(
    db,
    actor,
    rows.flatMap(({ changed_by: by }) => by ?? []),
  )
  return rows.map(({ changed_by: by, changed_on: changedOn, ...row }) => ({
    ...row,
    changedOn,
    by: by === null ? null : (names.get(by) ?? null),
  }))
}
