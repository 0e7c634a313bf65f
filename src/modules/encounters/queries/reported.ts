import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { ownedBy, CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SessionCard } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { RULES } from '../rules.ts'
import { ownerTags } from './entries.ts'
import type {} from '../tables.ts'

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `encounter-rule.${code}`,
  category: CATEGORY_OF[code],
}))

const ADDRESS = /^\/summits\/([^/]+)\/([^/]+)\/sessions\/(\d{1,3})\/people\/handed-over\/([0-9a-f-]{36})$/

/** What somebody handed over, as it lies there. */
export async function handedOne(db: Reader, session: string, id: string) {
  if (!isUuid(session) || !isUuid(id)) return null
  const row = await db.selectFrom('encounter_handed').selectAll().where('session_id', '=', session).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Whether they decide about what is handed over in a session: the moderators of its summit's body. */
export async function isModerator(db: Reader, session: string, actor: Actor): Promise<boolean> {
  const card = await gatherings.sessionById(db, session, actor.locale)
  return card !== null && (await organisations.standingOf(db, card.bodyId, actor.person)).moderator
}

/** Only whoever handed it over reports it, and they and moderators read it: to everybody else it is not there. */
export const at: Reportable['at'] = async (db, path, actor) => {
  const [, summit = '', edition = '', number = '', id = ''] = ADDRESS.exec(path) ?? []
  if (!isUuid(id) || actor.person === null) return null
  const seen = await gatherings.seenSession(db, { summit, edition, number: Number(number) }, actor)
  const row = seen === null ? null : await handedOne(db, seen.session.id, id)
  if (seen === null || row === null || row.hidden_for !== null || row.handed_by !== actor.person) return null
  return thingOf(seen.session, row)
}

export const byId: Reportable['byId'] = async (db, { scope, subject }, actor) => {
  const row = await handedOne(db, scope, subject)
  const session = row === null ? null : await gatherings.sessionById(db, scope, actor.locale)
  return row === null || session === null ? null : thingOf(session, row)
}

type Row = NonNullable<Awaited<ReturnType<typeof handedOne>>>

const thingOf = (session: SessionCard, row: Row): Thing => ({
  ...{ sort: 'message', scope: session.id, subject: row.id, bodyId: session.bodyId, path: `${session.path}/people/handed-over/${row.id}` },
  ...{ text: row.text, language: 'und', published: row.hidden_for === null, rules: publishedRules, writtenAt: row.handed_at },
  place: { text: session.title, language: session.language, path: session.path },
})

export const isBy: Reportable['isBy'] = async (db, { scope, subject }, { actor, outside }) => {
  if (actor.account === null) return false
  const row = await handedOne(db, scope, subject)
  return row !== null && ownerTags(outside.keys, scope, actor.account).some((tag) => row.author_tag.equals(tag))
}

export const whichAreBy: Reportable['whichAreBy'] = async (db, ids, { accounts, outside }) => {
  const known = ids.filter(({ scope, subject }) => isUuid(scope) && isUuid(subject))
  if (known.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('encounter_handed')
    .select(['session_id as scope', 'id as subject', 'author_tag as tag'])
    .where((where) =>
      where(
        where.refTuple('session_id', 'id'),
        'in',
        known.map(({ scope, subject }) => where.tuple(scope, subject)),
      ),
    )
    .execute()
  return ownedBy(rows, accounts, (scope, account) => ownerTags(outside.keys, scope, account))
}
