import { randomUUID } from 'node:crypto'
import { theHub } from '../../core/actor.ts'
import type { BareHub } from '../hub.ts'
import { seat, stageSession } from '../summit.ts'
import { callAs, type Call, type Callers } from './callers.ts'

/**
 * A session around which Mai and Idrissa talk: Idrissa has proposed a time, and written to her. Both have written how they can be reached, and
 * keep it. A small room is open, in which Idrissa sits, and Mai has proposed another.
 */
export type Met = {
  readonly session: string
  readonly pair: string
  readonly meeting: string
  readonly message: string
  readonly handed: string
  readonly contact: string
  /** Idrissa on the list. */
  readonly entry: string
  readonly room: string
  readonly proposed: string
  /** When the session is planned. */
  readonly startsAt: string
  readonly endsAt: string
}

export const SAID = { words: ['trust'], questions: [1], languages: ['en'], seeks: ['a mentor'], offers: ['translation'] }
const QUARTER_MS = 900_000

export async function stageMet(hub: BareHub, callers: Pick<Callers, 'Mai' | 'Idrissa'>): Promise<Met> {
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
  const startsAt = new Date((Math.ceil(hub.runner.outside.now().getTime() / QUARTER_MS) + 4) * QUARTER_MS).toISOString()
  const { id: meeting } = await idrissa<{ id: string }>('encounters.propose-meeting', {
    ...{ session, pair, sending: randomUUID(), startsAt, minutes: 30, place: 'The hall' },
  })
  for (const call of [mai, idrissa]) await call('encounters.offer-contact', { session, pair, text: 'Write to me.' })
  for (const call of [mai, idrissa]) await call('encounters.keep-contact', { session, pair, keep: true })
  const [kept] = await mai<{ id: string }[]>('encounters.contacts', {})
  return { session, pair, meeting, message, handed, contact: kept?.id ?? '', entry, ...(await stageRooms(hub, session, { mai, idrissa })) }
}

async function stageRooms(hub: BareHub, session: string, { mai, idrissa }: { readonly mai: Call; readonly idrissa: Call }) {
  const { starts_at: from, ends_at: to } = await hub.db
    .selectFrom('summit_session')
    .select(['starts_at', 'ends_at'])
    .where('id', '=', session)
    .executeTakeFirstOrThrow()
  const [startsAt, endsAt] = [from.toISOString(), to.toISOString()]
  const wanted = () => ({ session, sending: randomUUID(), title: 'Schools', capacity: 6, startsAt, minutes: 15 })
  const { id: room } = await callAs(hub, theHub)<{ id: string }>('encounters.open-room', wanted())
  await idrissa('encounters.join-room', { session, room })
  const { id: proposed } = await mai<{ id: string }>('encounters.open-room', wanted())
  return { room, proposed, startsAt, endsAt }
}

async function firstShown(call: Call, session: string): Promise<string> {
  const list = await call<{ suggestions: readonly { readonly entry: string }[] }>('encounters.list', { session })
  return list.suggestions[0]?.entry ?? ''
}
