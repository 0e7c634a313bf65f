import { z } from 'zod'
import type { Sources } from '../../../core/citable.ts'
import { command } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayDecide, officeOf, type Recommendation } from '../policy.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { done, ref, words } from '../queries/shapes.ts'
import { undoneOf } from '../queries/undone.ts'
import { type Count, isCarried, pathOf } from '../rules.ts'
import { recordState } from './record-state.ts'

export const decideRecommendation = (sources: Sources) =>
  command({
    name: 'recommendations.decide',
    summary: 'Say whether a recommendation is adopted, with the reason. Where people voted, the votes decide and are counted in public',
    route: 'POST /recommendations/{recommendation}/decision',
    input: z.object({ ...ref, adopted: z.boolean().default(false).describe('By consent; where people voted it does not count'), ...words }),
    output: done.extend({ adopted: z.boolean() }),
    async facts(tx, { input, actor, now }) {
      const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
      return { ...at, undone: await undoneOf(tx, sources, at.recommendation), count: await counted(tx, at.recommendation) }
    },
    may: ({ actor, facts }) => mayDecide(actor, facts, facts.undone),
    async run(tx, { input, facts, actor, now }) {
      const { sessionId, id, rule, quorum } = facts.recommendation
      const { count } = facts
      const adopted = rule === 'vote' ? isCarried(count, quorum ?? Infinity) : input.adopted
      if (rule === 'vote')
        await tx
          .updateTable('recommendation')
          .set({ votes_for: count.for, votes_against: count.against, votes_abstain: count.abstain })
          .where('session_id', '=', sessionId)
          .where('id', '=', id)
          .execute()
      const reason = { text: input.text, language: input.language }
      const state = adopted ? 'adopted' : 'not-adopted'
      await recordState(tx, { sessionId, id }, { state, at: now, office: officeOf(actor, facts.parts, ['chair']), reason })
      return { id, path: pathOf(id), adopted }
    },
    tell: ({ facts: { recommendation }, result }) => [
      {
        kind: 'recommendations.recommendation.decided',
        scope: recommendation.sessionId,
        subject: recommendation.id,
        data: { adopted: result.adopted },
        visibility: 'public',
      },
    ],
  })

async function counted(db: Reader, { sessionId, id }: Recommendation): Promise<Count> {
  const rows = await db
    .selectFrom('recommendation_ballot')
    .select('choice')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .groupBy('choice')
    .execute()
  const of = (choice: string): number => rows.find((row) => row.choice === choice)?.count ?? 0
  return { for: of('for'), against: of('against'), abstain: of('abstain') }
}
