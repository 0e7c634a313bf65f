import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { moderatedFacts } from '../queries/reported.ts'
import { uuid } from '../queries/shapes.ts'

// No route: it is a part of the decision on an appeal.
export const showContribution = command({
  name: 'recommendations.show-contribution',
  summary: 'Show again what was hidden, after an appeal',
  input: z.object({ session: uuid, contribution: uuid }),
  output: z.object({ contribution: uuid }),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input, actor),
  may: ({ facts }) => mayModerate(facts.standing),
  async run(tx, { input }) {
    await tx
      .updateTable('recommendation_contribution')
      .set((eb) => ({ hidden_for: null, hidden_at: null, version: eb('version', '+', 1) }))
      .where('session_id', '=', input.session)
      .where('id', '=', input.contribution)
      .execute()
    return { contribution: input.contribution }
  },
  tell: ({ input, facts }) => [
    { kind: 'recommendations.contribution.shown', scope: input.session, subject: facts.recommendation, data: {}, visibility: 'public' },
  ],
})
