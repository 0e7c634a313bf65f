import { isDeepStrictEqual } from 'node:util'
import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { organisations } from '../../organisations/index.ts'
import { mayAnswer } from '../policy.ts'
import { answersOf, type Answer } from '../queries/answers.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { answer, done, reason, ref, words } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { pathOf } from '../rules.ts'
import type { AnswerKind, AnsweredPart } from '../tables.ts'
import { recordState } from './record-state.ts'

const part = z.object({ part: z.string().trim().min(1).max(600), answer, reason })

export const answerRecommendation = command({
  name: 'recommendations.answer',
  summary: 'Answer a recommendation as its addressee: accepted, partly or refused, with the reason; if partly, part by part',
  route: 'POST /recommendations/{recommendation}/answers',
  input: z.object({ ...ref, answer, ...words, parts: z.array(part).max(20).default([]) }),
  output: done,
  async facts(tx, { input, actor, now }) {
    const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
    const { sessionId, id, addresseeBody } = at.recommendation
    const standing = await organisations.standingOf(tx, addresseeBody ?? id, actor.person)
    const last = (await answersOf(tx, [{ sessionId, id }])).at(-1)
    return { ...at, standing, version: (last?.version ?? 0) + 1, again: last !== undefined && isSame(last, input) }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayAnswer(actor, facts, facts.standing),
      input.answer === 'partly' && input.parts.length === 0 ? no('recommendation.parts-missing') : yes,
    ),
  async run(tx, { input, facts, actor, now }) {
    const { sessionId, id, addresseeBody, answerBy } = facts.recommendation
    // A form that is sent twice is one answer.
    if (facts.again) return { id, path: pathOf(id) }
    const byBody = actor.person === null ? 'hub' : facts.standing.steward ? 'steward' : 'convener'
    const office = addresseeBody === null ? (actor.person === null ? 'hub' : 'organiser') : byBody
    await tx
      .insertInto('recommendation_answer')
      .values({
        ...{ session_id: sessionId, recommendation_id: id, version: facts.version, answer: input.answer, reason: input.text },
        ...{ language: input.language, parts: JSON.stringify(input.answer === 'partly' ? input.parts : []), answered_at: now },
        ...{ body_id: addresseeBody, office, late: facts.today > answerBy },
      })
      .execute()
    await recordState(tx, { sessionId, id }, { state: 'answered', at: now, office })
    return { id, path: pathOf(id) }
  },
  tell: ({ input, facts: { recommendation, today, again } }) =>
    again
      ? []
      : [
          {
            kind: 'recommendations.answer.given',
            scope: recommendation.sessionId,
            subject: recommendation.id,
            data: { answer: input.answer, late: today > recommendation.answerBy },
            visibility: 'public',
          },
        ],
})

type Given = { readonly answer: AnswerKind; readonly text: string; readonly language: string; readonly parts: readonly AnsweredPart[] }

const isSame = (last: Answer, { answer: kind, text, language, parts }: Given): boolean =>
  last.answer === kind &&
  last.reason === text &&
  last.language === language &&
  isDeepStrictEqual(last.parts, kind === 'partly' ? parts : [])
