import type { Runner } from '../../core/perform.ts'
import { openHub, type Hub } from '../hub.ts'
import { callAs, seat, type Callers } from './callers.ts'
import { ORIGIN, stageAccounts, type Accounts } from './stage-accounts.ts'
import { stageBodies, type Bodies } from './stage-bodies.ts'
import { stageCases, type Cases } from './stage-cases.ts'
import { stageCommitments, type Committed } from './stage-commitments.ts'
import { stageDialogues, type Dialogues } from './stage-dialogues.ts'
import { stageRecommendations, type Recommended } from './stage-recommendations.ts'
import { stageSpoken, type Spoken } from './stage-interventions.ts'
import { stageMet, type Met } from './stage-encounters.ts'
import { stageFloor, type Discussed } from './stage-floor.ts'
import { stageGatherings, type Gatherings } from './stage-gatherings.ts'
import { stageOutcomes, type Concluded } from './stage-outcomes.ts'
import { stagePaper, type Paper } from './stage-paper.ts'
import { stagePlaces } from './stage-places.ts'
import { stageRegistrations, type Registered } from './stage-registrations.ts'

/** A hub in which there is something to do for everybody. */
export type Stage = { readonly hub: Hub; readonly callers: Callers } & Accounts &
  Bodies &
  Dialogues &
  Cases & { readonly paper: Paper; readonly spoken: Spoken } & Recommended &
  Committed &
  Concluded & { readonly gatherings: Gatherings } & {
    readonly floor: Discussed
    readonly registered: Registered
    readonly met: Met
  }

export async function openStage(options: { readonly demo?: boolean } = {}): Promise<Stage> {
  const hub = await openHub({ ...options, publicUrl: ORIGIN })
  const { guest, dialogues } = await stageDialogues(hub)
  const callers = await seat(hub, guest)
  await stagePlaces(hub)
  const cases = await stageCases(hub, callers, dialogues)
  const paper = await stagePaper(hub, dialogues)
  const spoken = await stageSpoken(hub, callers)
  // One who takes part with an account, beside the guest.
  await callAs(hub, callers.Mai.actor)('dialogue.join', { dialogue: dialogues.open.id })
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
    ...(await stageCommitments(hub)),
    ...(await stageOutcomes(hub)),
    ...(await stageFloor(hub, callers)),
    ...(await stageRegistrations(hub, callers)),
    met: await stageMet(hub, callers),
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
