import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { theHubMay } from '../policy.ts'
import { uuid } from '../queries/shapes.ts'

// No route: a job does it when it hears that a recommendation was answered; nobody asks for it by hand.
export const recordWanted = command({
  name: 'commitments.want',
  summary: 'Note that what an addressee accepted waits for a commitment; what is refused waits no more',
  input: z.object({ session: uuid, recommendation: uuid, answer: z.enum(['accepted', 'partly', 'refused']) }),
  output: z.object({ wanted: z.boolean() }),
  facts: async () => null,
  may: ({ actor }) => theHubMay(actor),
  async run(tx, { input: { session, recommendation, answer } }) {
    const those = { session_id: session, recommendation_id: recommendation }
    if (answer === 'refused') {
      await tx.deleteFrom('commitment_wanted').where('session_id', '=', session).where('recommendation_id', '=', recommendation).execute()
      return { wanted: false }
    }
    await tx
      .insertInto('commitment_wanted')
      .values({ ...those, answer })
      .onConflict((conflict) => conflict.columns(['session_id', 'recommendation_id']).doUpdateSet({ answer }))
      .execute()
    return { wanted: true }
  },
  tell: ({ input, result }) => [
    {
      kind: 'commitments.commitment.wanted',
      scope: input.session,
      subject: input.recommendation,
      data: { wanted: result.wanted },
      visibility: 'internal',
    },
  ],
})
