import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { registrations } from '../../registrations/index.ts'
import { mayVote } from '../policy.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { ballotTags } from '../queries/holders.ts'
import { choice, done, ref } from '../queries/shapes.ts'
import { pathOf } from '../rules.ts'

export const castBallot = command({
  name: 'recommendations.cast-ballot',
  summary: 'Vote on a recommendation, once for each account that attends; until the vote ends the last one counts',
  route: 'PUT /recommendations/{recommendation}/ballot/vote',
  limit: 'write',
  input: z.object({ ...ref, choice }),
  output: done,
  async facts(tx, { input, actor, now }) {
    // Whoever counts takes the row for themselves: a vote is in the count, or it is refused.
    const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'read')
    return { ...at, attends: (await registrations.attending(tx, at.recommendation.editionId, actor.person)) !== null }
  },
  may: ({ actor, facts }) => mayVote(actor, facts, facts.attends),
  async run(tx, { input, facts, actor, outside }) {
    const { sessionId, id } = facts.recommendation
    const tags = ballotTags(id, actor.account ?? '', outside)
    const [tag = Buffer.alloc(0)] = tags
    const mine = await tx
      .updateTable('recommendation_ballot')
      .set({ choice: input.choice, holder_tag: tag })
      .where('session_id', '=', sessionId)
      .where('recommendation_id', '=', id)
      .where('holder_tag', 'in', [...tags])
      .executeTakeFirst()
    if (mine.numUpdatedRows === 0n)
      await tx
        .insertInto('recommendation_ballot')
        .values({ session_id: sessionId, recommendation_id: id, holder_tag: tag, choice: input.choice })
        .onConflict((oc) => oc.columns(['session_id', 'recommendation_id', 'holder_tag']).doUpdateSet({ choice: input.choice }))
        .execute()
    return { id, path: pathOf(id) }
  },
  tell: ({ facts: { recommendation } }) => [
    {
      ...{ kind: 'recommendations.ballot.cast', scope: recommendation.sessionId, subject: recommendation.id, data: {} },
      ...{ visibility: 'internal', anonymous: true },
    },
  ],
})
