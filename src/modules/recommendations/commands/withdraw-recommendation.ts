import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayWithdraw, officeOf } from '../policy.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { done, ref, words } from '../queries/shapes.ts'
import { recordState } from './record-state.ts'
import { pathOf } from '../rules.ts'

export const withdrawRecommendation = command({
  name: 'recommendations.withdraw',
  summary: 'Withdraw a recommendation, with the reason. What was written about it stays readable',
  route: 'POST /recommendations/{recommendation}/withdrawal',
  input: z.object({ ...ref, ...words }),
  output: done,
  facts: (tx, { input, actor, now }) => demandRecommendation(tx, input.recommendation, { actor, now }, 'write'),
  may: ({ actor, facts }) => mayWithdraw(actor, facts),
  async run(tx, { input, facts, actor, now }) {
    const { sessionId, id } = facts.recommendation
    const reason = { text: input.text, language: input.language }
    const office = officeOf(actor, facts.parts, ['rapporteur', 'chair'])
    await recordState(tx, { sessionId, id }, { state: 'withdrawn', at: now, office, reason })
    return { id, path: pathOf(id) }
  },
  // Of a draft nobody knew.
  tell: ({ facts: { recommendation } }) => [
    {
      kind: 'recommendations.recommendation.withdrawn',
      scope: recommendation.sessionId,
      subject: recommendation.id,
      data: {},
      visibility: recommendation.state === 'draft' ? 'internal' : 'public',
    },
  ],
})
