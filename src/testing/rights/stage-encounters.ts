import { randomUUID } from 'node:crypto'
import type { Hub } from '../hub.ts'
import { seat, stageSession } from '../summit.ts'
import { callAs, type Call, type Callers } from './callers.ts'

/** A session around which Mai and Idrissa talk: Idrissa has proposed a time, and written to her. Both have written how they can be reached, and keep it. */
export type Met = {
  readonly session: string
  readonly pair: string
  readonly meeting: string
  readonly message: string
  readonly handed: string
  readonly contact: string
  /** Idrissa on the list. */
  readonly entry: string
}

export const SAID = { words: ['trust'], questions: [1], languages: ['en'], seeks: ['a mentor'], offers: ['translation'] }
const HOUR_MS = 3_600_000

export async function stageMet(hub: Hub, callers: Callers): Promise<Met> {
  const { id: session, edition } = await stageSession(hub, { opened: true })
  await seat(hub, edition, ['mai', 'idrissa'])
  const [mai, idrissa] = [callAs(hub, callers.Mai.actor), callAs(hub, callers.Idrissa.actor)]
  for (const call of [mai, idrissa]) await call('encounters.enter-list', { session, ...SAID })
  for (const call of [mai, idrissa]) await call('encounters.refresh-suggestions', { session })
  const [entry, other] = [await firstShown(mai, session), await firstShown(idrissa, session)]
  await mai('encounters.ask-person', { session, entry })
  const { pair } = await idrissa<{ pair: string }>('encounters.ask-person', { session, entry: other })
  const { id: message } = await idrissa<{ id: string }>('encounters.send-message', { session, pair, sending: randomUUID(), text: 'Hello.' })
  const { id: handed } = await mai<{ id: string }>('encounters.report-message', { session, pair, messages: [message] })
  const startsAt = new Date(hub.runner.outside.now().getTime() + HOUR_MS).toISOString()
  const { id: meeting } = await idrissa<{ id: string }>('encounters.propose-meeting', {
    ...{ session, pair, sending: randomUUID(), startsAt, minutes: 30, place: 'The hall' },
  })
  for (const call of [mai, idrissa]) await call('encounters.offer-contact', { session, pair, text: 'Write to me.' })
  for (const call of [mai, idrissa]) await call('encounters.keep-contact', { session, pair, keep: true })
  const [kept] = await mai<{ id: string }[]>('encounters.contacts', {})
  return { session, pair, meeting, message, handed, contact: kept?.id ?? '', entry }
}

async function firstShown(call: Call, session: string): Promise<string> {
  const list = await call<{ suggestions: readonly { readonly entry: string }[] }>('encounters.list', { session })
  return list.suggestions[0]?.entry ?? ''
}
