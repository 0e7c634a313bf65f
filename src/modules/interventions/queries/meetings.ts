import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

/** Meetings of which something is or was typed in, newest first: for those who type. */
export async function meetingsOf(db: Reader, session: string) {
  const rows = await db
    .selectFrom('session_meeting')
    .leftJoin('intervention', (join) =>
      join.onRef('intervention.session_id', '=', 'session_meeting.session_id').onRef('intervention.meeting_id', '=', 'session_meeting.id'),
    )
    .select(['session_meeting.id', 'title', 'session_meeting.language', 'held_on as day'])
    .select((eb) => eb.fn.count<number>('intervention.id').as('count'))
    .where('session_meeting.session_id', '=', session)
    .groupBy(['session_meeting.id', 'title', 'session_meeting.language', 'held_on'])
    .orderBy('held_on', 'desc')
    .orderBy('session_meeting.id')
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}
