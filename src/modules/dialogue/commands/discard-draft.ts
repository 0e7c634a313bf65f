import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit } from '../policy.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { ref } from '../queries/shapes.ts'

export const discardDraft = command({
  name: 'dialogue.discard-draft',
  summary: 'Delete a draft that nobody has seen',
  route: 'DELETE /dialogues/{dialogue}',
  input: z.object({ dialogue: ref }),
  output: z.object({ id: z.uuid() }),
  facts: async (tx, { input, actor }) => ({ dialogue: await demandDialogue(tx, input.dialogue, actor, 'update') }),
  may: ({ facts }) => mayEdit(facts.dialogue),
  async run(tx, { facts }) {
    await tx.deleteFrom('dialogue_address').where('slug', '=', facts.dialogue.slug).execute()
    await tx.deleteFrom('dialogue').where('id', '=', facts.dialogue.id).execute()
    return { id: facts.dialogue.id }
  },
  tell: ({ facts }) => [
    { kind: 'dialogue.draft.discarded', scope: facts.dialogue.id, subject: facts.dialogue.id, data: {}, visibility: 'internal' },
  ],
})
