import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import type { WriteClock } from '../rules.ts'
import { measuresOf } from './measures.ts'
import type { Here } from './standing.ts'

/** When somebody last wrote, and what holds of them and of the thread. */
export async function writeClock(
  db: Reader,
  reading: Reading,
  { community, asking, tags }: Here,
  thread: string | null,
): Promise<WriteClock> {
  const measures = await measuresOf(db, reading, community.id, { thread, member: asking.member })
  const last = async (within: string | null): Promise<Date | null> => {
    if (tags.length === 0 || asking.member === null) return null
    let select = db
      .selectFrom('post')
      .select('posted_at as at')
      .where('community_id', '=', community.id)
      .where('member_id', '=', asking.member)
      .orderBy('posted_at', 'desc')
      .limit(1)
    if (within !== null) select = select.where((where) => where.or([where('thread_id', '=', within), where('id', '=', within)]))
    return (await select.executeTakeFirst())?.at ?? null
  }
  return {
    measures: measures.map(({ sort, until, seconds }) => ({ sort, until: new Date(until), seconds })),
    slowSeconds: community.slowSeconds,
    lastInThread: thread === null ? null : await last(thread),
    lastInCommunity: await last(null),
    leads: asking.leads,
  }
}
