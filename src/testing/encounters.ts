import type { Actor } from '../core/actor.ts'
import { Refused } from '../core/refused.ts'
import { type CastName, memberNamed, seatNew } from './cast.ts'
import type { Hub } from './hub.ts'
import { callAs, type Call } from './rights/callers.ts'
import type { StagedSession } from './summit.ts'

export const SAID = { words: ['trust'], questions: [1], languages: ['en'], seeks: ['a mentor'], offers: ['translation'] }

type Shown = {
  readonly entry: string
  readonly name: string
  readonly state: boolean
  readonly points: number
  readonly room: string | null
}
export type Listed = {
  readonly count: number | null
  readonly entry: object | null
  readonly suggestions: readonly Shown[]
  readonly asking: readonly Shown[]
  readonly asked: readonly Shown[]
  readonly talks: readonly { readonly pair: string; readonly entry: string; readonly name: string }[]
}

export const castCall = (hub: Hub, name: CastName): Call => callAs(hub, memberNamed(hub.cast, name).actor)

/** The code with which a deed was refused, or that it was done. */
export async function refusal(deed: Promise<unknown>): Promise<string> {
  try {
    await deed
    return 'done'
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.refusal.code
  }
}

export const listOf = (call: Call, session: string): Promise<Listed> => call<Listed>('encounters.list', { session })

/** On the list, and shown the first few. */
export async function enter(call: Call, session: string, said: object = SAID): Promise<void> {
  await call('encounters.enter-list', { session, ...said })
  await call('encounters.refresh-suggestions', { session })
}

/** Somebody new with a place in the edition. */
export async function newcomer(hub: Hub, name: string, edition: string): Promise<{ readonly actor: Actor; readonly call: Call }> {
  const { actor } = await seatNew(hub.runner, `${name.toLowerCase().replaceAll(' ', '-')}@example.org`, name)
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

/** Many people on the list who say the same. Written as they would lie there: each of them going through every door costs a test half a minute. */
export async function crowd(hub: Hub, { id: session, edition }: StagedSession, count: number): Promise<void> {
  const { keys, now, uuid } = hub.runner.outside
  const all = Array.from({ length: count }, (_, at) => ({ account: uuid(), person: uuid(), member: uuid(), name: `Crowd ${at}` }))
  const account = { email_tag: null, email_sealed: null, language: 'en', created_at: now(), leaving_at: null }
  await hub.db
    .insertInto('account')
    .values(all.map(({ account: id }) => ({ id, ...account })))
    .execute()
  await hub.db
    .insertInto('person')
    .values(all.map(({ account: account_id, person: id, name }) => ({ id, account_id, name })))
    .execute()
  const place = { state: 'confirmed', mode: 'online', quiet: false, letter: false, moved_up: false, asked_at: now() } as const
  const none = { code_sealed: Buffer.alloc(1), decided_at: null, reason_sealed: null }
  await hub.db
    .insertInto('registration')
    .values(
      all.map(({ person: person_id }) => ({
        ...{
          edition_id: edition,
          id: uuid(),
          person_id,
          holder_tag: Buffer.from(uuid()),
          code_hash: Buffer.from(uuid()),
          ...place,
          ...none,
        },
      })),
    )
    .execute()
  await hub.db
    .insertInto('encounter_member')
    .values(all.map(({ account: of, member: id }) => ({ session_id: session, id, owner_tag: keys.tag('encounter-owner', session, of) })))
    .execute()
  const told_sealed = keys.seal('encounter-told', JSON.stringify(SAID))
  await hub.db
    .insertInto('encounter_entry')
    .values(
      all.map(({ person: person_id, member: member_id }) => ({
        ...{ session_id: session, member_id, id: uuid(), person_id, not_to_states: false, told_sealed },
      })),
    )
    .execute()
}
