import { nobody } from '../../../core/actor.ts'
import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Reading } from '../../../core/published.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { noonOf, daysAfter, OBJECT_DAYS } from '../rules.ts'
import type {} from '../tables.ts'
import { likenessesOf } from './likenesses.ts'
import { mergersOf } from './mergers.ts'
import { tiesOf } from './ties.ts'

/** Something that wants somebody of a community; `with`: only whoever belongs to that one too may know of it, where one of them is hidden. */
type Waits = {
  readonly community: string
  readonly with: string
  readonly key: string
  readonly at: Date
  readonly leads: boolean
  readonly line: News['line']
}

const ASKED: News['line'] = (say) => say('news.ties.asked')
const SAME: News['line'] = (say) => say('news.ties.same')
const ALIKE: News['line'] = (say) => say('news.ties.alike')
const MEMBERS: News['line'] = (say) => say('news.ties.members-asked')
const MERGED: News['line'] = (say) => say('news.ties.merged')

/** No line names a community, and each leads to one's own page. */
export async function newsOf(
  { runner: { db, outside } }: { readonly runner: Runner },
  { owners, since, sorts, urgent }: NewsAsked,
): Promise<readonly News[]> {
  if (urgent === true || !sorts.includes('community')) return []
  const accounts = owners.map(({ account }) => account)
  const all = [...(await tiesSince(db, since)), ...(await mergersSince(db, since)), ...(await alikeSince(db, since))]
  const ids = all.flatMap((waits) => [waits.community, waits.with])
  const seen = await communities.seenAmong(db, { actor: nobody('en'), now: outside.now(), outside }, ids)
  const told: News[] = []
  for (const [community, own] of Map.groupBy(all, (waits) => waits.community)) {
    const members = await communities.membersAmong(db, outside.keys, community, accounts)
    for (const waits of members.size === 0 ? [] : own) {
      const open = seen.has(community) && seen.has(waits.with)
      const both = open ? members : await communities.membersAmong(db, outside.keys, waits.with, [...members.keys()])
      for (const [account, { role }] of members)
        if ((!waits.leads || role === 'steward') && both.has(account))
          told.push({ account, key: waits.key, sort: 'community', at: waits.at, path: '/me/communities', line: waits.line })
    }
  }
  return told
}

async function tiesSince(db: Reader, since: Date): Promise<readonly Waits[]> {
  const rows = await db
    .selectFrom('tie')
    .select(['id', 'to_id as community', 'from_id as with', 'proposed_at as at'])
    .where('state', '=', 'proposed')
    .where('proposed_at', '>', since)
    .execute()
  return rows.map(({ id, ...row }) => ({ ...row, key: `tie/${id}`, leads: true, line: ASKED }))
}

async function mergersSince(db: Reader, since: Date): Promise<readonly Waits[]> {
  const rows = await db
    .selectFrom('merger')
    .select(['id', 'ending_id as ending', 'into_id as into', 'state', 'proposed_at', 'object_by', 'settled_at'])
    .where('state', 'in', ['proposed', 'asking', 'merged'])
    .execute()
  return rows.flatMap(({ id, ending, into, state, ...row }): Waits[] => {
    const key = `merger/${id}`
    if (state === 'proposed')
      return [
        { community: ending, with: into, key, at: row.proposed_at, leads: true, line: SAME },
        { community: into, with: ending, key, at: row.proposed_at, leads: true, line: SAME },
      ].filter(({ at }) => at > since)
    // When the day is over: a letter of its evening would else take it for told.
    const asked = row.object_by === null ? null : new Date(`${daysAfter(noonOf(row.object_by), 1 - OBJECT_DAYS)}T00:00:00Z`)
    const at = state === 'asking' ? asked : row.settled_at
    if (at === null || at <= since) return []
    return [{ community: ending, with: into, key, at, leads: false, line: state === 'asking' ? MEMBERS : MERGED }]
  })
}

/** What the hub says of two by itself, for the stewards of each. */
async function alikeSince(db: Reader, since: Date): Promise<readonly Waits[]> {
  const rows = await db
    .selectFrom('likeness')
    .select(['one_id as one', 'other_id as other', 'found_at as at'])
    .where('state', '=', 'waiting')
    .where('found_at', '>', since)
    .execute()
  return rows.flatMap(({ one, other, at }): Waits[] =>
    [
      [one, other],
      [other, one],
    ].map(([community = one, also = other]) => ({
      ...{ community, with: also, key: `likeness/${community}/${also}`, at, leads: true, line: ALIKE },
    })),
  )
}

/** In which of these communities something waits for an answer, whoever may know of it. */
async function open(db: Reader, ids: readonly string[]): Promise<readonly string[]> {
  const among = new Set(ids)
  const ties = await db
    .selectFrom('tie')
    .select(['to_id as one', 'to_id as other'])
    .where('to_id', 'in', ids)
    .where('state', '=', 'proposed')
    .execute()
  const mergers = await db
    .selectFrom('merger')
    .select(['ending_id as one', 'into_id as other'])
    .where((where) => where.or([where('ending_id', 'in', ids), where('into_id', 'in', ids)]))
    .where('state', 'in', ['proposed', 'asking'])
    .execute()
  const likenesses = await db
    .selectFrom('likeness')
    .select(['one_id as one', 'other_id as other'])
    .where((where) => where.or([where('one_id', 'in', ids), where('other_id', 'in', ids)]))
    .where('state', '=', 'waiting')
    .execute()
  return [...new Set([...ties, ...mergers, ...likenesses].flatMap(({ one, other }) => [one, other]))].filter((id) => among.has(id))
}

type WaitingHere = { readonly community: SeenCommunity; readonly lines: readonly News['line'][] }

/** A letter says that something waits, and not where: here it is said for each of one's own, as far as the reader may know of it. */
export async function waitingAmong(db: Reader, reading: Reading, own: readonly string[]): Promise<readonly WaitingHere[]> {
  const ids = own.length === 0 ? [] : await open(db, own)
  const found: WaitingHere[] = []
  for (const community of (await communities.seenAmong(db, reading, ids)).values()) {
    if (community.me === null) continue
    const ties = await tiesOf(db, reading, community)
    const mergers = await mergersOf(db, reading, community)
    const lines = [
      ...(ties.some(({ state, mine }) => state === 'proposed' && !mine) ? [ASKED] : []),
      ...(mergers.some(({ state, answeredHere }) => state === 'proposed' && !answeredHere) ? [SAME] : []),
      ...(mergers.some(({ state, ends, objected }) => state === 'asking' && ends && !objected) ? [MEMBERS] : []),
      ...((await likenessesOf(db, reading, community)).length > 0 ? [ALIKE] : []),
    ]
    if (lines.length > 0) found.push({ community, lines })
  }
  return found
}
