import { isUuid } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { CATEGORY_OF, type PublishedRule, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { people } from '../../people/index.ts'
import { FLOOR_RULES, isPublic } from '../rules.ts'

export const publishedRules: readonly PublishedRule[] = FLOOR_RULES.map((code) => ({
  code,
  message: `floor.rule.${code}`,
  category: CATEGORY_OF[code],
}))

const ADDRESS = /^\/summits\/([a-z0-9-]{1,60})\/([a-z0-9-]{1,60})\/sessions\/(\d{1,6})\/floor\/questions\/([0-9a-f-]{36})$/

type Place = { readonly scope: string; readonly subject: string }

/** A question by the address of its page, for whoever may read that page. */
export async function questionAtPath(db: Reader, path: string, actor: Actor): Promise<Thing | null> {
  const [, summit, edition, number, subject = ''] = ADDRESS.exec(path) ?? []
  if (summit === undefined || edition === undefined) return null
  const seen = await gatherings.seenSession(db, { summit, edition, number: Number(number) }, actor)
  const thing = seen === null ? null : await questionById(db, { scope: seen.session.id, subject }, actor)
  return thing?.published === true ? thing : null
}

/** For those who decide about it: published, or hidden by now. */
export async function questionById(db: Reader, { scope, subject }: Place, actor: Actor): Promise<Thing | null> {
  if (!isUuid(scope) || !isUuid(subject)) return null
  const row = await db
    .selectFrom('floor_question')
    .select(['text', 'language', 'state', 'chair_only', 'hidden_for', 'asked_at'])
    .where('session_id', '=', scope)
    .where('id', '=', subject)
    .where('shown_at', 'is not', null)
    .executeTakeFirst()
  const session = row === undefined ? null : await gatherings.sessionById(db, scope, actor.locale)
  if (row === undefined || session === null || row.chair_only || row.state === 'withdrawn') return null
  return {
    ...{ sort: 'question', scope, subject, bodyId: session.bodyId, path: `${session.path}/floor/questions/${subject}` },
    ...{ text: row.text, language: row.language, rules: publishedRules, writtenAt: row.asked_at },
    place: { text: session.title, language: session.language, path: session.path },
    published: isPublic({ state: row.state, chairOnly: row.chair_only, hidden: row.hidden_for !== null }),
  }
}

export async function askedBy(db: Reader, id: Place, { actor }: { readonly actor: Actor }): Promise<boolean> {
  if (actor.account === null) return false
  return (await questionsBy(db, [id], { accounts: [actor.account] })).length > 0
}

/** Whose questions these are, while it is known. */
export async function questionsBy(
  db: Reader,
  ids: readonly Place[],
  { accounts }: { readonly accounts: readonly string[] },
): Promise<readonly (Place & { readonly account: string })[]> {
  const known = ids.filter(({ scope, subject }) => isUuid(scope) && isUuid(subject))
  if (known.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('floor_question')
    .select(['session_id as scope', 'id as subject', 'person_id as person'])
    .where((where) =>
      where(
        where.refTuple('session_id', 'id'),
        'in',
        known.map(({ scope, subject }) => where.tuple(scope, subject)),
      ),
    )
    .where('person_id', 'is not', null)
    .execute()
  const found: (Place & { readonly account: string })[] = []
  for (const { scope, subject, person } of rows) {
    const account = person === null ? null : await people.accountOf(db, person)
    if (account !== null && accounts.includes(account)) found.push({ scope, subject, account })
  }
  return found
}
