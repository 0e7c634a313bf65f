import { joinAll, stageCommunity } from '../communities.ts'
import { MEETING, SLOT, stageEvent } from '../events.ts'
import type { Hub } from '../hub.ts'
import { callAs, type Callers } from './callers.ts'
import { doAs } from '../deeds.ts'

export type StagedEvents = {
  /** Of a body whose steward is Idrissa. */
  readonly body: string
  readonly event: string
  readonly draft: string
  readonly feast: string
  readonly slot: string
  /** Of a hidden community of Mai. */
  readonly hidden: string
  readonly point: string
  readonly link: string
}

export async function stageEvents(hub: Hub, callers: Callers): Promise<{ readonly events: StagedEvents }> {
  const { id } = await stageCommunity(hub, 'mai', { access: 'hidden', name: 'Kept to ourselves', slug: 'kept' })
  await joinAll(hub, id, ['samir'])
  const hidden = await stageEvent(hub, 'mai', { sort: 'community', id })
  const body = hub.cast.bodies.lyon
  const host = { sort: 'body', id: body } as const
  const event = await stageEvent(hub, 'idrissa', host)
  const feast = await stageEvent(hub, 'idrissa', host, { kind: 'feast', byHand: true })
  const sending = hub.runner.outside.uuid()
  const { id: draft } = await doAs<{ id: string }>(hub, 'idrissa', 'events.create', { host, sending, ...MEETING })
  const mai = callAs(hub, callers.Mai.actor)
  const at = { event, slot: SLOT, sending: hub.runner.outside.uuid() }
  const { id: point } = await mai<{ id: string }>('events.propose-point', { ...at, text: 'A piano', language: 'en' })
  const { link } = await mai<{ link: string }>('events.answer', { ...at, answer: 'yes' })
  await mai('events.make-feed', {})
  return { events: { body, event, draft, feast, slot: SLOT, hidden, point, link } }
}
