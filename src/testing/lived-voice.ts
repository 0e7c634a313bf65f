import type { OpenedHub } from '../main/open.ts'
import { memberNamed, type Cast } from './cast.ts'
import { openDb } from '../platform/db.ts'
import { stageSlot } from './hidden-voices.ts'
import { stageIntermediaries, stageVoice, submitVoice, lyonOf, personOf } from './voices.ts'
import { stageMoved } from './rights/stage-moves.ts'
import { MANDATE, stageVote } from './rights/stage-voices.ts'
import { doAs } from './deeds.ts'
import { dayIn } from './days.ts'

/** A voice that Gift reads, a mandate of a group that Mai alone knows, an answer of hers to whether another is given, communities that moved, and a slot of hers. */
export async function stageHeld({ runner, pool }: OpenedHub, cast: Cast): Promise<void> {
  const hub = { runner, db: openDb(pool), cast }
  await stageMoved(hub)
  await stageSlot(hub, memberNamed(cast, 'mai').actor)
  await stageIntermediaries(hub)
  await submitVoice(hub, await stageVoice(hub))
  const group = { ...lyonOf(hub), sort: 'unnamed' }
  const days = { startsOn: dayIn(hub, 0), feedbackOn: dayIn(hub, 10), endsOn: dayIn(hub, 20) }
  await doAs(hub, 'mai', 'voices.give-mandate', { ...MANDATE, ...days, giver: group, holder: personOf(hub, 'niamh') })
  await doAs(hub, 'mai', 'voices.cast-ballot', { mandate: await stageVote(hub), given: true })
}
