import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { pathOf, RULES } from '../rules.ts'
import { testimonyRow } from './testimonies.ts'
import { rowOfPerson } from './intermediaries.ts'
import { keeperTags } from './seals.ts'

const ADDRESS = /^\/voices\/testimonies\/([0-9a-f-]{36})$/

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `voice-rule.${code}`,
  category: CATEGORY_OF[code],
}))

/** Whoever runs the hub decides: a body that moderated it would show whose intermediary wrote it down. */
async function thing(db: Reader, id: string): Promise<Thing | null> {
  const row = await testimonyRow(db, id)
  if (row === null || row.withdrawn_on !== null) return null
  return {
    ...{ sort: 'testimony', scope: row.id, subject: row.id, bodyId: THE_HUB, path: pathOf(row.id), language: row.language },
    ...{ text: `${row.title}\n\n${row.text}`, place: { text: '', language: 'und', path: '/voices' } },
    ...{ published: row.hidden_for === null, rules: publishedRules, writtenAt: row.published_at },
  }
}

export const at: Reportable['at'] = async (db, path) => {
  const found = await thing(db, ADDRESS.exec(path)?.[1] ?? '')
  return found?.published === true ? found : null
}
export const byId: Reportable['byId'] = (db, { subject }) => thing(db, subject)

/** Whoever wrote it down does not decide about it. */
export const isBy: Reportable['isBy'] = async (db, { subject }, { actor, outside }) => {
  if (actor.person === null || (await testimonyRow(db, subject)) === null) return false
  const row = await rowOfPerson(db, actor.person)
  if (row === null) return false
  const kept = await db
    .selectFrom('kept_voice')
    .select('id')
    .where('testimony_id', '=', subject)
    .where('keeper_tag', 'in', [...keeperTags(outside.keys, row.id)])
    .executeTakeFirst()
  return kept !== undefined
}

/** Nobody's: the speaker hears of a decision by the code, and no account is told of it. */
export const whichAreBy: Reportable['whichAreBy'] = async () => []

export async function moderatedFacts(db: Reader, id: string, actor: Actor) {
  await db.selectFrom('testimony').select('id').where('id', '=', id).forUpdate().execute()
  const row = (await testimonyRow(db, id)) ?? refuse(no('voice.missing'))
  return { row: row.withdrawn_on === null ? row : refuse(no('voice.missing')), moderator: actor.operator }
}
