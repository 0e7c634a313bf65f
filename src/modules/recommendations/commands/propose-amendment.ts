import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAmend } from '../policy.ts'
import { done, isSigned, ref, sending, sentOnce, signed, text, UNSIGNED, words } from '../queries/shapes.ts'
import { speakingFacts } from '../queries/speaking-facts.ts'
import { wordingOf } from '../queries/wordings.ts'
import { no } from '../refusals.ts'
import { signature, writtenOn } from './write-contribution.ts'
import { pathOf } from '../rules.ts'

export const proposeAmendment = command({
  name: 'recommendations.propose-amendment',
  summary: 'Propose other words for a recommendation, with the reason: for whoever attends, or for a body by an office',
  route: 'POST /recommendations/{recommendation}/amendments',
  limit: 'write',
  input: z
    .object({
      ...ref,
      sending,
      ...{ title: text.title, proposed: text.text, call: text.call },
      ...words,
      ...signed,
    })
    .refine(isSigned, UNSIGNED),
  output: done,
  async facts(tx, asked) {
    const facts = await speakingFacts(tx, asked)
    const id = sentOnce(asked.outside, { scope: asked.input.recommendation, sending: asked.input.sending }, asked.actor)
    return {
      ...facts,
      amendment: id,
      there: facts.own.some((one) => one.id === id),
      wording: await wordingOf(tx, facts.recommendation, facts.recommendation.version),
    }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayAmend(actor, facts, facts.speaking),
      facts.labelTaken ? no('recommendation.label-taken') : yes,
      input.title === facts.wording.title && input.proposed === facts.wording.text && input.call === facts.wording.call
        ? no('recommendation.same-text')
        : yes,
    ),
  async run(tx, { input, facts, actor, now, outside }) {
    const { sessionId, id, version } = facts.recommendation
    const { amendment } = facts
    const path = `${pathOf(id)}/contributions/${amendment}`
    if (facts.there) return { id: amendment, path }
    await tx
      .insertInto('recommendation_contribution')
      .values({
        ...{ session_id: sessionId, id: amendment, recommendation_id: id, sort: 'amendment' },
        ...signature(input, { actor, outside, sessionId, speaking: facts.speaking }),
        ...{ text: input.text, language: input.language, on_version: version },
        ...{ proposed_title: input.title, proposed_text: input.proposed, proposed_call: input.call },
        ...{ state: 'open', written_on: writtenOn(now), version: 1, reply: null, reply_language: null, replied_at: null },
        ...{ hidden_for: null, hidden_at: null },
      })
      .execute()
    return { id: amendment, path }
  },
  tell: ({ input, facts: { recommendation, there } }) =>
    there
      ? []
      : [
          {
            ...{ kind: 'recommendations.amendment.proposed', scope: recommendation.sessionId, subject: recommendation.id, data: {} },
            ...{ visibility: 'public', anonymous: input.body === null },
          },
        ],
})
