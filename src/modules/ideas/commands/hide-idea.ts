import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { decisionFacts } from '../queries/decision-facts.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'
import { decide, next } from './publish-idea.ts'

// No route: it is a part of the decision on a report, which gives the reasons. Nothing else may hide an idea for a law.
export const hideIdea = command({
  name: 'ideas.hide',
  summary: 'Take an idea from the public after a report, for a published rule or a law',
  input: z.object({ session: z.uuid(), idea: z.uuid(), rule: z.string() }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor }) => decisionFacts(tx, input, actor),
  may: ({ input, facts }) => all(mayModerate(facts.desk), HIDDEN_FOR.some((one) => one === input.rule) ? yes : no('idea.rule-unknown')),
  async run(tx, { input, facts, now }) {
    // Its writer was first: nothing is there to hide.
    if (facts.row.status !== 'withdrawn')
      await decide(tx, input, { status: 'declined', declined_for: input.rule, note: null, decided_at: now, version: next(facts.row) })
    return { session: input.session }
  },
  tell: ({ input, facts }) =>
    facts.row.status === 'withdrawn'
      ? []
      : [{ kind: 'ideas.idea.declined', scope: input.session, subject: input.idea, data: { rule: input.rule }, visibility: 'public' }],
})
