import { sql } from 'kysely'
import type { News, NewsAsked, NeutralSaying } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'
import { authorTags } from './seals.ts'

type Telling = { readonly runner: Runner }
type Line = (say: NeutralSaying) => string

/** Something that happened to what an account wrote in a community; whose it is says the tag. */
type Happened = {
  readonly community: string
  readonly tag: Buffer | null
  readonly id: string
  readonly at: Date
  readonly path: string
  readonly key: string
  readonly line: Line
}

const MINE: Line = (say) => say('news.posts.replied')
const ANSWERED: Line = (say) => say('news.posts.answered')
const HIDDEN: Line = (say) => say('news.posts.hidden')
const CALLED: Line = (say) => say('news.posts.call-answered')
const APART: Line = (say) => say('news.posts.no-contact')
const PAUSED: Line = (say) => say('news.posts.paused')

/**
 * Replies to what somebody wrote, and what facilitators decided about it. Neutral to the last word: a line names no community, and the address
 * carries the id of a post, by which one that is signed in is led on.
 */
export async function newsOf({ runner: { db, outside } }: Telling, { owners, since, sorts, urgent }: NewsAsked): Promise<readonly News[]> {
  if (urgent === true) return []
  const happened = [
    ...(sorts.includes('my-contribution') ? [...(await replied(db, since)), ...(await answered(db, since))] : []),
    ...(sorts.includes('decision') ? await decided(db, since) : []),
  ]
  const told: News[] = []
  for (const [community, own] of Map.groupBy(happened, (one) => one.community))
    for (const { account } of owners) {
      const tags = new Set(authorTags(outside.keys, community, account).map((tag) => tag.toString('hex')))
      for (const { tag, at, path, key, line, sort } of own)
        if (tag !== null && tags.has(tag.toString('hex'))) told.push({ account, key, sort, at, path, line })
    }
  return told
}

type Sorted = Happened & { readonly sort: 'my-contribution' | 'decision' }

/** Of a thread, and of a reply that was answered; never by oneself, and never by somebody with whom there is no contact. */
async function replied(db: Reader, since: Date): Promise<readonly Sorted[]> {
  const rows = await db
    .selectFrom('post as reply')
    .innerJoin('post as to', (join) => join.onRef('to.community_id', '=', 'reply.community_id'))
    .select(['to.community_id as community', 'to.author_tag as tag', 'to.id', 'reply.posted_at as at', 'reply.thread_id as thread'])
    .where('reply.posted_at', '>', since)
    .where('reply.state', '=', 'standing')
    .where(sql<boolean>`"to".id in (reply.thread_id, reply.parent_id)`)
    .where('to.author_tag', 'is not', null)
    .where((where) => where.or([where('reply.author_tag', 'is', null), where('reply.author_tag', '!=', where.ref('to.author_tag'))]))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('post_apart')
            .select('post_apart.id')
            .whereRef('post_apart.community_id', '=', 'to.community_id')
            .where((pair) =>
              pair.or([
                pair.and([pair('first_tag', '=', pair.ref('to.author_tag')), pair('second_tag', '=', pair.ref('reply.author_tag'))]),
                pair.and([pair('first_tag', '=', pair.ref('reply.author_tag')), pair('second_tag', '=', pair.ref('to.author_tag'))]),
              ]),
            ),
        ),
      ),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('post_mute')
            .select('owner_tag')
            .whereRef('post_mute.community_id', '=', 'to.community_id')
            .whereRef('owner_tag', '=', 'to.author_tag')
            .whereRef('muted_tag', '=', 'reply.author_tag'),
        ),
      ),
    )
    .execute()
  return rows.map(({ thread, ...row }) => ({
    ...row,
    sort: 'my-contribution',
    key: `post/${thread}`,
    path: `/posts/${thread}`,
    line: MINE,
  }))
}

async function answered(db: Reader, since: Date): Promise<readonly Sorted[]> {
  const rows = await db
    .selectFrom('post')
    .select(['community_id as community', 'author_tag as tag', 'id'])
    .select((eb) => eb.ref('answered_at').$notNull().as('at'))
    .where('answered_at', '>', since)
    .where('kind', '=', 'question')
    .execute()
  return rows.map((row) => ({ ...row, sort: 'my-contribution', key: `post/${row.id}`, path: `/posts/${row.id}`, line: ANSWERED }))
}

/** What facilitators did; what moderation decided is told by moderation. */
async function decided(db: Reader, since: Date): Promise<readonly Sorted[]> {
  const hidden = await db
    .selectFrom('post')
    .select(['community_id as community', 'author_tag as tag', 'id'])
    .select((eb) => eb.ref('hidden_at').$notNull().as('at'))
    .where('hidden_at', '>', since)
    .where('hidden_by', '=', 'leads')
    .execute()
  const calls = await db
    .selectFrom('post_call')
    .select(['community_id as community', 'author_tag as tag', 'id'])
    .select((eb) => eb.ref('answered_at').$notNull().as('at'))
    .where('answered_at', '>', since)
    .execute()
  const pairs = await db
    .selectFrom('post_apart')
    .select(['community_id as community', 'id', 'since as at', 'first_tag as first', 'second_tag as second'])
    .where('since', '>', since)
    .execute()
  const paused = await db
    .selectFrom('post_measure')
    .innerJoin('post', (join) =>
      join.onRef('post.community_id', '=', 'post_measure.community_id').onRef('post.member_id', '=', 'post_measure.member_id'),
    )
    .select(['post_measure.community_id as community', 'post.author_tag as tag', 'post_measure.id', 'post_measure.since as at'])
    .distinct()
    .where('post_measure.since', '>', since)
    .where('post_measure.sort', '=', 'pause')
    .execute()
  const decision = { sort: 'decision' } as const
  return [
    ...hidden.map((row) => ({ ...row, ...decision, key: `post/${row.id}`, path: `/posts/${row.id}`, line: HIDDEN })),
    ...calls.map((row) => ({ ...row, ...decision, key: `post-call/${row.id}`, path: `/posts/of/${row.community}`, line: CALLED })),
    ...paused.map((row) => ({ ...row, ...decision, key: `post-pause/${row.id}`, path: `/posts/of/${row.community}`, line: PAUSED })),
    ...pairs.flatMap(({ first, second, ...row }) =>
      [first, second].map((tag) => ({
        ...{ ...row, ...decision, tag, key: `post-apart/${row.id}`, path: `/posts/of/${row.community}`, line: APART },
      })),
    ),
  ]
}
