import { randomUUID } from 'node:crypto'
import type { Hub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'
import { dayIn } from '../days.ts'

/** A call of Lyon and its three questions, both open. */
export type Beaten = { readonly call: string; readonly pulse: string }

export async function stagePulse(hub: Hub, { Idrissa }: Pick<Callers, 'Idrissa'>): Promise<Beaten> {
  await hub.db
    .insertInto('followed')
    .values({ subject: 'topic:health', followers: 12 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const idrissa = callAs(hub, Idrissa.actor)
  const lyon = { sort: 'body', sender: hub.cast.bodies.lyon }
  const endsOn = dayIn(hub, 9)
  const texts = [{ language: 'en', title: 'Come', text: 'And read.' }]
  const call = await idrissa<{ id: string }>('pulse.send-call', {
    ...lyon,
    sending: randomUUID(),
    texts,
    to: '/events',
    topics: ['health'],
    endsOn,
  })
  const pulse = await idrissa<{ id: string }>('pulse.ask', { ...lyon, sending: randomUUID() })
  return { call: call.id, pulse: pulse.id }
}
