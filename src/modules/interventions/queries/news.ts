import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { gatherings } from '../../gatherings/index.ts'
import { ownerTags } from './links.ts'
import type {} from '../tables.ts'

/**
 * For speakers with an account: that somebody wrote down what they said, and, when the session has closed, until when they can correct it.
 * Only sessions in which something is theirs to decide are looked at.
 */
export async function newsOf(
  { runner: { db, outside } }: { readonly runner: Runner },
  { owners, since, sorts }: NewsAsked,
): Promise<readonly News[]> {
  if (!sorts.includes('my-contribution')) return []
  const rows = await db
    .selectFrom('intervention')
    .select(['session_id as session', 'owner_tag as tag', 'source', 'captured_at as at'])
    .where('owner_tag', 'is not', null)
    .execute()
  const sessions = await gatherings.sessionsByIds(
    db,
    rows.map(({ session }) => session),
    'en',
  )
  const now = outside.now()
  const told: News[] = []
  for (const [id, own] of Map.groupBy(rows, ({ session }) => session)) {
    const session = sessions.get(id)
    const closed = session?.closedAt != null && session.closedAt > since && session.closedAt <= now
    // Each account is tried, so only where there is something to tell.
    if (session === undefined || !(closed || own.some(({ source, at }) => source !== 'own' && at > since))) continue
    for (const { account } of owners) {
      const tags = ownerTags(outside.keys, id, account)
      const mine = own.filter(({ tag }) => tags.some((one) => tag?.equals(one) === true))
      if (mine.length === 0) continue
      const news = { account, key: `interventions/${id}`, sort: 'my-contribution' as const, path: `${session.path}/interventions/mine` }
      const about = { text: session.title, language: session.language }
      const newest = mine.filter(({ source, at }) => source !== 'own' && at > since).toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
      if (closed && session.closedAt !== null)
        told.push({ ...news, about, at: session.closedAt, line: (say) => say('news.interventions.correct') })
      else if (newest !== undefined) told.push({ ...news, about, at: newest.at, line: (say) => say('news.interventions.captured') })
    }
  }
  return told
}
