import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { dateOf, dayAfter, LOOK_DAYS, startOf } from '../rules.ts'
import { offersIn, requestsFor, triedIn } from './proposing.ts'
import { freeAmong, offerFrom, requestFrom, type Request } from './rows.ts'
import { openPair } from './sealed.ts'

type Seen = { readonly now: Date; readonly since: Date; readonly accounts: ReadonlySet<string>; readonly outside: Runner['outside'] }
type Told = Omit<News, 'path'>
const PATH = '/me/buddies'

/** Told from the morning after: the hour would say who did it. */
const dueFrom = (day: string, { now, since }: Seen): Date | null => {
  const at = startOf(dayAfter(day, 1))
  return at > since && at <= now ? at : null
}

/** Always the same address and a line without any name: no letter says where, nor who. */
export async function newsOf(
  { runner: { db, outside } }: { readonly runner: Runner },
  { owners, since, sorts, urgent }: NewsAsked,
): Promise<readonly News[]> {
  if (urgent === true || !(sorts.includes('answer-due') || sorts.includes('my-contribution'))) return []
  const seen: Seen = { now: outside.now(), since, outside, accounts: new Set(owners.map(({ account }) => account)) }
  const told = [...(await ofPairs(db, seen)), ...(await ofOffers(db, seen)), ...(await ofRequests(db, seen))]
  return told.filter(({ sort }) => sorts.includes(sort)).map((one) => ({ ...one, path: PATH }))
}

/** The first day of which something can be new. */
const earliest = ({ since }: Seen): string => dayAfter(dateOf(since), -2)

async function ofPairs(db: Reader, seen: Seen): Promise<readonly Told[]> {
  const rows = await db
    .selectFrom('buddy_pair')
    .selectAll()
    .where('changed_on', '>=', earliest(seen))
    .where('state', '!=', 'dropped')
    .execute()
  return rows.flatMap((row): Told[] => {
    const at = dueFrom(row.changed_on, seen)
    if (at === null || row.pair_sealed === null) return []
    const { buddy, newcomer } = openPair(seen.outside.keys, row.scope, row.pair_sealed)
    const sides = [
      { who: buddy, said: row.buddy_said, asked: row.buddy_asked },
      { who: newcomer, said: row.newcomer_said, asked: row.newcomer_asked },
    ]
    return sides.flatMap(({ who, said, asked }): Told[] => {
      if (who === null || !seen.accounts.has(who.account)) return []
      const key = `buddies/pair/${row.id}`
      if (row.state === 'proposed')
        return said ? [] : [{ account: who.account, key, sort: 'answer-due', at, line: (say) => say('news.buddies.proposed') }]
      if (row.state === 'running')
        return [{ account: who.account, key, sort: 'my-contribution', at, line: (say) => say('news.buddies.begun') }]
      return asked ? [{ account: who.account, key, sort: 'my-contribution', at, line: (say) => say('news.buddies.over') }] : []
    })
  })
}

/** After eighty days without a look: an offer rests after ninety. */
async function ofOffers(db: Reader, seen: Seen): Promise<readonly Told[]> {
  const rows = await db
    .selectFrom('buddy_offer')
    .selectAll()
    .where('checked_on', '>=', dayAfter(earliest(seen), 10 - LOOK_DAYS))
    .where('checked_on', '<=', dayAfter(dateOf(seen.now), 10 - LOOK_DAYS))
    .where('until', '>=', dateOf(seen.now))
    .execute()
  return rows.flatMap((row): Told[] => {
    const at = dueFrom(dayAfter(row.checked_on, LOOK_DAYS - 10), seen)
    const { account } = offerFrom(seen.outside.keys, row).by
    if (at === null || !seen.accounts.has(account)) return []
    return [{ account, key: `buddies/offer/${row.id}`, sort: 'answer-due', at, line: (say) => say('news.buddies.check') }]
  })
}

/** In a community for those who look after it; in a place for buddies who could take one up, and for nobody from whom whoever asks hides. */
async function ofRequests(db: Reader, seen: Seen): Promise<readonly Told[]> {
  const { keys } = seen.outside
  const rows = await db.selectFrom('buddy_request').selectAll().where('asked_on', '>=', earliest(seen)).execute()
  const told: Told[] = []
  for (const [scope, own] of Map.groupBy(rows, (row) => row.scope)) {
    const fresh = own.flatMap((row) => {
      const at = dueFrom(row.asked_on, seen)
      return at === null ? [] : [{ at, request: requestFrom(keys, row), sort: row.sort }]
    })
    const [first] = fresh
    if (first === undefined) continue
    const toldTo =
      first.sort === 'community'
        ? await leadersAmong(db, seen, scope)
        : await buddiesAmong(db, seen, { scope, requests: fresh.map(({ request }) => request) })
    told.push(
      ...toldTo.map((account): Told => ({
        ...{ account, key: `buddies/waits/${scope}`, sort: 'answer-due', at: first.at },
        line: (say) => say('news.buddies.waits'),
      })),
    )
  }
  return told
}

async function leadersAmong(db: Reader, { outside, accounts }: Seen, community: string): Promise<readonly string[]> {
  const members = await communities.membersAmong(db, outside.keys, community, [...accounts])
  return [...members].flatMap(([account, { role }]) => (role === 'member' ? [] : [account]))
}

async function buddiesAmong(
  db: Reader,
  seen: Seen,
  { scope, requests }: { readonly scope: string; readonly requests: readonly Request[] },
): Promise<readonly string[]> {
  const here = { sort: 'place' as const, id: scope, youth: false, guarded: false, leads: false, party: null }
  const tried = await triedIn(db, scope)
  const told: string[] = []
  const asked = (await offersIn(db, seen, scope)).filter(({ by }) => seen.accounts.has(by.account))
  for (const offer of await freeAmong(db, seen.outside.keys, scope, asked))
    if ((await requestsFor(db, seen, { here, offer, requests, tried })).size > 0) told.push(offer.by.account)
  return told
}
