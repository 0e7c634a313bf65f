import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit, officeOf } from '../policy.ts'
import { demandContribution } from '../queries/contribution-facts.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { done, ref, text, uuid, words } from '../queries/shapes.ts'
import { wordingOf } from '../queries/wordings.ts'
import { no } from '../refusals.ts'
import { writeWording } from './write-wording.ts'
import { pathOf } from '../rules.ts'

const merged = z.object({ title: text.title, text: text.text, call: text.call })

export const decideAmendment = command({
  name: 'recommendations.decide-amendment',
  summary: 'Accept an amendment, merge it in words of one’s own, or reject it, with the reason. Its author is credited as they chose',
  route: 'POST /recommendations/{recommendation}/amendments/{amendment}/decision',
  input: z
    .object({
      ...ref,
      amendment: uuid,
      decision: z.enum(['accepted', 'merged', 'rejected']),
      ...words,
      merged: merged.nullable().default(null),
    })
    .refine(({ decision, merged: wording }) => (decision === 'merged') === (wording !== null), {
      message: 'field.required',
      path: ['merged'],
    }),
  output: done,
  async facts(tx, { input, actor, now }) {
    const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
    const amendment = await demandContribution(tx, at.recommendation, input.amendment)
    return { ...at, amendment, wording: await wordingOf(tx, at.recommendation, at.recommendation.version) }
  },
  may: ({ input, actor, facts: { amendment, recommendation, ...here } }) =>
    all(
      mayEdit(actor, { recommendation, ...here }),
      amendment.sort === 'amendment' ? yes : no('recommendation.contribution-missing'),
      amendment.state === 'open' && amendment.hiddenFor === null ? yes : no('recommendation.amendment-decided'),
      input.decision === 'accepted' && amendment.onVersion !== recommendation.version ? no('recommendation.base-moved') : yes,
    ),
  async run(tx, { input, facts, actor, now }) {
    const { sessionId, id, version } = facts.recommendation
    const { amendment, wording } = facts
    const words = input.decision === 'accepted' ? amendment.proposed : input.merged
    if (words !== null) {
      const office = officeOf(actor, facts.parts, ['rapporteur'])
      const next = { ...words, language: wording.language, version: version + 1, at: now, office, amendment: amendment.id }
      await writeWording(tx, { sessionId, id }, next)
      await tx
        .updateTable('recommendation')
        .set({ version: version + 1 })
        .where('session_id', '=', sessionId)
        .where('id', '=', id)
        .execute()
    }
    await tx
      .updateTable('recommendation_contribution')
      .set({ state: input.decision, reply: input.text, reply_language: input.language, replied_at: now })
      .where('session_id', '=', sessionId)
      .where('id', '=', amendment.id)
      .execute()
    return { id, path: pathOf(id) }
  },
  tell: ({ input, facts: { recommendation } }) => [
    {
      kind: 'recommendations.amendment.decided',
      scope: recommendation.sessionId,
      subject: recommendation.id,
      data: { decision: input.decision },
      visibility: 'public',
    },
  ],
})
