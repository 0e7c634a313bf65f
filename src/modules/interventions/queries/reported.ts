import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import { ownedBy, CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SeenSession } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { RULES } from '../rules.ts'
import { ownerTags } from './links.ts'
import { pathOf, rowOf, type Row } from './rows.ts'
import { demandSession } from './session-facts.ts'

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `intervention-rule.${code}`,
  category: CATEGORY_OF[code],
}))

const ADDRESS = /^\/summits\/([^/]+)\/([^/]+)\/sessions\/(\d{1,3})\/interventions\/([0-9a-f-]{36})$/

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
  // What was taken back is not there for anybody to decide about.
  return row === null || row.withdrawn_at !== null ? null : drawn(session, row)
}

const drawn = (session: SeenSession['session'], row: Row): Thing => ({
  ...{ sort: 'intervention', scope: session.id, subject: row.id, bodyId: session.bodyId, path: pathOf(session.path, row.id) },
  ...{ text: row.text, language: row.language, published: row.hidden_for === null, rules: publishedRules, writtenAt: row.captured_at },
  place: { text: session.title, language: session.language, path: `${session.path}/interventions` },
})

export const isBy: Reportable['isBy'] = async (db, { scope, subject }, { actor, outside }) => {
  if (actor.account === null) return false
  const row = await rowOf(db, scope, subject)
  return ownerTags(outside.keys, scope, actor.account).some((tag) => row?.owner_tag?.equals(tag) === true)
}

export const whichAreBy: Reportable['whichAreBy'] = async (db, ids, { accounts, outside }) => {
  if (ids.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('intervention')
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

/** What decides whether somebody may hide it: an office in the body whose session it is. */
export async function moderatedFacts(db: Reader, asked: { readonly session: string; readonly intervention: string }, actor: Actor) {
  const { session } = await demandSession(db, { id: asked.session }, actor)
  const row = (await rowOf(db, asked.session, asked.intervention)) ?? refuse(no('intervention.missing'))
  return { row, moderator: (await organisations.standingOf(db, session.bodyId, actor.person)).moderator }
}
