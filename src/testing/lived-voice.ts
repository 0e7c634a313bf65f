import type { OpenedHub } from '../main/open.ts'
import type { Cast } from './cast.ts'
import { openDb } from '../platform/db.ts'
import { stageIntermediaries, stageVoice, submitVoice, actAs, lyonOf, personOf } from './voices.ts'
import { MANDATE, stageVote } from './rights/stage-voices.ts'

/** A voice that Gift reads, a mandate of a group that Mai alone knows, and an answer of hers to whether another is given. */
export async function stageHeld({ runner, pool }: OpenedHub, cast: Cast): Promise<void> {
  const hub = { runner, db: openDb(pool), cast }
  await stageIntermediaries(hub)
  await submitVoice(hub, await stageVoice(hub))
  const group = { ...lyonOf(hub), sort: 'unnamed' }
  const day = (days: number) => new Date(runner.outside.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
  const days = { startsOn: day(0), feedbackOn: day(10), endsOn: day(20) }
  await actAs(hub, 'mai', 'voices.give-mandate', { ...MANDATE, ...days, giver: group, holder: personOf(hub, 'niamh') })
  await actAs(hub, 'mai', 'voices.cast-ballot', { mandate: await stageVote(hub), given: true })
}
