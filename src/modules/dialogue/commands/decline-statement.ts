import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { ref, rule, statementNumber } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const declineStatement = command({
  name: 'dialogue.decline-statement',
  summary: 'Decline a statement for one of the rules that the dialogue published; also withdraws a published one',
  route: 'POST /dialogues/{dialogue}/statements/{statement}/refusal',
  input: z.object({
    dialogue: ref,
    statement: statementNumber,
    rule,
    note: z.string().trim().max(500).default('').describe('A word to the author, shown to them alone'),
  }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor }) => decisionFacts(tx, input, actor),
  may: ({ input, facts }) =>
    all(mayModerate(facts.dialogue.standing), facts.dialogue.rules.includes(input.rule) ? yes : no('statement.rule-unknown')),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('statement')
      .set({ status: 'declined', declined_for: input.rule, note: input.note === '' ? null : input.note, decided_at: now })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  // Pressed twice, it is one decision.
  tell: ({ input, facts }) =>
    facts.statement.declinedFor === input.rule
      ? []
      : [
          {
            kind: 'dialogue.statement.declined',
            scope: facts.dialogue.id,
            subject: String(input.statement),
            data: { rule: input.rule, before: facts.statement.status },
            visibility: 'public' as const,
          },
        ],
})
