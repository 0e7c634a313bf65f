import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { ownerTags } from './links.ts'
import type {} from '../tables.ts'

/**
 * All that this room holds of somebody. What they said is found by the tag of their account in each session; what bears nothing but the code of a
 * slip is found by that slip alone, so it cannot be here. Of what they wrote down of others only that they did: the words are the others'.
 */
export async function heldOfInterventions(db: Reader, keys: Keys, { account, persons }: Own): Promise<HeldData> {
  const sessions = await db.selectFrom('intervention').select('session_id as id').distinct().where('owner_tag', 'is not', null).execute()
  const tags = sessions.flatMap(({ id }) => ownerTags(keys, id, account))
  const rows =
    tags.length === 0
      ? []
      : await db.selectFrom('intervention').selectAll().where('owner_tag', 'in', tags).orderBy('session_id').orderBy('id').execute()
  const ids = rows.map(({ id }) => id)
  const before =
    ids.length === 0
      ? []
      : await db
          .selectFrom('earlier_intervention')
          .select(['session_id as session', 'intervention_id as intervention', 'version', 'text', 'language'])
          .where('intervention_id', 'in', ids)
          .orderBy('intervention_id')
          .orderBy('version')
          .execute()
  return {
    interventions: rows.map((row) => ({
      ...{ session: row.session_id, intervention: row.id, text: row.text, language: row.language, question: row.question },
      ...{ role: row.role, form: row.form, attribution: row.attribution, identity: row.person_id, label: row.label },
      ...{ source: row.source, version: row.version, writtenOn: row.captured_at },
    })),
    earlierTexts: before,
    ...(await doneForSessions(db, persons)),
  }
}

async function doneForSessions(db: Reader, persons: readonly string[]): Promise<HeldData> {
  if (persons.length === 0) return { captured: [], meetings: [] }
  const captured = await db
    .selectFrom('intervention')
    .select(['captured_by as identity', 'session_id as session', 'id as intervention', 'source', 'captured_at as at'])
    .where('captured_by', 'in', [...persons])
    .orderBy('captured_at')
    .execute()
  const meetings = await db
    .selectFrom('session_meeting')
    .select(['entered_by as identity', 'session_id as session', 'title', 'held_on as day', 'people'])
    .where('entered_by', 'in', [...persons])
    .orderBy('id')
    .execute()
  return { captured, meetings }
}
