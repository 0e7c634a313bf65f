import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayWithdraw } from '../policy.ts'
import { ownStatementFacts } from '../queries/own-statement.ts'
import { ref, statementNumber } from '../queries/shapes.ts'

export const withdrawStatement = command({
  name: 'dialogue.withdraw-statement',
  summary:
    'Take back a statement of your own: nobody reads it or votes on it any more, and its votes count in no result. It cannot be undone',
  route: 'POST /dialogues/{dialogue}/statements/{statement}/withdrawal',
  limit: 'write',
  input: z.object({ dialogue: ref, statement: statementNumber }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor, outside }) => ownStatementFacts(tx, input, { actor, outside }),
  may: ({ facts }) => mayWithdraw(facts.statement),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('statement')
      .set({ status: 'declined', declined_for: 'withdrawn', note: null, decided_at: now })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'dialogue.statement.withdrawn',
      scope: facts.dialogue.id,
      subject: String(input.statement),
      data: { before: facts.statement.status },
      visibility: 'public',
      anonymous: true,
    },
  ],
})
