import { nobody } from '../core/actor.ts'
import { Refused } from '../core/refused.ts'
import { operationNamed } from '../main/rooms.ts'
import type { CastName } from './cast.ts'
import type { BareHub } from './hub.ts'

type Host = { readonly sort: 'community' | 'body'; readonly id: string }

/** A meeting three days after noon of the tests, for everybody. */
export const MEETING = {
  text: { language: 'en', title: 'Soup and songs', text: 'An invented evening.', venue: 'Hall 3, Cork' },
  ...{ kind: 'meeting', visibility: 'everybody', way: 'in-person', languages: ['en'], zone: 'Europe/Dublin' },
  when: { day: '2026-03-04', time: '19:00', minutes: 120 },
} as const

export const SLOT = MEETING.when.day

/** `null`: somebody without an account. */
export async function doAs<Result = unknown>(hub: BareHub, name: CastName | null, operation: string, input: object): Promise<Result> {
  const actor = name === null ? nobody('en') : hub.cast.members.get(name)?.actor
  if (actor === undefined) throw new Error(`the cast has no ${name}`)
  return (await operationNamed(operation).invoke(hub.runner, input, actor)) as Result
}

/** Written and published by whoever leads there; by its id. */
export async function stageEvent(hub: BareHub, by: CastName, host: Host, more: object = {}): Promise<string> {
  const sending = hub.runner.outside.uuid()
  const { id } = await doAs<{ id: string }>(hub, by, 'events.create', { host, sending, ...MEETING, ...more })
  await doAs(hub, by, 'events.publish', { event: id })
  return id
}

/** The code with which a deed was refused; `done` where it was not. */
export const refusalOf = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)),
  )
