import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** Whom a side has named and who has not answered, by the ids of their memberships there: for its stewards. */
export async function namedBy(
  db: Reader,
  { side, mirror }: { readonly side: string; readonly mirror: string },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('mirror_offer')
    .select('member_id as member')
    .where('community_id', '=', side)
    .where('mirror_id', '=', mirror)
    .orderBy('member_id')
    .execute()
  return rows.map(({ member }) => member)
}
