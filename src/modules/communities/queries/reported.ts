import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { RULES } from '../rules.ts'
import { textsOf } from './seen-community.ts'
import { accountTags } from './shelf.ts'

export const publishedRules: readonly PublishedRule[] = RULES.map((code) => ({
  code,
  message: `community-rule.${code}`,
  category: CATEGORY_OF[code],
}))

const ADDRESS = /^\/communities\/([a-z0-9-]{2,80})$/

/** What is hidden by choice cannot be reported by a stranger, who may not know of it; what moderation took away is shown to it still. */
async function thing(db: Reader, by: { slug: string } | { id: string }, { locale }: Pick<Actor, 'locale'>): Promise<Thing | null> {
  const select = db
    .selectFrom('community')
    .select(['id', 'slug', 'body_id', 'access', 'hidden_for', 'founded_on'])
    .where('access', '!=', 'hidden')
  const row = await ('slug' in by ? select.where('slug', '=', by.slug) : select.where('id', '=', by.id)).executeTakeFirst()
  if (row === undefined) return null
  const text = (await textsOf(db, [row.id], locale)).get(row.id)
  if (text === undefined) return null
  const path = `/communities/${row.slug}`
  return {
    ...{ sort: 'community', scope: row.id, subject: row.id, bodyId: row.body_id ?? THE_HUB, path, language: text.language },
    ...{ text: `${text.name}\n\n${text.summary}`, place: { text: text.name, language: text.language, path } },
    ...{ published: row.hidden_for === null, rules: publishedRules, writtenAt: new Date(row.founded_on) },
  }
}

export const at: Reportable['at'] = async (db, path, actor) => {
  const [, slug = ''] = ADDRESS.exec(path) ?? []
  const found = slug === '' ? null : await thing(db, { slug }, actor)
  return found?.published === true ? found : null
}

export const byId: Reportable['byId'] = (db, { scope }, actor) => (isUuid(scope) ? thing(db, { id: scope }, actor) : Promise.resolve(null))

const stewards = (db: Reader, communities: readonly string[]) =>
  db
    .selectFrom('community_member')
    .select(['community_id as scope', 'account_tag as tag'])
    .where('community_id', 'in', [...communities])
    .where('role', '=', 'steward')
    .execute()

/** Its stewards answer for its name and its sentence. */
export const isBy: Reportable['isBy'] = async (db, { scope }, { actor, outside }) => {
  if (actor.account === null || !isUuid(scope)) return false
  const tags = accountTags(outside.keys, scope, actor.account)
  return (await stewards(db, [scope])).some(({ tag }) => tags.some((one) => one.equals(tag)))
}

export const whichAreBy: Reportable['whichAreBy'] = async (db, ids, { accounts, outside }) => {
  const scopes = [...new Set(ids.map(({ scope }) => scope))].filter(isUuid)
  if (scopes.length === 0 || accounts.length === 0) return []
  const rows = await stewards(db, scopes)
  return scopes.flatMap((scope) => {
    const own = rows.filter((row) => row.scope === scope)
    return accounts
      .filter((account) => accountTags(outside.keys, scope, account).some((tag) => own.some((row) => row.tag.equals(tag))))
      .map((account) => ({ scope, subject: scope, account }))
  })
}
