import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit } from '../policy.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { ref } from '../queries/shapes.ts'
import { defaultPublication } from '../rules.ts'
import { inOrder, plan, seedText, writeSeeds, writeWords } from './create-dialogue.ts'

export const editDialogue = command({
  name: 'dialogue.edit',
  summary: 'Change a draft; its seed statements in the main language are replaced',
  route: 'PUT /dialogues/{dialogue}',
  input: z
    .object({ ...plan, dialogue: ref, seeds: z.array(seedText).max(200).default([]) })
    .refine(inOrder, { message: 'field.calendar', path: ['closesAt'] }),
  output: z.object({ id: z.uuid(), slug: z.string() }),
  facts: async (tx, { input, actor }) => ({ dialogue: await demandDialogue(tx, input.dialogue, actor, 'update') }),
  may: ({ facts }) => mayEdit(facts.dialogue),
  async run(tx, { input, facts, now }) {
    const { id, slug } = facts.dialogue
    // Nobody has voted on a draft: its statements can be numbered anew.
    await tx.deleteFrom('statement').where('dialogue_id', '=', id).execute()
    await writeSeeds(tx, id, { texts: input.seeds, language: input.language, from: 0, now })
    await writeWords(tx, id, input)
    await tx
      .updateTable('dialogue')
      .set({
        languages: [...new Set([input.language, ...input.languages])],
        opens_at: new Date(input.opensAt),
        closes_at: new Date(input.closesAt),
        answer_by: new Date(input.answerBy),
        participation: input.participation,
        may_add: input.mayAdd,
        moderation: input.moderation,
        publication: defaultPublication(input.participation),
        rules: input.rules,
        statement_count: input.seeds.length,
      })
      .where('id', '=', id)
      .execute()
    return { id, slug }
  },
  tell: ({ facts }) => [
    { kind: 'dialogue.draft.changed', scope: facts.dialogue.id, subject: facts.dialogue.id, data: {}, visibility: 'internal' },
  ],
})
