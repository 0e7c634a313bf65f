import { doAsHub } from './dialogues.ts'
import { NOON, type Hub } from './hub.ts'
import { stageSession, type StagedSession } from './summit.ts'

// An edition for which one registers, a day before noon of the tests until a day after it.

export const DAY_MS = 86_400_000
export const dayFromNoon = (days: number): string => new Date(NOON.getTime() + days * DAY_MS).toISOString()

export type RegistrationPlan = {
  readonly inPersonPlaces?: number | null
  readonly onlinePlaces?: number | null
  readonly byApproval?: boolean
  readonly namesAtDoor?: boolean
}

export async function stageRegistration(hub: Hub, plan: RegistrationPlan = {}): Promise<StagedSession> {
  const staged = await stageSession(hub)
  const usual = { opensAt: dayFromNoon(-1), closesAt: dayFromNoon(1), inPersonPlaces: null, onlinePlaces: null, byApproval: false, ...plan }
  await doAsHub(hub, 'registrations.open', { edition: staged.edition, ...usual })
  return staged
}
