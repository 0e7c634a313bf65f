import type { CommittedSort, Recorded, Records, Standing } from '../../../core/recorded.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import type {} from '../tables.ts'

/** What was said in a session is somebody's: the log commits to the words, and to nothing of whose they are. */
const SORT = 'intervention'

async function rowsOf(db: Reader, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('intervention')
    .select(['id', 'session_id as session', 'text', 'language', 'version'])
    .where('id', 'in', [...ids])
    .where('withdrawn_at', 'is', null)
    .where('hidden_for', 'is', null)
    .execute()
  const sessions = await gatherings.sessionsByIds(
    db,
    rows.map(({ session }) => session),
    'en',
  )
  return rows.filter(({ session }) => {
    const held = sessions.get(session)
    return held !== undefined && held.state !== 'draft' && held.editionState !== 'draft'
  })
}

const valueOf = ({ text, language }: { text: string; language: string }) => ({ text, language })

const entryOf = (kind: string): Recorded => ({
  kind,
  daily: true,
  async entry(db, { subject }) {
    const [row] = await rowsOf(db, [subject])
    if (row === undefined) return null
    return {
      t: kind.endsWith('.corrected') ? 'intervention.corrected' : 'intervention.published',
      fields: { session: row.session, intervention: row.id, version: row.version },
      committed: { sort: SORT, id: row.id, value: valueOf(row) },
    }
  },
})

const committed: CommittedSort = {
  sort: SORT,
  takenBy: {
    'interventions.intervention.withdrawn': ({ subject }) => subject,
    'interventions.intervention.hidden': ({ subject }) => subject,
    'interventions.intervention.corrected': ({ subject }) => subject,
  },
  ofThing: ({ subject }) => subject,
  async standing(db, ids) {
    return new Map((await rowsOf(db, ids)).map((row): readonly [string, Standing] => [row.id, { value: valueOf(row), shown: true }]))
  },
}

export const recorded: Records = {
  entries: [entryOf('interventions.intervention.captured'), entryOf('interventions.intervention.corrected')],
  committed: [committed],
}
