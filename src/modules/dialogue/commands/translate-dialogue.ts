import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayTranslate } from '../policy.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { language, ref } from '../queries/shapes.ts'
import { plan, writeWords } from './create-dialogue.ts'

export const translateDialogue = command({
  name: 'dialogue.translate',
  summary: 'Give the texts of a dialogue in one more language, or mend them there',
  route: 'PUT /dialogues/{dialogue}/texts/{language}',
  input: z.object({
    dialogue: ref,
    language,
    title: plan.title,
    summary: plan.summary,
    background: plan.background,
    questions: plan.questions,
  }),
  output: z.object({ slug: z.string() }),
  facts: async (tx, { input, actor }) => ({ dialogue: await demandDialogue(tx, input.dialogue, actor, 'update') }),
  may: ({ input, facts }) => mayTranslate(facts.dialogue, input.language === facts.dialogue.languages[0]),
  async run(tx, { input, facts }) {
    const { id, languages, slug } = facts.dialogue
    await writeWords(tx, id, input)
    await tx
      .updateTable('dialogue')
      .set({ languages: [...new Set([...languages, input.language])] })
      .where('id', '=', id)
      .execute()
    return { slug }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'dialogue.text.translated',
      scope: facts.dialogue.id,
      subject: facts.dialogue.id,
      data: { language: input.language },
      visibility: facts.dialogue.state === 'draft' ? 'internal' : 'public',
    },
  ],
})
