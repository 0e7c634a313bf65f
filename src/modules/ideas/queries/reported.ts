import { isUuid } from '#base'
import { ownedBy, CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SeenSession } from '../../gatherings/index.ts'
import { RULES } from '../rules.ts'
import { ownerTags } from './links.ts'
import { pathOf, rowOf } from './rows.ts'

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `idea-rule.${code}`,
  category: CATEGORY_OF[code],
}))

const ADDRESS = /^\/summits\/([^/]+)\/([^/]+)\/sessions\/(\d{1,3})\/ideas\/([0-9a-f-]{36})$/

export const at: Reportable['at'] = async (db, path, actor) => {
  const [, summit = '', edition = '', number = '', id = ''] = ADDRESS.exec(path) ?? []
  if (!isUuid(id)) return null
  const seen = await gatherings.seenSession(db, { summit, edition, number: Number(number) }, actor)
  const thing = seen === null ? null : await thingIn(db, seen, id)
  return thing?.published === true ? thing : null
}

export const byId: Reportable['byId'] = async (db, { scope, subject }, actor) => {
  if (!isUuid(scope) || !isUuid(subject)) return null
  const seen = await gatherings.seenSession(db, { id: scope }, actor)
  return seen === null ? null : thingIn(db, seen, subject)
}

async function thingIn(db: Reader, { session }: SeenSession, id: string): Promise<Thing | null> {
  const row = session.state === 'draft' ? null : await rowOf(db, session.id, id)
  if (row === null || row.status === 'waiting' || row.status === 'withdrawn') return null
  return {
    ...{ sort: 'idea', scope: session.id, subject: id, bodyId: session.bodyId, path: pathOf(session.path, id), language: row.language },
    text: row.title === '' ? row.text : `${row.title}\n\n${row.text}`,
    place: { text: session.title, language: session.language, path: `${session.path}/ideas` },
    ...{ published: row.status === 'published', rules: publishedRules, writtenAt: row.written_on },
  }
}

export const isBy: Reportable['isBy'] = async (db, { scope, subject }, { actor, outside }) => {
  if (actor.account === null) return false
  const row = await rowOf(db, scope, subject)
  return ownerTags(outside.keys, scope, actor.account).some((tag) => row?.owner_tag?.equals(tag) === true)
}

export const whichAreBy: Reportable['whichAreBy'] = async (db, ids, { accounts, outside }) => {
  if (ids.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('idea')
    .select(['session_id as scope', 'id as subject', 'owner_tag as tag'])
    .where((where) =>
      where(
        where.refTuple('session_id', 'id'),
        'in',
        ids.map(({ scope, subject }) => where.tuple(scope, subject)),
      ),
    )
    .where('owner_tag', 'is not', null)
    .execute()
  return ownedBy(rows, accounts, (scope, account) => ownerTags(outside.keys, scope, account))
}
