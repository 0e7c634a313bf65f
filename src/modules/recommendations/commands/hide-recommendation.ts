import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { moderatedFacts } from '../queries/reported.ts'
import { uuid } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isRule } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideRecommendation = command({
  name: 'recommendations.hide-recommendation',
  summary: 'Take a recommendation from the public after a report',
  input: z.object({ session: uuid, recommendation: uuid, rule: z.string() }),
  output: z.object({ recommendation: uuid }),
  facts: (tx, { input, actor }) => moderatedFacts(tx, { session: input.session, recommendation: input.recommendation }, actor),
  may: ({ input, facts }) => all(mayModerate(facts.standing), isRule(input.rule) ? yes : no('recommendation.rule-unknown')),
  async run(tx, { input, now }) {
    await tx
      .updateTable('recommendation')
      .set({ hidden_for: input.rule, hidden_at: now })
      .where('session_id', '=', input.session)
      .where('id', '=', input.recommendation)
      .execute()
    return { recommendation: input.recommendation }
  },
  tell: ({ input }) => [
    {
      kind: 'recommendations.recommendation.hidden',
      scope: input.session,
      subject: input.recommendation,
      data: { rule: input.rule },
      visibility: 'public',
    },
  ],
})
