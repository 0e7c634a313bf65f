import { doAsHub } from '../dialogues.ts'
import type { Hub } from '../hub.ts'
import { stageSession } from '../summit.ts'
import { callAs, type Callers } from './callers.ts'

export type Registered = {
  readonly edition: string
  readonly session: string
  readonly question: string
  /** Of Mai, who has been checked in. */
  readonly place: string
  readonly code: string
  readonly link: { readonly id: string; readonly token: string }
  /** Where organisers read each request: that of Idrissa. */
  readonly asked: { readonly edition: string; readonly place: string }
}

const PLAN = { opensAt: '2026-02-01T00:00:00Z', closesAt: '2026-03-02T00:00:00Z', inPersonPlaces: null, onlinePlaces: null }

/** Mai has a place, a ticket, an agenda and its address; Idrissa has asked for a place elsewhere. */
export async function stageRegistrations(hub: Hub, callers: Callers): Promise<{ readonly registered: Registered }> {
  const [here, there] = [await stageSession(hub), await stageSession(hub)]
  const { edition } = here
  await doAsHub(hub, 'registrations.open', { edition, ...PLAN, byApproval: false })
  await doAsHub(hub, 'registrations.open', { edition: there.edition, ...PLAN, byApproval: true })
  const texts = [{ language: 'en', text: 'Which workshop?' }]
  const { id: question } = await doAsHub<{ id: string }>(hub, 'registrations.add-question', { edition, sort: 'text', texts })
  const mai = callAs(hub, callers.Mai.actor)
  await mai('registrations.register', { edition, mode: 'in-person' })
  await mai('registrations.mark-session', { edition, session: here.id, marked: true })
  await mai('registrations.make-feed', { edition })
  const { code } = await mai<{ code: string }>('registrations.mine', { edition })
  const key = hub.runner.outside.uuid()
  const { registration: place } = await doAsHub<{ registration: string }>(hub, 'registrations.check-in', { edition, key, code })
  const link = await doAsHub<Registered['link']>(hub, 'registrations.make-check-in-link', { edition, days: 9 })
  await callAs(hub, callers.Idrissa.actor)('registrations.register', { edition: there.edition, mode: 'online' })
  const { rows } = await doAsHub<{ rows: { registration: string }[] }>(hub, 'registrations.desk', { edition: there.edition })
  const asked = { edition: there.edition, place: rows[0]?.registration ?? '' }
  return { registered: { edition, session: here.id, question, place, code, link, asked } }
}
