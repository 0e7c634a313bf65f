import { THE_HUB } from '../../../core/event.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { callPath, RULES } from '../rules.ts'
import { rowOf } from './calls.ts'

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `pulse-rule.${code}`,
  category: CATEGORY_OF[code],
}))

const ADDRESS = /^\/calls\/([0-9a-f-]{36})$/

/** Whoever runs the hub decides: a body would decide about its own call. */
async function thingOf(db: Reader, id: string): Promise<Thing | null> {
  const row = await rowOf(db, id)
  if (row === null) return null
  const texts = await db
    .selectFrom('call_text')
    .selectAll()
    .where('sender_id', '=', row.sender_id)
    .where('call_id', '=', id)
    .orderBy('position')
    .execute()
  return {
    ...{ sort: 'call', scope: row.id, subject: row.id, bodyId: THE_HUB, path: callPath(row.id), language: texts[0]?.language ?? 'und' },
    text: texts.map(({ title, text }) => `${title}\n\n${text}`).join('\n\n'),
    ...{ place: { text: '', language: 'und', path: '/calls' }, published: row.hidden_for === null },
    ...{ rules: publishedRules, writtenAt: row.sent_at },
  }
}

export const at: Reportable['at'] = async (db, path) => {
  const found = await thingOf(db, ADDRESS.exec(path)?.[1] ?? '')
  return found?.published === true ? found : null
}
export const byId: Reportable['byId'] = (db, { subject }) => thingOf(db, subject)

/** It is written in the name of a body or a community, and of nobody in particular. */
export const isBy: Reportable['isBy'] = async () => false
export const whichAreBy: Reportable['whichAreBy'] = async () => []
