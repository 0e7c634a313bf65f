import { theHub } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import type {} from '../tables.ts'

type Left = { readonly community: string; readonly member: string }

/** Members of whom something stands here though they belong to the community no more. */
export async function leftBehind(db: Reader, outside: Reading['outside'], now: Date): Promise<readonly Left[]> {
  const posts = db
    .selectFrom('post')
    .select(['community_id as community'])
    .select((eb) => eb.ref('member_id').$notNull().as('member'))
  const drafts = db.selectFrom('post_draft').select(['community_id as community', 'member_id as member'])
  const reactions = db.selectFrom('post_reaction').select(['community_id as community', 'member_id as member'])
  const held = await posts.where('member_id', 'is not', null).union(drafts).union(reactions).execute()
  const left: Left[] = []
  for (const [community, own] of Map.groupBy(held, (row) => row.community)) {
    const there = await communities.authorsFor(
      db,
      { actor: theHub, now, outside },
      community,
      own.map(({ member }) => member),
    )
    left.push(...own.filter(({ member }) => !there.has(member)))
  }
  return left
}

/** Polls whose day has come and whose ballots are still there. */
export async function endedPolls(db: Reader, now: Date): Promise<readonly { readonly community: string; readonly post: string }[]> {
  return db
    .selectFrom('post_poll')
    .select(['community_id as community', 'post_id as post'])
    .where('counts', 'is', null)
    .where('ends_at', '<=', now)
    .execute()
}
