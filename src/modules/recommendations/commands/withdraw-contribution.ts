import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayTakeBack } from '../policy.ts'
import { demandContribution, ownContributions } from '../queries/contribution-facts.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { speakingFor } from '../queries/holders.ts'
import { forgetTranslations } from '../queries/pieces.ts'
import { done, ref, uuid } from '../queries/shapes.ts'
import { minorityPiece, pathOf } from '../rules.ts'

export const withdrawContribution = command({
  name: 'recommendations.withdraw-contribution',
  summary: 'Take back what one wrote about a recommendation: its words and the name are gone, and a stance no longer counts',
  route: 'DELETE /recommendations/{recommendation}/contributions/{contribution}',
  limit: 'write',
  input: z.object({ ...ref, contribution: uuid }),
  output: done,
  async facts(tx, { input, actor, now, outside }) {
    const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
    const contribution = await demandContribution(tx, at.recommendation, input.contribution)
    const { body } = contribution
    const own = await ownContributions(tx, at.recommendation, { actor, outside })
    const speaking = await speakingFor(tx, actor, { editionId: at.recommendation.editionId, body })
    return { ...at, contribution, mine: body === null ? own.some(({ id }) => id === contribution.id) : speaking.forBody === true }
  },
  may: ({ facts }) => mayTakeBack(facts, facts.mine, facts.contribution),
  async run(tx, { facts }) {
    const { sessionId, id } = facts.recommendation
    const { id: contribution, sort, body, version } = facts.contribution
    await tx
      .updateTable('recommendation_contribution')
      .set({
        ...{ state: 'withdrawn', text: '', version: version + 1, person_id: null, label: null },
        attribution: body === null ? 'not-attributed' : 'office',
        ...(sort === 'amendment' ? { proposed_title: '', proposed_text: '', proposed_call: '' } : {}),
      })
      .where('session_id', '=', sessionId)
      .where('id', '=', contribution)
      .execute()
    await forgetTranslations(tx, { sessionId, id }, minorityPiece(contribution))
    return { id, path: pathOf(id) }
  },
  tell: ({ facts: { recommendation, contribution } }) => [
    {
      ...{ kind: 'recommendations.contribution.withdrawn', scope: recommendation.sessionId, subject: recommendation.id, data: {} },
      ...{ visibility: 'internal', anonymous: contribution.body === null },
    },
  ],
})
