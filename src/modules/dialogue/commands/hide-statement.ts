import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { ref, statementNumber } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { DECLINED_FOR } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons. Nothing else may hide a statement for a law.
export const hideStatement = command({
  name: 'dialogue.hide-statement',
  summary: 'Take a statement from the public after a report: for a rule that the dialogue published, or because it breaks a law',
  input: z.object({ dialogue: ref, statement: statementNumber, rule: z.enum(DECLINED_FOR) }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor }) => decisionFacts(tx, input, actor),
  may: ({ input, facts }) =>
    all(
      mayModerate(facts.dialogue.standing),
      input.rule === 'law' || facts.dialogue.rules.includes(input.rule) ? yes : no('statement.rule-unknown'),
    ),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('statement')
      .set({ status: 'declined', declined_for: input.rule, note: null, decided_at: now })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
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
