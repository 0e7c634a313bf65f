import { isUuid } from '#base'
import { nobody } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Reading } from '../../../core/published.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { keysFrom } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { communities } from '../../communities/index.ts'
import { RULES, pathOf } from '../rules.ts'
import { hostSeen } from './host.ts'
import { rowOf, textFor, textsOf, type EventRow } from './rows.ts'
import { seenEvent } from './seen-event.ts'

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `event-rule.${code}`,
  category: CATEGORY_OF[code],
}))

/**
 * What everybody may know is asked for nobody, who belongs nowhere: so no key is needed, and this one opens nothing.
 */
export const forEverybody = (locale: string): Reading => ({
  actor: nobody(locale),
  now: new Date(0),
  outside: { keys: keysFrom(Buffer.alloc(32)) },
})

/** The body whose moderators decide; where none stands behind a community, whoever runs the hub. */
export async function moderatingBody(db: Reader, reading: Reading, row: Pick<EventRow, 'host_sort' | 'host_id'>): Promise<string> {
  if (row.host_sort === 'body') return row.host_id
  return (await communities.seen(db, reading, { id: row.host_id }))?.bodyId ?? THE_HUB
}

const ADDRESS = /^\/events\/([0-9a-f-]{36})(?:\/dates\/\d{4}-\d\d-\d\d)?$/

/** As strangers may know it: what only members see is not reported here, but to those who lead the community. */
export const at: Reportable['at'] = async (db, path, actor) => {
  const [, event = ''] = ADDRESS.exec(path) ?? []
  const seen = await seenEvent(db, forEverybody(actor.locale), event)
  return seen === null ? null : thingOf(db, seen.row, actor.locale)
}

export const byId: Reportable['byId'] = async (db, { scope, subject }, actor) => {
  const row = isUuid(scope) && isUuid(subject) ? await rowOf(db, subject) : null
  return row === null || row.host_id !== scope || row.state === 'draft' ? null : thingOf(db, row, actor.locale)
}

async function thingOf(db: Reader, row: EventRow, locale: string): Promise<Thing | null> {
  const reading = forEverybody(locale)
  const host = await hostSeen(db, reading, { sort: row.host_sort, id: row.host_id })
  if (host === null) return null
  const text = textFor((await textsOf(db, [row])).get(row.id), locale)
  return {
    ...{ sort: 'event', scope: row.host_id, subject: row.id, bodyId: await moderatingBody(db, reading, row), path: pathOf(row.id) },
    ...{ text: text.text === '' ? text.title : `${text.title}\n\n${text.text}`, language: text.language },
    place: { text: host.name, language: host.language, path: host.path },
    ...{ published: row.hidden_for === null, rules: publishedRules, writtenAt: row.published_at ?? row.written_at },
  }
}

/** Whoever answers for it, where a body is the host; a community answers for its events together. */
export const isBy: Reportable['isBy'] = async (db, { scope, subject }, { actor }) => {
  const row = await rowOf(db, subject)
  if (row === null || row.host_id !== scope || row.owner_ref === null || actor.account === null) return false
  return row.host_sort === 'body' && (await people.accountOf(db, row.owner_ref)) === actor.account
}

export const whichAreBy: Reportable['whichAreBy'] = async (db, ids, { accounts }) => {
  if (ids.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('hosted_event')
    .select(['host_id', 'id', 'owner_ref'])
    .where('host_sort', '=', 'body')
    .where('owner_ref', 'is not', null)
    .where(
      'id',
      'in',
      ids.map(({ subject }) => subject),
    )
    .execute()
  const owners = await people.accountsOf(
    db,
    rows.flatMap(({ owner_ref: owner }) => owner ?? []),
  )
  return rows.flatMap(({ host_id: scope, id: subject, owner_ref: owner }) => {
    const account = owners.get(owner ?? '')
    return account === undefined || !accounts.includes(account) ? [] : [{ scope, subject, account }]
  })
}
