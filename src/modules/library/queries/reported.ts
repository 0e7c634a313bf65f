import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { no } from '../refusals.ts'
import { assistPathOf, pathOf, RULES } from '../rules.ts'
import { assistRow, maySeeAssist } from './assists.ts'
import { entryRow } from './entries.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const ENTRY = new RegExp(`^/library/(${UUID})$`)
const ASSIST = new RegExp(`^/library/assists/(${UUID})$`)

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `library-rule.${code}`,
  category: CATEGORY_OF[code],
}))

/** What belongs to no body is for whoever runs the hub. */
const moderates = async (db: Reader, bodyId: string, actor: Actor): Promise<boolean> =>
  actor.operator || (await organisations.standingOf(db, bodyId, actor.person)).moderator

/** For a decision of moderation: the row is held. */
export async function moderatedEntry(db: Reader, id: string, actor: Actor) {
  await db.selectFrom('library_entry').select('id').where('id', '=', id).forUpdate().execute()
  const row = (await entryRow(db, id)) ?? refuse(no('library.missing'))
  return { row, moderator: await moderates(db, row.body_id ?? THE_HUB, actor) }
}

export async function moderatedAssist(db: Reader, id: string, actor: Actor) {
  await db.selectFrom('assist').select('id').where('id', '=', id).forUpdate().execute()
  const row = (await assistRow(db, id)) ?? refuse(no('assist.missing'))
  return { bodyId: row.body_id, moderator: await moderates(db, row.body_id, actor) }
}

async function placeOf(db: Reader, body: string | null, { locale }: Actor): Promise<Thing['place']> {
  const card = body === null ? undefined : (await organisations.bodyCards(db, [body], locale)).get(body)
  return card === undefined
    ? { text: '', language: 'und', path: '/library' }
    : { text: card.name, language: card.language, path: `/bodies/${card.slug}` }
}

/** Published once, hidden or not. */
async function entryThing(db: Reader, id: string, actor: Actor): Promise<Thing | null> {
  const row = isUuid(id) ? await entryRow(db, id) : null
  if (row === null || row.shown === null) return null
  const text = await db
    .selectFrom('library_version')
    .select(['title', 'summary', 'words', 'written_at'])
    .where('entry_id', '=', id)
    .where('version', '=', row.shown)
    .executeTakeFirst()
  if (text === undefined) return null
  return {
    ...{ sort: 'library-entry', scope: id, subject: id, bodyId: row.body_id ?? THE_HUB, path: pathOf(id), language: row.language },
    ...{ text: [text.title, text.summary, ...Object.values(text.words)].join('\n\n'), place: await placeOf(db, row.body_id, actor) },
    ...{ published: row.hidden_for === null, rules: publishedRules, writtenAt: text.written_at },
  }
}

async function assistThing(db: Reader, id: string, actor: Actor): Promise<Thing | null> {
  const row = isUuid(id) ? await assistRow(db, id) : null
  if (row === null) return null
  return {
    ...{ sort: 'peer-assist', scope: id, subject: id, bodyId: row.body_id, path: assistPathOf(id), language: row.language },
    ...{ text: [row.question, row.context, row.tried].join('\n\n'), place: await placeOf(db, row.body_id, actor) },
    ...{ published: row.hidden_for === null, rules: publishedRules, writtenAt: row.made_at },
  }
}

export const entryAt: Reportable['at'] = async (db, path, actor) => {
  const thing = await entryThing(db, ENTRY.exec(path)?.[1] ?? '', actor)
  return thing?.published === true ? thing : null
}
export const entryById: Reportable['byId'] = (db, { subject }, actor) => entryThing(db, subject, actor)

export const assistAt: Reportable['at'] = async (db, path, actor) => {
  const id = ASSIST.exec(path)?.[1] ?? ''
  const row = isUuid(id) ? await assistRow(db, id) : null
  if (row === null || !(await maySeeAssist(db, row, { actor, now: null }))) return null
  const thing = await assistThing(db, id, actor)
  return thing?.published === true ? thing : null
}
export const assistById: Reportable['byId'] = (db, { subject }, actor) => assistThing(db, subject, actor)

/** What was written in somebody's own name is theirs; what a body says is its office's. */
export const isByWriter: Reportable['isBy'] = async (db, { subject }, { actor }) => {
  if (actor.account === null) return false
  const row = await entryRow(db, subject)
  if (row === null || row.body_id !== null || row.person_id === null) return false
  return (await people.personsOf(db, actor.account)).some((person) => person === row.person_id)
}

export const whichAreByWriter: Reportable['whichAreBy'] = async (db, ids, { accounts }) => {
  if (ids.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('library_entry')
    .select(['id', 'person_id'])
    .where(
      'id',
      'in',
      ids.map(({ subject }) => subject),
    )
    .where('body_id', 'is', null)
    .where('person_id', 'is not', null)
    .execute()
  const owners = await people.accountsOf(
    db,
    rows.flatMap(({ person_id: person }) => person ?? []),
  )
  return rows.flatMap(({ id, person_id: person }) => {
    const account = person === null ? undefined : owners.get(person)
    return account !== undefined && accounts.includes(account) ? [{ scope: id, subject: id, account }] : []
  })
}
