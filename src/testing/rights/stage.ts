import type { Runner } from '../../core/perform.ts'
import { openHub, type Hub } from '../hub.ts'
import { callAs, seat, type Callers } from './callers.ts'
import { ORIGIN, stageAccounts, type Accounts } from './stage-accounts.ts'
import { stageBodies, type Bodies } from './stage-bodies.ts'
import { stageCases, type Cases } from './stage-cases.ts'
import { stageDialogues, type Dialogues } from './stage-dialogues.ts'

/** A hub in which there is something to do for everybody. */
export type Stage = { readonly hub: Hub; readonly callers: Callers } & Accounts & Bodies & Dialogues & Cases

export async function openStage(options: { readonly demo?: boolean } = {}): Promise<Stage> {
  const hub = await openHub({ ...options, publicUrl: ORIGIN })
  const { guest, dialogues } = await stageDialogues(hub)
  const callers = await seat(hub, guest)
  const cases = await stageCases(hub, callers, dialogues)
  // One who takes part with an account, beside the guest.
  await callAs(hub, callers.Mai.actor)('dialogue.join', { dialogue: dialogues.open.id })
  return { hub, callers, ...dialogues, ...cases, ...(await stageBodies(hub, callers)), ...(await stageAccounts(hub, callers)) }
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
