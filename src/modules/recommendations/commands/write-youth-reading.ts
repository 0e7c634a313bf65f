import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayReadYouth } from '../policy.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { done, language, ref } from '../queries/shapes.ts'
import { pathOf } from '../rules.ts'

export const writeYouthReading = command({
  name: 'recommendations.write-youth-reading',
  summary: 'Write, as the youth rapporteur, how young people read a recommendation. It stands beside it',
  route: 'PUT /recommendations/{recommendation}/youth-reading',
  input: z.object({ ...ref, text: z.string().trim().min(1).max(4000), language }),
  output: done,
  facts: (tx, { input, actor, now }) => demandRecommendation(tx, input.recommendation, { actor, now }, 'write'),
  may: ({ actor, facts }) => mayReadYouth(actor, facts),
  async run(tx, { input, facts, now }) {
    const { sessionId, id } = facts.recommendation
    const { text, language: tongue } = input
    await tx
      .insertInto('youth_reading')
      .values({ session_id: sessionId, recommendation_id: id, text, language: tongue, version: 1, written_at: now })
      .onConflict((oc) =>
        oc.columns(['session_id', 'recommendation_id']).doUpdateSet((eb) => ({
          ...{ text, language: tongue, written_at: now },
          version: eb('youth_reading.version', '+', 1),
        })),
      )
      .execute()
    return { id, path: pathOf(id) }
  },
  tell: ({ facts: { recommendation } }) => [
    {
      kind: 'recommendations.youth-reading.written',
      scope: recommendation.sessionId,
      subject: recommendation.id,
      data: {},
      visibility: recommendation.state === 'draft' ? 'internal' : 'public',
    },
  ],
})
