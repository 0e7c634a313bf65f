import type { Asked } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { labelTaken, ownContributions } from './contribution-facts.ts'
import { demandRecommendation } from './facts.ts'
import { ownTags, speakingFor } from './holders.ts'

type Spoken = { readonly recommendation: string; readonly body: string | null; readonly label: string | null }

/** What is known of somebody who says something about a recommendation; it is held, so that two of theirs do not pass each other. */
export async function speakingFacts(tx: Tx, { input, actor, now, outside }: Asked<Spoken>) {
  const at = await demandRecommendation(tx, input.recommendation, { actor, now }, 'write')
  const { sessionId, editionId } = at.recommendation
  const own = await ownContributions(tx, at.recommendation, { actor, outside, body: input.body })
  return {
    ...at,
    own,
    speaking: await speakingFor(tx, actor, { editionId, body: input.body }),
    labelTaken: await labelTaken(tx, sessionId, input.body === null ? input.label : null, ownTags(sessionId, actor, outside)),
  }
}
