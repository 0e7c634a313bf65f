import type { CastName } from './cast.ts'
import { doAs } from './deeds.ts'
import type { BareHub } from './hub.ts'

type Host = { readonly sort: 'community' | 'body'; readonly id: string }

/** A meeting three days after noon of the tests, for everybody. */
export const MEETING = {
  text: { language: 'en', title: 'Soup and songs', text: 'An invented evening.', venue: 'Hall 3, Cork' },
  ...{ kind: 'meeting', visibility: 'everybody', way: 'in-person', languages: ['en'], zone: 'Europe/Dublin' },
  when: { day: '2026-03-04', time: '19:00', minutes: 120 },
} as const

export const SLOT = MEETING.when.day

/** Written and published by whoever leads there; by its id. */
export async function stageEvent(hub: BareHub, by: CastName, host: Host, more: object = {}): Promise<string> {
  const sending = hub.runner.outside.uuid()
  const { id } = await doAs<{ id: string }>(hub, by, 'events.create', { host, sending, ...MEETING, ...more })
  await doAs(hub, by, 'events.publish', { event: id })
  return id
}
