import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { noonOf, daysAfter, OBJECT_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

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
const MEMBERS: News['line'] = (say) => say('news.ties.members-asked')
const MERGED: News['line'] = (say) => say('news.ties.merged')

/** No line names a community, and each leads to one's own page. */
export async function newsOf(
  { runner: { db, outside } }: { readonly runner: Runner },
  { owners, since, sorts, urgent }: NewsAsked,
): Promise<readonly News[]> {
  if (urgent === true || !sorts.includes('community')) return []
  const accounts = owners.map(({ account }) => account)
  const told: News[] = []
  for (const waits of [...(await tiesSince(db, since)), ...(await mergersSince(db, since))]) {
    const members = await communities.membersAmong(db, outside.keys, waits.community, accounts)
    const both = await communities.membersAmong(db, outside.keys, waits.with, accounts)
    const open = await isOpen(db, outside, waits)
    for (const [account, { role }] of members)
      if ((!waits.leads || role === 'steward') && (open || both.has(account)))
        told.push({ account, key: waits.key, sort: 'community', at: waits.at, path: '/me/communities', line: waits.line })
  }
  return told
}

const NOBODY = { account: null, person: null, operator: false, locale: 'en', guestKey: () => null } as const

/** Whether everybody may know of both. */
async function isOpen(db: Reader, outside: Runner['outside'], waits: Waits): Promise<boolean> {
  const reading = { actor: NOBODY, now: waits.at, outside }
  return (await communities.seenAmong(db, reading, [waits.community, waits.with])).size === 2
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
    const asked = row.object_by === null ? null : noonOf(daysAfter(noonOf(row.object_by), -OBJECT_DAYS))
    const at = state === 'asking' ? asked : row.settled_at
    if (at === null || at <= since) return []
    return [{ community: ending, with: into, key, at, leads: false, line: state === 'asking' ? MEMBERS : MERGED }]
  })
}
