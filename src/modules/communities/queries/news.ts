import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { AWAY_DAYS, dayIn, daysAfter } from '../rules.ts'
import { accountTags } from './shelf.ts'

type Telling = { readonly runner: Runner }
const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)
/** Of what bears a day alone one hears when that day is over: a letter of its evening would else take it for told, and no other would tell it. */
const endOf = (day: string): Date => new Date(`${daysAfter(noonOf(day), 1)}T00:00:00Z`)

/** Whose a tagged row is, among those whose news is asked for: worked out once for each community in which something is new. */
function ownersIn(keys: Keys, accounts: readonly string[]) {
  const known = new Map<string, ReadonlyMap<string, string>>()
  return (community: string, tag: Buffer): string | undefined => {
    const map =
      known.get(community) ??
      new Map(accounts.flatMap((account) => accountTags(keys, community, account).map((one) => [one.toString('hex'), account] as const)))
    known.set(community, map)
    return map.get(tag.toString('hex'))
  }
}

/** No line has a name in it, and none leads anywhere but to one's own page: a letter says of no community that it is there. */
export async function newsOf({ runner: { db, outside } }: Telling, asked: NewsAsked): Promise<readonly News[]> {
  const { owners, since, sorts } = asked
  if (!sorts.includes('community') || asked.urgent === true) return []
  const ownerOf = ownersIn(
    outside.keys,
    owners.map(({ account }) => account),
  )
  const now = outside.now()
  return [
    ...(await decisions(db, since, ownerOf)),
    ...(await offers(db, since, ownerOf)),
    ...(await removals(db, since, ownerOf)),
    ...(await waiting(db, { since, now }, ownerOf)),
    ...(await away(db, { since, now }, ownerOf)),
  ]
}

type OwnerOf = ReturnType<typeof ownersIn>
const PATH = '/me/communities'

async function decisions(db: Reader, since: Date, ownerOf: OwnerOf): Promise<readonly News[]> {
  const rows = await db
    .selectFrom('community_request')
    .select(['community_id as community', 'id', 'account_tag as tag', 'decided_at as at', 'state'])
    .where('decided_at', '>', since)
    .execute()
  return rows.flatMap(({ community, id, tag, at, state }) => {
    const account = ownerOf(community, tag)
    if (account === undefined || at === null) return []
    const line: News['line'] = (say) => say(state === 'accepted' ? 'news.communities.accepted' : 'news.communities.declined')
    return [{ account, key: `community-request/${id}`, sort: 'community' as const, at, path: PATH, line }]
  })
}

async function offers(db: Reader, since: Date, ownerOf: OwnerOf): Promise<readonly News[]> {
  const rows = await db
    .selectFrom('community_offer')
    .innerJoin('community_member', (join) =>
      join
        .onRef('community_member.community_id', '=', 'community_offer.community_id')
        .onRef('community_member.id', '=', 'community_offer.member_id'),
    )
    .select(['community_offer.community_id as community', 'account_tag as tag', 'member_id as member', 'offered_on as day'])
    .where('offered_on', '>=', dayIn(since))
    .execute()
  return rows.flatMap(({ community, tag, member, day }) => {
    const account = ownerOf(community, tag)
    if (account === undefined) return []
    const line: News['line'] = (say) => say('news.communities.offered')
    return [{ account, key: `community-offer/${member}`, sort: 'community' as const, at: endOf(day), path: PATH, line }]
  })
}

async function removals(db: Reader, since: Date, ownerOf: OwnerOf): Promise<readonly News[]> {
  const from = dayIn(since)
  const rows = await db
    .selectFrom('community_removal')
    .select(['community_id as community', 'account_tag as tag', 'removed_on as day', 'answered_on as answered'])
    .where((where) => where.or([where('removed_on', '>=', from), where('answered_on', '>=', from)]))
    .execute()
  return rows.flatMap(({ community, tag, day, answered }) => {
    const account = ownerOf(community, tag)
    if (account === undefined) return []
    const line: News['line'] = (say) => say(answered === null ? 'news.communities.removed' : 'news.communities.appeal-answered')
    const at = endOf(answered ?? day)
    return [{ account, key: `community-removal/${tag.toString('hex').slice(0, 16)}`, sort: 'community' as const, at, path: PATH, line }]
  })
}

type Span = { readonly since: Date; readonly now: Date }

/** For those who look after a community: that requests wait, one line for all of one community. */
async function waiting(db: Reader, { since }: Span, ownerOf: OwnerOf): Promise<readonly News[]> {
  const rows = await db
    .selectFrom('community_request')
    .innerJoin('community_member', 'community_member.community_id', 'community_request.community_id')
    .select(['community_request.community_id as community', 'community_member.account_tag as tag', 'asked_on as day'])
    .where('community_request.state', '=', 'waiting')
    .where('community_member.role', '!=', 'member')
    .where('asked_on', '>=', daysAfter(since, -1))
    .execute()
  return rows.flatMap(({ community, tag, day }) => {
    const account = ownerOf(community, tag)
    if (account === undefined) return []
    const line: News['line'] = (say) => say('news.communities.request-waits')
    return [{ account, key: `community-waits/${community}`, sort: 'community' as const, at: endOf(day), path: PATH, line }]
  })
}

/** Only for those who chose it: that they have not looked in for a long time. */
async function away(db: Reader, { since, now }: Span, ownerOf: OwnerOf): Promise<readonly News[]> {
  const last = daysAfter(now, -AWAY_DAYS)
  const rows = await db
    .selectFrom('community_member')
    .select(['community_id as community', 'id', 'account_tag as tag', 'looked_on as day'])
    .where('tell_back', '=', true)
    .where('looked_on', '<=', last)
    .where('looked_on', '>=', daysAfter(since, -AWAY_DAYS))
    .execute()
  return rows.flatMap(({ community, id, tag, day }) => {
    const account = ownerOf(community, tag)
    if (account === undefined || day === null) return []
    const line: News['line'] = (say) => say('news.communities.away')
    return [
      { account, key: `community-away/${id}`, sort: 'community' as const, at: noonOf(daysAfter(noonOf(day), AWAY_DAYS)), path: PATH, line },
    ]
  })
}
