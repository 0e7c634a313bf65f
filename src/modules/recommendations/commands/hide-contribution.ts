import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { moderatedFacts } from '../queries/reported.ts'
import { uuid } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isRule } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideContribution = command({
  name: 'recommendations.hide-contribution',
  summary: 'Take from the public, after a report, what somebody wrote about a recommendation',
  input: z.object({ session: uuid, contribution: uuid, rule: z.string() }),
  output: z.object({ contribution: uuid }),
  facts: (tx, { input, actor }) => moderatedFacts(tx, { session: input.session, contribution: input.contribution }, actor),
  may: ({ input, facts }) => all(mayModerate(facts.standing), isRule(input.rule) ? yes : no('recommendation.rule-unknown')),
  async run(tx, { input, now }) {
    await tx
      .updateTable('recommendation_contribution')
      .set((eb) => ({ hidden_for: input.rule, hidden_at: now, version: eb('version', '+', 1) }))
      .where('session_id', '=', input.session)
      .where('id', '=', input.contribution)
      .execute()
    return { contribution: input.contribution }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'recommendations.contribution.hidden',
      scope: input.session,
      subject: facts.recommendation,
      data: { rule: input.rule },
      visibility: 'public',
    },
  ],
})
