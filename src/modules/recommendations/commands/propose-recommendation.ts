import { all, yes } from '#base'
import { z } from 'zod'
import type { Sources } from '../../../core/citable.ts'
import { command } from '../../../core/command.ts'
import { mayPropose, officeOf } from '../policy.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { day, done, ref } from '../queries/shapes.ts'
import { undoneOf } from '../queries/undone.ts'
import { no } from '../refusals.ts'
import { LEAST_QUORUM, pathOf } from '../rules.ts'
import { recordState } from './record-state.ts'

export const proposeRecommendation = (sources: Sources) =>
  command({
    name: 'recommendations.propose',
    summary:
      'Propose a recommendation: everybody may read it, and whoever attends may amend it until that day. How it is decided is said now',
    route: 'POST /recommendations/{recommendation}/proposal',
    input: z
      .object({
        ...ref,
        amendmentsUntil: day,
        rule: z.enum(['consent', 'vote']),
        quorum: z.number().int().min(LEAST_QUORUM).max(100_000).nullable().default(null).describe('How many have to vote for it to count'),
      })
      .refine(({ rule, quorum }) => rule === 'consent' || quorum !== null, { message: 'field.required', path: ['quorum'] }),
    output: done,
    async facts(tx, { input, actor, now }) {
      const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
      return { ...at, undone: await undoneOf(tx, sources, at.recommendation) }
    },
    may: ({ input, actor, facts }) =>
      all(
        mayPropose(actor, facts),
        facts.undone.sources === 0 ? no('recommendation.no-source') : yes,
        input.amendmentsUntil >= facts.today ? yes : no('recommendation.day-past'),
        input.amendmentsUntil < facts.recommendation.answerBy ? yes : no('recommendation.days-in-order'),
      ),
    async run(tx, { input, facts, actor, now }) {
      const { sessionId, id } = facts.recommendation
      const { amendmentsUntil, rule, quorum } = input
      await tx
        .updateTable('recommendation')
        .set({ amendments_until: amendmentsUntil, rule, quorum: rule === 'vote' ? quorum : null, proposed_at: now })
        .where('session_id', '=', sessionId)
        .where('id', '=', id)
        .execute()
      await recordState(tx, { sessionId, id }, { state: 'proposed', at: now, office: officeOf(actor, facts.parts, ['rapporteur']) })
      return { id, path: pathOf(id) }
    },
    tell: ({ input, facts: { recommendation } }) => [
      {
        kind: 'recommendations.recommendation.proposed',
        scope: recommendation.sessionId,
        subject: recommendation.id,
        data: { rule: input.rule },
        visibility: 'public',
      },
    ],
  })
