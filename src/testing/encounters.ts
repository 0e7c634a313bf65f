import type { Id } from '#base'
import type { Actor } from '../core/actor.ts'
import { people } from '../modules/people/index.ts'
import { signUp, type CastName } from './cast.ts'
import type { Hub } from './hub.ts'
import { callAs, type Call } from './rights/callers.ts'

export const SAID = { words: ['trust'], questions: [1], languages: ['en'], seeks: ['a mentor'], offers: ['translation'] }

type Shown = { readonly entry: string; readonly name: string; readonly state: boolean; readonly points: number }
export type Listed = {
  readonly count: number | null
  readonly entry: object | null
  readonly suggestions: readonly Shown[]
  readonly asking: readonly Shown[]
  readonly asked: readonly Shown[]
  readonly talks: readonly { readonly pair: string; readonly entry: string; readonly name: string }[]
}

export function castCall(hub: Hub, name: CastName): Call {
  const actor = hub.cast.members.get(name)?.actor
  if (actor === undefined) throw new Error(`${name} is not of the cast`)
  return callAs(hub, actor)
}

export const listOf = (call: Call, session: string): Promise<Listed> => call<Listed>('encounters.list', { session })

/** On the list, and shown the first few. */
export async function enter(call: Call, session: string, said: object = SAID): Promise<void> {
  await call('encounters.enter-list', { session, ...said })
  await call('encounters.refresh-suggestions', { session })
}

/** Somebody new with a place in the edition. */
export async function newcomer(hub: Hub, name: string, edition: string): Promise<{ readonly actor: Actor; readonly call: Call }> {
  const { person } = await signUp(hub.runner, `${name.toLowerCase().replaceAll(' ', '-')}@example.org`, name)
  const account = (await people.accountOf(hub.db, person)) as Id<'account'> | null
  const actor: Actor = { account, person, operator: false, locale: 'en', guestKey: () => null }
  const call = callAs(hub, actor)
  await call('registrations.register', { edition, mode: 'online' })
  return { actor, call }
}

/** Both are on the list, one asks the other, who says yes. */
export async function meet(one: Call, other: Call, session: string, name: string): Promise<string> {
  const found = (await listOf(one, session)).suggestions.find((shown) => shown.name === name)
  if (found === undefined) throw new Error(`${name} is not shown`)
  await one('encounters.ask-person', { session, entry: found.entry })
  const [asking] = (await listOf(other, session)).asking
  const { pair } = await other<{ pair: string }>('encounters.ask-person', { session, entry: asking?.entry })
  return pair
}
