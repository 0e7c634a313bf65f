import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import { CATEGORY_OF, ownedBy, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { HIDDEN_WRONGLY, RULES } from '../rules.ts'
import { bodyOf, pathOf, rowOf, type Row } from './rows.ts'
import { authorTags } from './seals.ts'
import { hereIn } from './standing.ts'
import { startOf } from './thread.ts'

/** What facilitators hid, its author can put before moderators: the same way as a report, and decided like one. */
const WRONGLY: PublishedRule = { code: HIDDEN_WRONGLY, message: `post-rule.${HIDDEN_WRONGLY}`, category: 'SCOPE_OF_PLATFORM_SERVICE' }
const RULES_HERE: readonly PublishedRule[] = RULES.map((code) => ({ code, message: `post-rule.${code}`, category: CATEGORY_OF[code] }))
export const publishedRules: readonly PublishedRule[] = [...RULES_HERE, WRONGLY]

const ADDRESS = /^\/communities\/([a-z0-9-]{1,80})\/posts\/([0-9a-f-]{36})$/
/** What is asked of a membership does not hang on the hour. */
const ANY_TIME = new Date(0)

type Outside = Reading['outside']
const readingOf = (actor: Actor, outside: Outside): Reading => ({ actor, outside, now: ANY_TIME })

/** What this reader finds published there; of what facilitators hid, its author alone. */
export const at: Reportable['at'] = async (db, path, actor, outside) => {
  const [, slug = '', id = ''] = ADDRESS.exec(path) ?? []
  if (!isUuid(id)) return null
  const reading = readingOf(actor, outside)
  const seen = await communities.seen(db, reading, { slug })
  const row = seen === null || !seen.mayRead ? null : await rowOf(db, seen.id, id)
  if (seen === null || row === null || row.state === 'withdrawn') return null
  const here = await hereIn(db, reading, seen)
  const own = seen.me !== null && seen.me.member === row.member_id
  if (row.state === 'hidden' && !(own && row.hidden_by === 'leads')) return null
  if ((await startOf(db, here, row)) === null) return null
  return { ...(await thingOf(db, { actor, outside, seen }, row)), rules: row.state === 'hidden' ? [WRONGLY] : RULES_HERE }
}

/** For whoever decides, who need not belong to it: of a community that is not theirs to know, its name is not in what they read. */
export const byId: Reportable['byId'] = async (db, { scope, subject }, actor, outside) => {
  if (!isUuid(scope) || !isUuid(subject)) return null
  const row = await rowOf(db, scope, subject)
  if (row === null || row.state === 'withdrawn') return null
  const seen = await communities.seen(db, readingOf(actor, outside), { id: scope })
  return thingOf(db, { actor, outside, seen }, row)
}

type Around = { readonly actor: Actor; readonly outside: Outside; readonly seen: SeenCommunity | null }

async function thingOf(db: Reader, { outside, seen }: Around, row: Row): Promise<Thing> {
  const { title, text, language } = bodyOf(outside.keys, row)
  return {
    ...{ sort: 'post', scope: row.community_id, subject: row.id, bodyId: (await communities.bodyBehind(db, row.community_id)) ?? THE_HUB },
    path: seen === null ? '/communities' : pathOf(seen.slug, row.id),
    ...{ text: title === '' ? text : `${title}\n\n${text}`, language },
    place:
      seen === null
        ? { text: '…', language: 'und', path: '/communities' }
        : { text: seen.name, language: seen.language, path: `${seen.path}/posts` },
    ...{ published: row.state === 'standing', rules: publishedRules, writtenAt: row.posted_at },
  }
}

export const isBy: Reportable['isBy'] = async (db, { scope, subject }, { actor, outside }) => {
  if (actor.account === null || !isUuid(scope) || !isUuid(subject)) return false
  const row = await rowOf(db, scope, subject)
  return authorTags(outside.keys, scope, actor.account).some((tag) => row?.author_tag?.equals(tag) === true)
}

export const whichAreBy: Reportable['whichAreBy'] = async (db, ids, { accounts, outside }) => {
  const known = ids.filter(({ scope, subject }) => isUuid(scope) && isUuid(subject))
  if (known.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('post')
    .select(['community_id as scope', 'id as subject', 'author_tag as tag'])
    .where((where) =>
      where(
        where.refTuple('community_id', 'id'),
        'in',
        known.map(({ scope, subject }) => where.tuple(scope, subject)),
      ),
    )
    .execute()
  return ownedBy(rows, accounts, (scope, account) => authorTags(outside.keys, scope, account))
}
