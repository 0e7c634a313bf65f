import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { moderatedFacts } from '../queries/reported.ts'
import { uuid } from '../queries/shapes.ts'

// No route: it is a part of the decision on an appeal.
export const showRecommendation = command({
  name: 'recommendations.show-recommendation',
  summary: 'Show a recommendation again that was hidden, after an appeal',
  input: z.object({ session: uuid, recommendation: uuid }),
  output: z.object({ recommendation: uuid }),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input, actor),
  may: ({ facts }) => mayModerate(facts.standing),
  async run(tx, { input }) {
    await tx
      .updateTable('recommendation')
      .set({ hidden_for: null, hidden_at: null })
      .where('session_id', '=', input.session)
      .where('id', '=', input.recommendation)
      .execute()
    return { recommendation: input.recommendation }
  },
  tell: ({ input }) => [
    {
      kind: 'recommendations.recommendation.shown',
      scope: input.session,
      subject: input.recommendation,
      data: {},
      visibility: 'public',
    },
  ],
})
