import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { Role } from '../tables.ts'
import { accountTags } from './shelf.ts'

/**
 * Which of these accounts belong to a community, whichever name they chose, and as what: for the hub itself, which works out whose news
 * something is. Nobody reads it.
 */
export async function membersAmong(
  db: Reader,
  keys: Pick<Keys, 'tags'>,
  community: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, { readonly member: string; readonly role: Role }>> {
  if (accounts.length === 0) return new Map()
  const owners = new Map(
    accounts.flatMap((account) => accountTags(keys, community, account).map((tag) => [tag.toString('hex'), account] as const)),
  )
  const rows = await db.selectFrom('community_member').select(['id', 'account_tag', 'role']).where('community_id', '=', community).execute()
  return new Map(
    rows.flatMap(({ id, account_tag: tag, role }) => {
      const account = owners.get(tag.toString('hex'))
      return account === undefined ? [] : [[account, { member: id, role }] as const]
    }),
  )
}

/** The ids of all members: for the hub itself, which counts among whom something was asked. Nobody reads it. */
export async function memberIdsOf(db: Reader, community: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('community_member').select('id').where('community_id', '=', community).execute()
  return new Set(rows.map(({ id }) => id))
}
