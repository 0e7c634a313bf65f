import type { Runner } from '../../core/perform.ts'
import type { Log } from '../../platform/log.ts'
import type { MailWays } from '../../platform/mail.ts'
import { takeTurn } from '../public-log.ts'
import { openHub, type Hub } from '../hub.ts'
import { callAs, seat, type Callers } from './callers.ts'
import { stageAbroad, type AtHome } from './stage-abroad.ts'
import { ORIGIN, stageAccounts, type Accounts } from './stage-accounts.ts'
import { stageBodies, type Bodies } from './stage-bodies.ts'
import { stageBuddies, type Accompanied } from './stage-buddies.ts'
import { stageCases, type Cases } from './stage-cases.ts'
import { stageCommitments, type Committed } from './stage-commitments.ts'
import { stageCommunities, type Gathered } from './stage-communities.ts'
import { stageDialogues, type Dialogues } from './stage-dialogues.ts'
import { stageDirectory } from './stage-directory.ts'
import { stageRecommendations, type Recommended } from './stage-recommendations.ts'
import { stageSpoken, type Spoken } from './stage-interventions.ts'
import { stageMet, type Met } from './stage-encounters.ts'
import { stageEvents, type StagedEvents } from './stage-events.ts'
import { stageFloor, type Discussed } from './stage-floor.ts'
import { stageGatherings, type Gatherings } from './stage-gatherings.ts'
import { stageHidden, type Hidden } from './stage-hidden.ts'
import { stageLibrary, type Shelf } from './stage-library.ts'
import { stageOutcomes, type Concluded } from './stage-outcomes.ts'
import { stagePaper, type Paper } from './stage-paper.ts'
import { stagePlaces } from './stage-places.ts'
import { stagePosts, type Talked } from './stage-posts.ts'
import { stagePulse, type Beaten } from './stage-pulse.ts'
import { stagePurposes, type Aimed } from './stage-purposes.ts'
import { stageMirrors, type Mirrored } from './stage-mirrors.ts'
import { stageMoves, type Moving } from './stage-moves.ts'
import { stageTies, type Tied } from './stage-ties.ts'
import { stageRegistrations, type Registered } from './stage-registrations.ts'
import { stageVoices, type Heard } from './stage-voices.ts'

/** A hub in which there is something to do for everybody. */
export type Stage = { readonly hub: Hub; readonly callers: Callers } & Accounts &
  Bodies &
  Dialogues &
  Cases & { readonly paper: Paper; readonly spoken: Spoken } & Recommended &
  Committed &
  AtHome &
  Concluded & { readonly gatherings: Gatherings } & {
    readonly floor: Discussed
    readonly registered: Registered
    readonly met: Met
    readonly gathered: Gathered
    readonly talked: Talked
    readonly shelf: Shelf
    readonly heard: Heard
    readonly aimed: Aimed
    readonly pulse: Beaten
    readonly accompanied: Accompanied
    readonly tied: Tied
    readonly mirrored: Mirrored
    readonly moving: Moving
    readonly events: StagedEvents
    readonly concealed: Hidden
  }

export async function openStage(
  options: { readonly demo?: boolean; readonly log?: Log; readonly mailWays?: MailWays } = {},
): Promise<Stage> {
  const hub = await openHub({ ...options, publicUrl: ORIGIN })
  const { guest, dialogues } = await stageDialogues(hub)
  const callers = await seat(hub, guest)
  await stagePlaces(hub)
  await stageDirectory(hub)
  const cases = await stageCases(hub, callers, dialogues)
  const paper = await stagePaper(hub, dialogues)
  const spoken = await stageSpoken(hub, callers)
  // One who takes part with an account, beside the guest.
  await callAs(hub, callers.Mai.actor)('dialogue.join', { dialogue: dialogues.open.id })
  // So that there is an entry in the public log.
  await takeTurn(hub)
  return {
    hub,
    callers,
    ...dialogues,
    ...cases,
    ...paper,
    spoken,
    gatherings: await stageGatherings(hub, callers),
    ...(await stageBodies(hub, callers)),
    ...(await stageAccounts(hub, callers)),
    ...(await stageRecommendations(hub, callers)),
    ...(await stageAbroad(hub, callers)),
    ...(await stageCommitments(hub)),
    ...(await stageOutcomes(hub)),
    ...(await stageFloor(hub, callers)),
    ...(await stageRegistrations(hub, callers)),
    met: await stageMet(hub, callers),
    gathered: await stageCommunities(hub, callers),
    talked: await stagePosts(hub, callers),
    shelf: await stageLibrary(hub, callers),
    heard: await stageVoices(hub),
    aimed: await stagePurposes(hub, callers),
    pulse: await stagePulse(hub, callers),
    accompanied: await stageBuddies(hub, callers),
    tied: await stageTies(hub, callers),
    mirrored: await stageMirrors(hub, callers),
    ...(await stageMoves(hub, callers)),
    ...(await stageEvents(hub, callers)),
    ...(await stageHidden(hub)),
  }
}

/** Thrown when all of a deed is done, before it commits: so each caller finds the hub as it was. */
class Undone extends Error {}

/** Everything up to what the deed tells, and then nothing is left of it. */
export function undoing(runner: Runner): Runner {
  return {
    ...runner,
    deliver: async () => {
      throw new Undone('done, and undone')
    },
    announce: () => undefined,
  }
}

export const isUndone = (error: unknown): boolean => error instanceof Undone
