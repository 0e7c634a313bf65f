import type { Citable, Source } from '../../../core/citable.ts'
import { pathOf } from '../rules.ts'
import type { TestimonyRow } from './testimonies.ts'

/** Quoted only as long as the speaker agrees to be quoted. */
function sourceOf(row: TestimonyRow): Source {
  const stands = row.withdrawn_on === null && row.hidden_for === null && row.quoted
  return {
    ...{ sort: 'testimony', id: row.id, path: pathOf(row.id), session: row.session_id, question: null, from: [], version: row.version },
    ...{ text: stands ? row.text : '', language: stands ? row.language : 'und', state: stands ? 'standing' : 'withdrawn' },
    speaker: stands && row.described !== '' ? row.described : null,
    // The hour is that of the hub, and tells nothing of the day on which somebody spoke.
    at: row.published_at,
  }
}

export const testimonies: Citable = {
  sort: 'testimony',
  takenBy: ['voices.testimony.withdrawn', 'voices.testimony.hidden', 'voices.testimony.unquoted'],
  async ofSession(db, sessionId) {
    const rows = await db
      .selectFrom('testimony')
      .selectAll()
      .where('session_id', '=', sessionId)
      .where('quoted', '=', true)
      // What stands in the session as an intervention is cited as that.
      .where('stands_in_session', '=', false)
      .orderBy('id')
      .execute()
    return rows.map(sourceOf)
  },
  async byIds(db, ids) {
    if (ids.length === 0) return []
    const rows = await db
      .selectFrom('testimony')
      .selectAll()
      .where('id', 'in', [...ids])
      .execute()
    return rows.map(sourceOf)
  },
}
