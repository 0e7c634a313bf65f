import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayWriteMinority } from '../policy.ts'
import { done, isSigned, ref, signed, UNSIGNED, words } from '../queries/shapes.ts'
import { speakingFacts } from '../queries/speaking-facts.ts'
import { no } from '../refusals.ts'
import { keepsItsId, signature, writeOwn, writtenOn } from './write-contribution.ts'
import { pathOf } from '../rules.ts'

export const writeMinority = command({
  name: 'recommendations.write-minority',
  summary: 'Write a minority position, as somebody who objects: kept with the recommendation for good, and printed with it',
  route: 'PUT /recommendations/{recommendation}/minority',
  limit: 'write',
  input: z.object({ ...ref, ...words, ...signed }).refine(isSigned, UNSIGNED),
  output: done,
  async facts(tx, asked) {
    const facts = await speakingFacts(tx, asked)
    return {
      ...facts,
      objects: facts.own.some(({ sort, state }) => sort === 'objection' && state === 'open'),
      mine: facts.own.find(({ sort }) => sort === 'minority') ?? null,
    }
  },
  may: ({ actor, facts }) =>
    all(
      mayWriteMinority(actor, facts, { ...facts.speaking, objects: facts.objects }),
      facts.labelTaken ? no('recommendation.label-taken') : yes,
      // What moderation hid comes back by an appeal, and not by other words.
      facts.mine?.hiddenFor === undefined || facts.mine.hiddenFor === null ? yes : no('recommendation.settled'),
    ),
  async run(tx, { input, facts, actor, now, outside }) {
    const { sessionId, id, version } = facts.recommendation
    const { mine } = facts
    const signed = signature(input, { actor, outside, sessionId, speaking: facts.speaking })
    const before = mine !== null && keepsItsId(mine, signed) ? mine : null
    const position = before?.id ?? outside.uuid()
    await writeOwn(tx, mine, {
      ...{ session_id: sessionId, id: position, recommendation_id: id, sort: 'minority', text: input.text, language: input.language },
      ...{ on_version: version, state: 'open', written_on: writtenOn(now), ...signed, version: (before?.version ?? 0) + 1 },
      ...{ proposed_title: null, proposed_text: null, proposed_call: null, hidden_for: null, hidden_at: null },
      ...{ reply: null, reply_language: null, replied_at: null },
    })
    return { id: position, path: `${pathOf(id)}/contributions/${position}` }
  },
  tell: ({ input, facts: { recommendation } }) => [
    {
      ...{ kind: 'recommendations.minority.written', scope: recommendation.sessionId, subject: recommendation.id, data: {} },
      ...{ visibility: 'public', anonymous: input.body === null },
    },
  ],
})
