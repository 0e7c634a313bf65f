import type { Citable, Source } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { drawnForAll, ordered, type Row } from './rows.ts'

/** Nobody quotes from a session that is not announced. */
const isPublic = ({ state, editionState }: SessionCard): boolean => state !== 'draft' && editionState !== 'draft'

async function sourcesIn(db: Reader, rows: readonly Row[], locale: string): Promise<readonly Source[]> {
  const ids = rows.map(({ session_id: session }) => session)
  const sessions = new Map([...(await gatherings.sessionsByIds(db, ids, locale))].filter(([, session]) => isPublic(session)))
  const told = rows.filter(({ session_id: session }) => sessions.has(session))
  const shown = await drawnForAll(db, sessions, { rows: told, locale })
  return shown.map(({ id, path, text, language, version, state, session, question, speaker, saidAt }) => ({
    ...{ sort: 'intervention', id, path, text, language, version, session, question, from: [] },
    // What was hidden is quoted by nobody either.
    state: state === 'standing' ? 'standing' : 'withdrawn',
    speaker: speaker.name,
    at: saidAt === null ? null : new Date(saidAt),
  }))
}

/** In no order of time, as everywhere: who spoke after whom is not told of those who are not named. */
export const interventions: Citable = {
  sort: 'intervention',
  takenBy: ['interventions.intervention.withdrawn', 'interventions.intervention.hidden'],
  async ofSession(db, sessionId, locale) {
    const rows = await db.selectFrom('intervention').selectAll().where('session_id', '=', sessionId).execute()
    return sourcesIn(db, ordered(rows), locale)
  },
  async byIds(db, ids, locale) {
    if (ids.length === 0) return []
    const rows = await db
      .selectFrom('intervention')
      .selectAll()
      .where('id', 'in', [...ids])
      .execute()
    return sourcesIn(db, rows, locale)
  },
}
