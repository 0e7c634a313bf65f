import { refuse } from '../../../core/refused.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import type { Asking } from '../policy.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'
import { authorTags } from './seals.ts'

/** The community, who asks, and what is kept from them here. */
export type Here = {
  readonly community: SeenCommunity
  readonly asking: Asking
  readonly reading: Reading
  /** Of the account, the one in use first; empty for nobody. */
  readonly tags: readonly Buffer[]
  /** Whose posts they do not see: no contact, either way, and whom they muted. */
  readonly apart: readonly Buffer[]
}

type By = { readonly slug: string } | { readonly id: string }

/** Null: there is none that they may know of. */
export async function hereAt(db: Reader, reading: Reading, by: By): Promise<Here | null> {
  const community = await communities.seen(db, reading, by)
  return community === null ? null : hereIn(db, reading, community)
}

export async function hereIn(db: Reader, reading: Reading, community: SeenCommunity): Promise<Here> {
  const { actor, outside } = reading
  const tags = actor.account === null ? [] : authorTags(outside.keys, community.id, actor.account)
  return {
    ...{ community, reading },
    asking: { actor, member: community.me?.member ?? null, leads: community.leads, ended: community.state === 'ended' },
    tags,
    apart: tags.length === 0 ? [] : await apartTags(db, community.id, tags),
  }
}

/** For whoever reads; a community that is known and not read by this one says so. */
export async function demandHere(db: Reader, reading: Reading, by: By): Promise<Here> {
  const here = (await hereAt(db, reading, by)) ?? refuse(no('post.community-missing'))
  if (!here.community.mayRead) refuse(no('post.members-only'))
  return here
}

async function apartTags(db: Reader, community: string, tags: readonly Buffer[]): Promise<readonly Buffer[]> {
  const own = [...tags]
  const pairs = await db
    .selectFrom('post_apart')
    .select(['first_tag as first', 'second_tag as second'])
    .where('community_id', '=', community)
    .where((where) => where.or([where('first_tag', 'in', own), where('second_tag', 'in', own)]))
    .execute()
  const muted = await db
    .selectFrom('post_mute')
    .select('muted_tag as tag')
    .where('community_id', '=', community)
    .where('owner_tag', 'in', own)
    .execute()
  const isOwn = (tag: Buffer) => own.some((mine) => mine.equals(tag))
  return [...pairs.map(({ first, second }) => (isOwn(first) ? second : first)), ...muted.map(({ tag }) => tag)]
}

export const isApart = ({ apart }: Pick<Here, 'apart'>, tag: Buffer | null): boolean =>
  tag !== null && apart.some((other) => other.equals(tag))

/** Among members a name that is kept from the reader means that the two keep apart (profiles): then what was written is not there for them either. */
export async function keepsApart(db: Reader, { community, asking, reading }: Here, members: readonly (string | null)[]): Promise<boolean> {
  const others = members.flatMap((member) => (member === asking.member ? [] : (member ?? [])))
  if (asking.member === null || others.length === 0) return false
  const authors = await communities.authorsFor(db, reading, community.id, others)
  return others.some((member) => authors.get(member)?.name === null)
}
