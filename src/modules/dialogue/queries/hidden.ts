import { all, isUuid, yes, type Verdict } from '#base'
import { nobody, type Actor } from '../../../core/actor.ts'
import type { HiddenPlace, HiddenStatement } from '../../../core/hidden-voices.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayEdit, mayModerate } from '../policy.ts'
import { no } from '../refusals.ts'
import { credentialsUntil, isHidden, isOfMembers } from '../rules.ts'
import { demandDialogue } from './dialogue-facts.ts'
import { wordsOf } from './words.ts'

/** As everybody sees it, who asks makes no difference. No more than this: a ballot box of its own may read these columns alone. */
export async function hiddenPlace(db: Reader, named: string): Promise<HiddenPlace | null> {
  const row = await db
    .selectFrom('dialogue')
    .select(['id', 'slug', 'body_id', 'state', 'participation', 'opens_at', 'closes_at', 'may_add', 'languages', 'rules'])
    .where(isUuid(named) ? 'id' : 'slug', '=', named)
    .executeTakeFirst()
  if (row === undefined || row.state === 'draft' || !isHidden(row.participation)) return null
  const { id, slug, opens_at: opensAt, closes_at: closesAt, languages, rules } = row
  return {
    ...{ id, opensAt, closesAt, languages, rules },
    path: `/dialogues/${slug}`,
    body: isOfMembers(row.participation) ? row.body_id : null,
    credentialsUntil: credentialsUntil({ opensAt }),
    state: row.state === 'open' ? 'open' : 'closed',
    mayAdd: row.may_add,
  }
}

export async function hiddenTitle(db: Reader, id: string, locale: string): Promise<{ readonly text: string; readonly language: string }> {
  const { languages, slug } = await demandDialogue(db, id, nobody(locale))
  const words = (await wordsOf(db, [{ id, languages }], locale)).get(id)
  return { text: words?.title ?? slug, language: words?.language ?? 'und' }
}

/** Nobody is asked about one that says the same as another. */
export function hiddenStatements(db: Reader, id: string): Promise<readonly HiddenStatement[]> {
  return db
    .selectFrom('statement')
    .select(['number', 'text', 'language'])
    .where('dialogue_id', '=', id)
    .where('status', '=', 'published')
    .where('merged_into', 'is', null)
    .orderBy('number')
    .execute()
}

/** Of a draft with hidden participation, for those who convene it. */
export async function hiddenMayPrepare(db: Reader, name: string, actor: Actor): Promise<{ readonly id: string; readonly may: Verdict }> {
  const dialogue = await demandDialogue(db, name, actor)
  return { id: dialogue.id, may: all(mayEdit(dialogue), isHidden(dialogue.participation) ? yes : no('dialogue.missing')) }
}

export const hiddenMayModerate = async (db: Reader, id: string, actor: Actor): Promise<Verdict> =>
  mayModerate((await demandDialogue(db, id, actor)).standing)
