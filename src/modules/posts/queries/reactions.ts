import type { Reader } from '../../../platform/db.ts'
import { toldReactions } from '../rules.ts'
import { REACTIONS, type ReactionSort } from '../tables.ts'

type Reactions = {
  readonly counts: ReadonlyMap<string, readonly { readonly sort: ReactionSort; readonly count: number }[]>
  readonly mine: ReadonlyMap<string, ReactionSort>
}

/** In the order of their words and never of their counts. */
export async function reactionsOf(db: Reader, community: string, posts: readonly string[], member: string | null): Promise<Reactions> {
  if (posts.length === 0) return { counts: new Map(), mine: new Map() }
  const rows = await db
    .selectFrom('post_reaction')
    .select(['post_id as id', 'sort'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', '=', community)
    .where('post_id', 'in', [...posts])
    .groupBy(['post_id', 'sort'])
    .execute()
  const counts = [...Map.groupBy(rows, ({ id }) => id)].map(([id, own]) => {
    const told = toldReactions(new Map(own.map(({ sort, count }) => [sort, count])))
    return [id, REACTIONS.flatMap((sort) => (told.has(sort) ? [{ sort, count: told.get(sort) ?? 0 }] : []))] as const
  })
  const own =
    member === null
      ? []
      : await db
          .selectFrom('post_reaction')
          .select(['post_id as id', 'sort'])
          .where('community_id', '=', community)
          .where('post_id', 'in', [...posts])
          .where('member_id', '=', member)
          .execute()
  return { counts: new Map(counts), mine: new Map(own.map(({ id, sort }) => [id, sort])) }
}
