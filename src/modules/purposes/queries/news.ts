import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { communities } from '../../communities/index.ts'
import { daysAfter, dayIn, LOOK_DAYS, noonOf, UNCLOSED_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

/**
 * For those who look after a community: a month after the last look, and when the deadline has passed, its purpose wants somebody. The
 * address is the id of the purpose, by which one who is signed in is led on; no letter says of which community.
 */
export async function newsOf(
  { runner: { db, outside } }: { readonly runner: Runner },
  { owners, since, sorts, urgent }: NewsAsked,
): Promise<readonly News[]> {
  if (urgent === true || !sorts.includes('answer-due')) return []
  const now = outside.now()
  const rows = await db
    .selectFrom('purpose')
    .select(['community_id as community', 'id', 'checked_on as checked', 'deadline'])
    .where('closed_at', 'is', null)
    .execute()
  const due = rows.flatMap(({ community, id, checked, deadline }) => {
    const days = [
      { at: noonOf(daysAfter(checked, LOOK_DAYS)), what: 'look' },
      { at: noonOf(daysAfter(deadline, 1)), what: 'close' },
      { at: noonOf(daysAfter(deadline, UNCLOSED_DAYS + 1)), what: 'close' },
    ] as const
    const newest = days.filter(({ at }) => at > since && at <= now && dayIn(at) <= dayIn(now)).toSorted((a, b) => +b.at - +a.at)[0]
    return newest === undefined ? [] : [{ community, id, ...newest }]
  })
  const told: News[] = []
  const accounts = owners.map(({ account }) => account)
  for (const { community, id, at, what } of due)
    for (const [account, { role }] of await communities.membersAmong(db, outside.keys, community, accounts))
      if (role !== 'member')
        told.push({
          ...{ account, key: `purpose/${id}`, sort: 'answer-due', at, path: `/purposes/${id}` },
          line: (say) => say(what === 'look' ? 'news.purposes.look' : 'news.purposes.close'),
        })
  return told
}
