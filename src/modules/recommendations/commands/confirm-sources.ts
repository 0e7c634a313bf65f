import { z } from 'zod'
import type { Sources } from '../../../core/citable.ts'
import { command } from '../../../core/command.ts'
import { mayConfirmSources } from '../policy.ts'
import { demandRecommendation } from '../queries/facts.ts'
import { done, ref } from '../queries/shapes.ts'
import { sourcesOf } from '../queries/undone.ts'
import { isChanged, pathOf, SEEN_GONE } from '../rules.ts'

export const confirmSources = (sources: Sources) =>
  command({
    name: 'recommendations.confirm-sources',
    summary: 'Say, after a look at the sources that were changed or withdrawn, that the recommendation stands as it is written',
    route: 'POST /recommendations/{recommendation}/sources/confirmation',
    input: z.object(ref),
    output: done,
    async facts(tx, { input, actor, now }) {
      const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
      return { ...at, changed: (await sourcesOf(tx, sources, at.recommendation, actor.locale)).filter(isChanged) }
    },
    may: ({ actor, facts }) => mayConfirmSources(actor, facts),
    async run(tx, { facts }) {
      const { sessionId, id } = facts.recommendation
      for (const { sort, id: source, source: now } of facts.changed)
        await tx
          .updateTable('recommendation_source')
          .set({ seen_version: now === null || now.state === 'withdrawn' ? SEEN_GONE : now.version })
          .where('session_id', '=', sessionId)
          .where('recommendation_id', '=', id)
          .where('sort', '=', sort)
          .where('source_id', '=', source)
          .execute()
      return { id, path: pathOf(id) }
    },
    tell: ({ facts: { recommendation, changed } }) => [
      {
        kind: 'recommendations.sources.confirmed',
        scope: recommendation.sessionId,
        subject: recommendation.id,
        data: { count: changed.length },
        visibility: recommendation.state === 'draft' ? 'internal' : 'public',
      },
    ],
  })
