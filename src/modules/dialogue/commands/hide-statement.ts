import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { ref, statementNumber } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'
import { putAside, toldAside } from './put-aside.ts'

// No route: it is a part of the decision on a report, which gives the reasons. Nothing else may hide a statement for a law.
export const hideStatement = command({
  name: 'dialogue.hide-statement',
  summary: 'Take a statement from the public after a report: for a rule that the dialogue published, or because it breaks a law',
  input: z.object({ dialogue: ref, statement: statementNumber, rule: z.enum(HIDDEN_FOR) }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor }) => decisionFacts(tx, input, actor),
  may: ({ input, facts }) =>
    all(
      mayModerate(facts.dialogue.standing),
      input.rule === 'law' || facts.dialogue.rules.includes(input.rule) ? yes : no('statement.rule-unknown'),
    ),
  async run(tx, { input, facts, now }) {
    // Its author was first: nobody reads it any more, and the reason stays theirs.
    if (facts.statement.declinedFor === 'withdrawn') return { dialogue: facts.dialogue.id }
    await putAside(tx, { facts, rule: input.rule, note: null, now })
    return { dialogue: facts.dialogue.id }
  },
  tell: ({ input, facts }) => (facts.statement.declinedFor === 'withdrawn' ? [] : toldAside(facts, input.rule)),
})
