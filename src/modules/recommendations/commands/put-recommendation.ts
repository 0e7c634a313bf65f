import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayPut, officeOf } from '../policy.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { day, done, language, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { recordState } from './record-state.ts'
import { pathOf } from '../rules.ts'

export const putRecommendation = command({
  name: 'recommendations.put',
  summary:
    'Put an adopted recommendation to its addressee, who is to answer by its day; for somebody outside the hub with how it was put to them',
  route: 'POST /recommendations/{recommendation}/delivery',
  input: z.object({
    ...ref,
    how: z.string().trim().max(2000).default('').describe('How it was put to somebody outside the hub: by letter of which day, to whom'),
    language,
    answerBy: day.nullable().default(null).describe('Another day for the answer'),
  }),
  output: done,
  facts: (tx, { input, actor, now }) => demandRecommendation(tx, input.recommendation, { actor, now }, 'write'),
  may: ({ input, actor, facts }) =>
    all(
      mayPut(actor, facts),
      facts.recommendation.addresseeName !== null && input.how === '' ? no('recommendation.how-missing') : yes,
      (input.answerBy ?? facts.recommendation.answerBy) >= facts.today ? yes : no('recommendation.day-past'),
    ),
  async run(tx, { input, facts, actor, now }) {
    const { sessionId, id, answerBy } = facts.recommendation
    await tx
      .updateTable('recommendation')
      .set({ put_at: now, answer_by: input.answerBy ?? answerBy })
      .where('session_id', '=', sessionId)
      .where('id', '=', id)
      .execute()
    const office = officeOf(actor, facts.parts, ['rapporteur', 'chair', 'organiser'])
    const reason = input.how === '' ? null : { text: input.how, language: input.language }
    await recordState(tx, { sessionId, id }, { state: 'put', at: now, office, reason })
    return { id, path: pathOf(id) }
  },
  tell: ({ facts: { recommendation } }) => [
    {
      kind: 'recommendations.recommendation.put',
      scope: recommendation.sessionId,
      subject: recommendation.id,
      data: {},
      visibility: 'public',
    },
  ],
})
