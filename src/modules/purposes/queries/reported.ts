import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Reading } from '../../../core/published.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { RULES } from '../rules.ts'
import { pathOf, rowOf, type Row } from './rows.ts'

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `purpose-rule.${code}`,
  category: CATEGORY_OF[code],
}))

const ADDRESS = /^\/communities\/([a-z0-9-]{1,80})\/purposes\/([0-9a-f-]{36})$/
/** What is asked of a membership does not hang on the hour. */
const ANY_TIME = new Date(0)
const readingOf = (actor: Actor, outside: Reading['outside']): Reading => ({ actor, outside, now: ANY_TIME })

export const at: Reportable['at'] = async (db, path, actor, outside) => {
  const [, slug = '', purpose = ''] = ADDRESS.exec(path) ?? []
  if (!isUuid(purpose)) return null
  const seen = await communities.seen(db, readingOf(actor, outside), { slug })
  const row = seen?.mayRead === true ? await rowOf(db, { community: seen.id, purpose }) : null
  return row === null || row.hidden_for !== null ? null : thingOf(db, row, seen)
}

/** For whoever decides, who need not belong to it: of a community that is not theirs to know, its name is not in what they read. */
export const byId: Reportable['byId'] = async (db, { scope, subject }, actor, outside) => {
  if (!isUuid(scope) || !isUuid(subject)) return null
  const row = await rowOf(db, { community: scope, purpose: subject })
  return row === null ? null : thingOf(db, row, await communities.seen(db, readingOf(actor, outside), { id: scope }))
}

async function thingOf(db: Reader, row: Row, seen: SeenCommunity | null): Promise<Thing> {
  return {
    ...{ sort: 'purpose', scope: row.community_id, subject: row.id, language: row.language },
    bodyId: (await communities.bodyBehind(db, row.community_id)) ?? THE_HUB,
    text: [row.goal, row.reached_when, row.method, row.risks].filter((text) => text !== '').join('\n\n'),
    path: seen === null ? '/communities' : pathOf(seen.slug, row.id),
    place:
      seen === null
        ? { text: '…', language: 'und', path: '/communities' }
        : { text: seen.name, language: seen.language, path: `${seen.path}/purposes` },
    ...{ published: row.hidden_for === null, rules: publishedRules, writtenAt: row.begun_at },
  }
}

export const isBy: Reportable['isBy'] = async (db, { scope, subject }, { actor, outside }) => {
  if (actor.account === null || !isUuid(scope) || !isUuid(subject)) return false
  const row = await rowOf(db, { community: scope, purpose: subject })
  const me = await communities.accountIn(db, readingOf(actor, outside), scope)
  return me !== null && row?.begun_by === me.member
}

export const whichAreBy: Reportable['whichAreBy'] = async (db, ids, { accounts, outside }) => {
  const found: { scope: string; subject: string; account: string }[] = []
  for (const { scope, subject } of ids) {
    if (!isUuid(scope) || !isUuid(subject)) continue
    const row = await rowOf(db, { community: scope, purpose: subject })
    if (row?.begun_by == null) continue
    for (const [account, { member }] of await communities.membersAmong(db, outside.keys, scope, accounts))
      if (member === row.begun_by) found.push({ scope, subject, account })
  }
  return found
}
