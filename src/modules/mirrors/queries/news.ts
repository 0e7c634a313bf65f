import { nobody } from '../../../core/actor.ts'
import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Reading } from '../../../core/published.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { daysAfter, DUE_SOON_DAYS, noonOf } from '../rules.ts'
import { bothSides } from './here.ts'
import type {} from '../tables.ts'
import { mirrorsOf } from './mirrors.ts'

/** Something that wants stewards of a community, or the one member who was named. */
type Waits = {
  readonly two: { readonly from_id: string; readonly to_id: string }
  readonly community: string
  readonly key: string
  readonly at: Date
  readonly member: string | null
  readonly line: News['line']
}

const ASKED: News['line'] = (say) => say('news.mirrors.asked')
const NAMED: News['line'] = (say) => say('news.mirrors.named')
const UNEVEN: News['line'] = (say) => say('news.mirrors.uneven')
const DUE: News['line'] = (say) => say('news.mirrors.due')

/** No line names a community, and each leads to one's own page. */
export async function newsOf(
  { runner: { db, outside } }: { readonly runner: Runner },
  { owners, since, sorts, urgent }: NewsAsked,
): Promise<readonly News[]> {
  if (urgent === true || !sorts.includes('community')) return []
  const accounts = owners.map(({ account }) => account)
  const now = outside.now()
  const all = [...(await asked(db, since)), ...(await named(db, since)), ...(await missing(db, since)), ...(await due(db, since, now))]
  const sides = all.flatMap(({ two }) => [two.from_id, two.to_id])
  const seen = await communities.seenAmong(db, { actor: nobody('en'), now, outside }, sides)
  // Once one of the two is hidden, nobody hears of what was between them.
  const open = all.filter(({ two }) => bothSides(seen, two) !== null)
  const told: News[] = []
  for (const [community, own] of Map.groupBy(open, (waits) => waits.community)) {
    const members = await communities.membersAmong(db, outside.keys, community, accounts)
    for (const waits of own)
      for (const [account, { member, role }] of members)
        if (waits.member === null ? role === 'steward' : member === waits.member)
          told.push({ account, key: waits.key, sort: 'community', at: waits.at, path: '/me/communities', line: waits.line })
  }
  return told
}

async function asked(db: Reader, since: Date): Promise<readonly Waits[]> {
  const rows = await db
    .selectFrom('mirror_version')
    .innerJoin('mirror', 'mirror.id', 'mirror_version.mirror_id')
    .select(['mirror.id', 'from_id', 'to_id', 'number', 'by_from', 'mirror_version.proposed_at as at'])
    .where('mirror_version.state', '=', 'waiting')
    .where('mirror_version.proposed_at', '>', since)
    .execute()
  return rows.map(({ id, number, at, by_from: byFrom, ...two }) => ({
    ...{ two, community: byFrom ? two.to_id : two.from_id, key: `mirror/${id}/${number}`, at, member: null, line: ASKED },
  }))
}

async function named(db: Reader, since: Date): Promise<readonly Waits[]> {
  const rows = await db
    .selectFrom('mirror_offer')
    .innerJoin('mirror', 'mirror.id', 'mirror_offer.mirror_id')
    .select(['mirror.id', 'from_id', 'to_id', 'community_id as community', 'member_id as member', 'offered_on as on'])
    .execute()
  return rows.flatMap(({ id, community, member, on, ...two }) =>
    noonOf(on) > since ? [{ two, community, key: `mirror/${id}/named`, at: noonOf(on), member, line: NAMED }] : [],
  )
}

/** Both hear of it that somebody is missing: it rests for both. */
async function missing(db: Reader, since: Date): Promise<readonly Waits[]> {
  const rows = await db
    .selectFrom('mirror')
    .select(['id', 'from_id', 'to_id', 'uneven_since as uneven'])
    .where('state', '=', 'open')
    .where('uneven_since', 'is not', null)
    .execute()
  return rows.flatMap(({ id, uneven, ...two }) => {
    const at = noonOf(uneven ?? '')
    return at > since
      ? [two.from_id, two.to_id].map((community) => ({
          two,
          community,
          key: `mirror/${id}/uneven/${uneven ?? ''}`,
          at,
          member: null,
          line: UNEVEN,
        }))
      : []
  })
}

/** The day on which it ends, or is looked at again, is near. */
async function due(db: Reader, since: Date, now: Date): Promise<readonly Waits[]> {
  const rows = await db
    .selectFrom('mirror')
    .innerJoin('mirror_version', 'mirror_version.mirror_id', 'mirror.id')
    .select(['mirror.id', 'from_id', 'to_id', 'number', 'due_on as dueOn'])
    .where('mirror.state', '=', 'open')
    .where('mirror_version.state', '=', 'agreed')
    .orderBy('mirror.id')
    .orderBy('number', 'desc')
    .execute()
  const newest = [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(([row]) => row ?? [])
  return newest.flatMap(({ id, dueOn, from_id, to_id }) => {
    const two = { from_id, to_id }
    const at = noonOf(daysAfter(noonOf(dueOn), -DUE_SOON_DAYS))
    return at > since && at <= now
      ? [two.from_id, two.to_id].map((community) => ({ two, community, key: `mirror/${id}/due/${dueOn}`, at, member: null, line: DUE }))
      : []
  })
}

type WaitingHere = {
  readonly community: SeenCommunity
  readonly waits: readonly { readonly line: News['line']; readonly path: string }[]
}

/** A letter says that something waits, and not where: here it is said for each of one's own, as far as the reader may know of it. */
export async function waitingAmong(db: Reader, reading: Reading, own: readonly string[]): Promise<readonly WaitingHere[]> {
  if (own.length === 0) return []
  const offers = await db
    .selectFrom('mirror_offer')
    .select(['mirror_id as mirror', 'community_id as community', 'member_id as member'])
    .where('community_id', 'in', own)
    .execute()
  const proposed = await db
    .selectFrom('mirror')
    .innerJoin('mirror_version', 'mirror_version.mirror_id', 'mirror.id')
    .select(['from_id', 'to_id', 'by_from'])
    .where((where) => where.or([where('from_id', 'in', own), where('to_id', 'in', own)]))
    .where('mirror_version.state', '=', 'waiting')
    .execute()
  const asked = new Set(proposed.map(({ from_id: from, to_id: to, by_from: byFrom }) => (byFrom ? to : from)))
  const among = own.filter((id) => asked.has(id) || offers.some(({ community }) => community === id))
  const found: WaitingHere[] = []
  for (const community of (await communities.seenAmong(db, reading, among)).values()) {
    const named = new Set(offers.flatMap(({ mirror, member }) => (member === community.me?.member ? [mirror] : [])))
    const waits = (await mirrorsOf(db, reading, community)).flatMap(({ mirror: { id, waits: side, space } }) => [
      ...(side === 'here' ? [{ line: ASKED, path: `${community.path}/mirrors` }] : []),
      ...(named.has(id) && space !== null ? [{ line: NAMED, path: `${space.path}/held` }] : []),
    ])
    if (waits.length > 0) found.push({ community, waits })
  }
  return found
}
