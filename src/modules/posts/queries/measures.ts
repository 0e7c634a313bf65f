import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { openWords } from './seals.ts'
import type { Measure } from './shapes.ts'

type Held = Measure & { readonly member: string | null; readonly byTag: Buffer | null }

/** What holds now in a community: of one thread, of one member, or all of it. */
export async function measuresOf(
  db: Reader,
  { now, outside }: Reading,
  community: string,
  of: { readonly thread?: string | null; readonly member?: string | null } | null,
): Promise<readonly Held[]> {
  let select = db
    .selectFrom('post_measure')
    .selectAll()
    .where('community_id', '=', community)
    .where('until', '>', now)
    .where('ended_at', 'is', null)
    .orderBy('since')
    .orderBy('id')
  if (of !== null)
    select = select.where((where) => where.or([where('thread_id', '=', of.thread ?? NONE), where('member_id', '=', of.member ?? NONE)]))
  return (await select.execute()).map((row) => {
    const said = openWords(outside.keys, { community, id: row.id }, row.reason_sealed)
    return {
      ...{ id: row.id, sort: row.sort, thread: row.thread_id, member: row.member_id, seconds: row.seconds, byTag: row.by_tag },
      ...{ since: row.since.toISOString(), until: row.until.toISOString(), reason: said.text, language: said.language },
    }
  })
}

const NONE = '00000000-0000-4000-8000-000000000000'

export const measureShown = ({ id, sort, thread, since, until, seconds, reason, language }: Held): Measure => ({
  ...{ id, sort, thread, since, until, seconds, reason, language },
})
