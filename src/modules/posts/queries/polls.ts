import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { toldCounts } from '../rules.ts'
import type { PollShown } from '../tables.ts'
import { voterTags } from './seals.ts'

export type PollNow = {
  readonly shown: PollShown
  readonly endsAt: string
  readonly ended: boolean
  readonly counts: number[] | null
  readonly mine: number | null
}

export async function pollsOf(
  db: Reader,
  { actor, now, outside }: Reading,
  community: string,
  posts: readonly string[],
): Promise<ReadonlyMap<string, PollNow>> {
  if (posts.length === 0) return new Map()
  const polls = await db
    .selectFrom('post_poll')
    .select(['post_id as id', 'answers', 'shown', 'ends_at as endsAt', 'counts'])
    .where('community_id', '=', community)
    .where('post_id', 'in', [...posts])
    .execute()
  const running = polls.flatMap(({ id, counts }) => (counts === null ? [id] : []))
  const tallies = await talliesOf(db, community, running)
  const { account } = actor
  const mine =
    account === null || running.length === 0
      ? []
      : await db
          .selectFrom('post_ballot')
          .select(['post_id as id', 'answer'])
          .where('community_id', '=', community)
          .where('post_id', 'in', running)
          .where(
            'voter_tag',
            'in',
            running.flatMap((post) => voterTags(outside.keys, post, account)),
          )
          .execute()
  return new Map(
    polls.map(({ id, answers, shown, endsAt, counts }) => {
      const held = counts ?? tallyIn(tallies.get(id) ?? [], answers)
      const ended = endsAt <= now
      const told = toldCounts({ counts: held, ended, shown })
      return [
        id,
        {
          ...{ shown, ended, endsAt: endsAt.toISOString(), counts: told === null ? null : [...told] },
          mine: mine.find((ballot) => ballot.id === id)?.answer ?? null,
        },
      ]
    }),
  )
}

type Counted = { readonly answer: number; readonly count: number }

export const tallyIn = (counted: readonly Counted[], answers: number): readonly number[] =>
  Array.from({ length: answers }, (_, place) => counted.find(({ answer }) => answer === place)?.count ?? 0)

export async function talliesOf(db: Reader, community: string, posts: readonly string[]): Promise<ReadonlyMap<string, readonly Counted[]>> {
  if (posts.length === 0) return new Map()
  const rows = await db
    .selectFrom('post_ballot')
    .select(['post_id as id', 'answer'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', '=', community)
    .where('post_id', 'in', [...posts])
    .groupBy(['post_id', 'answer'])
    .execute()
  return Map.groupBy(rows, ({ id }) => id)
}
