import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate, notWithdrawn } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { ref, statementNumber } from '../queries/shapes.ts'

export const publishStatement = command({
  name: 'dialogue.publish-statement',
  summary: 'Let a statement be voted on; also takes back an earlier refusal, but never what an author withdrew',
  route: 'POST /dialogues/{dialogue}/statements/{statement}/publication',
  input: z.object({ dialogue: ref, statement: statementNumber }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor }) => decisionFacts(tx, input, actor),
  may: ({ facts }) => all(mayModerate(facts.dialogue.standing), notWithdrawn(facts.statement)),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('statement')
      .set((eb) => ({
        ...writtenNow,
        status: 'published',
        declined_for: null,
        note: null,
        decided_at: now,
        published_at: eb.fn.coalesce('published_at', eb.val(now)),
      }))
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  // Pressed twice, it is one decision.
  tell: ({ input, facts }) =>
    facts.statement.status === 'published'
      ? []
      : [
          {
            kind: 'dialogue.statement.published',
            scope: facts.dialogue.id,
            subject: String(input.statement),
            data: { before: facts.statement.status, by: facts.by },
            visibility: 'public' as const,
          },
        ],
})
