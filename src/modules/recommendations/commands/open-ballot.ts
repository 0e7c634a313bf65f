import { all, yes } from '#base'
import { z } from 'zod'
import type { Sources } from '../../../core/citable.ts'
import { command } from '../../../core/command.ts'
import { mayOpenBallot } from '../policy.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { day, done, ref } from '../queries/shapes.ts'
import { undoneOf } from '../queries/undone.ts'
import { no } from '../refusals.ts'
import { pathOf } from '../rules.ts'

export const openBallot = (sources: Sources) =>
  command({
    name: 'recommendations.open-ballot',
    summary: 'Let those who attend vote on a recommendation until the end of that day. From now on its text stands still',
    route: 'POST /recommendations/{recommendation}/ballot',
    input: z.object({ ...ref, until: day }),
    output: done,
    async facts(tx, { input, actor, now }) {
      const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
      return { ...at, undone: await undoneOf(tx, sources, at.recommendation) }
    },
    may: ({ input, actor, facts }) =>
      all(mayOpenBallot(actor, facts, facts.undone), input.until >= facts.today ? yes : no('recommendation.day-past')),
    async run(tx, { input, facts, now }) {
      const { sessionId, id } = facts.recommendation
      await tx
        .updateTable('recommendation')
        .set({ ballot_opened_at: now, ballot_until: input.until })
        .where('session_id', '=', sessionId)
        .where('id', '=', id)
        .execute()
      return { id, path: pathOf(id) }
    },
    tell: ({ facts: { recommendation } }) => [
      {
        kind: 'recommendations.ballot.opened',
        scope: recommendation.sessionId,
        subject: recommendation.id,
        data: {},
        visibility: 'public',
      },
    ],
  })
