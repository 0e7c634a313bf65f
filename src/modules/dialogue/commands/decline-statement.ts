import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate, notWithdrawn } from '../policy.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { ref, rule, statementNumber } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { putAside, toldAside } from './put-aside.ts'

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
    all(
      mayModerate(facts.dialogue.standing),
      notWithdrawn(facts.statement),
      facts.dialogue.rules.includes(input.rule) ? yes : no('statement.rule-unknown'),
    ),
  async run(tx, { input, facts, now }) {
    await putAside(tx, { facts, rule: input.rule, note: input.note === '' ? null : input.note, now })
    return { dialogue: facts.dialogue.id }
  },
  tell: ({ input, facts }) => toldAside(facts, input.rule),
})
