import type { Citable, Source } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { ordered, pathOf, type Row } from './rows.ts'

function sourcesIn(session: SessionCard, rows: readonly Row[]): readonly Source[] {
  if (session.state === 'draft' || session.editionState === 'draft') return []
  // What was never published is no source. What was, and waits to be read again since its writer corrected it, nobody quotes meanwhile.
  return ordered(rows.filter((row) => row.was_public)).map((row) => {
    const standing = row.status === 'published'
    const words = row.title === '' ? row.text : `${row.title}\n\n${row.text}`
    return {
      ...{ sort: 'idea', id: row.id, path: pathOf(session.path, row.id), session: session.id, question: row.question, from: [], at: null },
      ...{ text: standing ? words : '', language: standing ? row.language : 'und', version: row.version },
      ...{ state: standing ? 'standing' : 'withdrawn', speaker: standing ? row.label : null },
    }
  })
}

async function inAll(db: Reader, rows: readonly Row[], locale: string): Promise<readonly Source[]> {
  const sessions = await gatherings.sessionsByIds(
    db,
    rows.map(({ session_id }) => session_id),
    locale,
  )
  return [...Map.groupBy(rows, ({ session_id }) => session_id)].flatMap(([id, own]) => {
    const session = sessions.get(id)
    return session === undefined ? [] : sourcesIn(session, own)
  })
}

export const ideas: Citable = {
  sort: 'idea',
  takenBy: ['ideas.idea.withdrawn', 'ideas.idea.declined', 'ideas.idea.corrected'],
  ofSession: async (db, sessionId, locale) =>
    inAll(db, await db.selectFrom('idea').selectAll().where('session_id', '=', sessionId).execute(), locale),
  async byIds(db, ids, locale) {
    if (ids.length === 0) return []
    return inAll(
      db,
      await db
        .selectFrom('idea')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute(),
      locale,
    )
  },
}
