import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayDraft } from '../policy.ts'
import { demandContribution } from '../queries/contribution-facts.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { done, ref, uuid, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { pathOf } from '../rules.ts'

export const replyObjection = command({
  name: 'recommendations.reply-objection',
  summary: 'Answer an objection in writing, as the rapporteur; the answer stands beside it',
  route: 'PUT /recommendations/{recommendation}/contributions/{contribution}/reply',
  input: z.object({ ...ref, contribution: uuid, ...words }),
  output: done,
  async facts(tx, { input, actor, now }) {
    const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
    return { ...at, contribution: await demandContribution(tx, at.recommendation, input.contribution) }
  },
  may: ({ actor, facts }) =>
    all(
      mayDraft(actor, facts),
      facts.contribution.sort === 'objection' && facts.contribution.state === 'open' ? yes : no('recommendation.no-objection'),
      // It was decided with this answer in view.
      facts.contribution.reply !== null && facts.recommendation.state !== 'proposed' ? no('recommendation.settled') : yes,
    ),
  async run(tx, { input, facts, now }) {
    const { sessionId, id } = facts.recommendation
    await tx
      .updateTable('recommendation_contribution')
      .set({ reply: input.text, reply_language: input.language, replied_at: now })
      .where('session_id', '=', sessionId)
      .where('id', '=', input.contribution)
      .execute()
    return { id, path: pathOf(id) }
  },
  tell: ({ facts: { recommendation } }) => [
    {
      kind: 'recommendations.objection.answered',
      scope: recommendation.sessionId,
      subject: recommendation.id,
      data: {},
      visibility: 'public',
    },
  ],
})
