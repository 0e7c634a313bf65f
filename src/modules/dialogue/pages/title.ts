import { refuse } from '../../../core/refused.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import { demandDialogue, type Dialogue } from '../queries/dialogue-facts.ts'
import { wordsOf, type Words } from '../queries/words.ts'
import { no } from '../refusals.ts'

export type At = {
  readonly dialogue: Dialogue
  readonly words: Words
  readonly title: { readonly text: string; readonly language: string }
}

/** The dialogue that the address names, with its title in the reader's language; a draft is not there for who may not see it. */
export async function dialogueAt(c: PageContext, kit: Kit): Promise<At> {
  const dialogue = await demandDialogue(kit.runner.db, c.req.param('dialogue') ?? '', c.var.page.actor)
  const words = (await wordsOf(kit.runner.db, [dialogue], c.var.page.say.locale)).get(dialogue.id) ?? refuse(no('dialogue.missing'))
  return { dialogue, words, title: { text: words.title, language: words.language } }
}

/** A number in the address; what is none names no statement. */
export function statementAt(c: PageContext): number {
  const text = c.req.param('statement') ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(no('statement.missing'))
}
