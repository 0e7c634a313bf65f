import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { ownerTags } from './links.ts'
import type {} from '../tables.ts'

/** All that this room holds of somebody. What they wrote without signing in is found by its link alone, so it cannot be here. */
export async function heldOfIdeas(db: Reader, keys: Keys, { account, persons }: Own): Promise<HeldData> {
  const sessions = await db.selectFrom('idea').select('session_id as id').distinct().where('owner_tag', 'is not', null).execute()
  const tags = sessions.flatMap(({ id }) => ownerTags(keys, id, account))
  const rows =
    tags.length === 0
      ? []
      : await db.selectFrom('idea').selectAll().where('owner_tag', 'in', tags).orderBy('session_id').orderBy('id').execute()
  const ids = rows.map(({ id }) => id)
  const earlierTexts =
    ids.length === 0
      ? []
      : await db
          .selectFrom('earlier_idea')
          .select(['session_id as session', 'idea_id as idea', 'version', 'title', 'text', 'language'])
          .where('idea_id', 'in', ids)
          .orderBy('idea_id')
          .orderBy('version')
          .execute()
  const ideas = rows.map((row) => ({
    ...{ session: row.session_id, idea: row.id, title: row.title, text: row.text, language: row.language, question: row.question },
    ...{
      label: row.label,
      status: row.status,
      declinedFor: row.declined_for,
      note: row.note,
      version: row.version,
      writtenOn: row.written_on,
    },
  }))
  return { ideas, earlierTexts, ...(await doneForSessions(db, persons)) }
}

async function doneForSessions(db: Reader, persons: readonly string[]): Promise<HeldData> {
  if (persons.length === 0) return { calls: [], answers: [] }
  const calls = await db
    .selectFrom('idea_call')
    .select(['opened_by as identity', 'session_id as session', 'opened_at as at'])
    .where('opened_by', 'in', [...persons])
    .orderBy('opened_at')
    .execute()
  const answers = await db
    .selectFrom('idea_answer')
    .select(['answered_by as identity', 'session_id as session', 'idea_id as idea', 'outcome', 'reason', 'language', 'answered_at as at'])
    .where('answered_by', 'in', [...persons])
    .orderBy('answered_at')
    .execute()
  return { calls, answers }
}
