import { all, yes, type Verdict } from '#base'
import { nobody, type Actor } from '../../../core/actor.ts'
import type { HiddenPlace, HiddenStatement } from '../../../core/hidden-voices.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayEdit, mayModerate } from '../policy.ts'
import { no } from '../refusals.ts'
import { credentialsUntil, isHidden, isOfMembers } from '../rules.ts'
import { demandDialogue, dialogueFacts, type Dialogue } from './dialogue-facts.ts'
import { wordsOf } from './words.ts'

const placeFrom = (dialogue: Dialogue | null): HiddenPlace | null =>
  dialogue === null || dialogue.state === 'draft' || !isHidden(dialogue.participation)
    ? null
    : {
        id: dialogue.id,
        path: `/dialogues/${dialogue.slug}`,
        body: isOfMembers(dialogue.participation) ? dialogue.bodyId : null,
        credentialsUntil: credentialsUntil(dialogue),
        opensAt: dialogue.opensAt,
        closesAt: dialogue.closesAt,
        state: dialogue.state === 'open' ? 'open' : 'closed',
        mayAdd: dialogue.mayAdd,
        languages: dialogue.languages,
        rules: dialogue.rules,
      }

/** As everybody sees it: who asks makes no difference here. */
export const hiddenPlace = async (db: Reader, id: string): Promise<HiddenPlace | null> =>
  placeFrom(await dialogueFacts(db, id, nobody('en')))

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
