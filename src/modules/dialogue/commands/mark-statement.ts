import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { ref, statementNumber } from '../queries/shapes.ts'

export const markStatement = command({
  name: 'dialogue.mark-statement',
  summary: 'Say that a statement is a seed (from the conveners) or meta (about the person or the dialogue, left out of groups)',
  route: 'PUT /dialogues/{dialogue}/statements/{statement}/marks',
  input: z.object({ dialogue: ref, statement: statementNumber, seed: z.boolean(), meta: z.boolean() }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor }) => decisionFacts(tx, input, actor),
  may: ({ facts }) => mayModerate(facts.dialogue.standing),
  async run(tx, { input, facts }) {
    await tx
      .updateTable('statement')
      .set({ ...writtenNow, seed: input.seed, meta: input.meta })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'dialogue.statement.marked',
      scope: facts.dialogue.id,
      subject: String(input.statement),
      data: { seed: input.seed, meta: input.meta },
      visibility: 'public',
    },
  ],
})
