import { isUuid } from '#base'
import type { Spaces } from '../../charters/index.ts'
import { accountTags } from './shelf.ts'
import { seenCommunity } from './seen-community.ts'

/** Communities, as far as the room of the charters has to know of them. */
export const charterSpaces: Spaces = {
  async at(db, reading, by) {
    const seen = await seenCommunity(db, reading, isUuid(by) ? { id: by } : { slug: by })
    if (seen === null) return null
    const { id, slug, name, language, path, me, access } = seen
    // An ended community is read only: nobody writes its charter any more.
    const steward = me?.role === 'steward' && seen.state === 'running'
    return { id, slug, name, language, path, steward, member: me?.member ?? null, secret: access === 'hidden' || seen.youth }
  },
  async among(db, id, members) {
    const community = await db.selectFrom('community').select('id').where('id', '=', id).executeTakeFirst()
    if (community === undefined) return null
    const rows = await db
      .selectFrom('community_member')
      .select('id')
      .where('community_id', '=', id)
      .where('id', 'in', [...members])
      .execute()
    return new Set(rows.map((row) => row.id))
  },
  async membersOf(db, keys, account) {
    const communities = await db.selectFrom('community').select('id').execute()
    const tags = communities.flatMap(({ id }) => accountTags(keys, id, account))
    if (tags.length === 0) return []
    const rows = await db.selectFrom('community_member').select('id').where('account_tag', 'in', tags).execute()
    return rows.map(({ id }) => id)
  },
}
