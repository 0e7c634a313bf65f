import type { Id } from '#base'
import { theHub, type Actor } from '../../core/actor.ts'
import { operationNamed } from '../../main/rooms.ts'
import { memberNamed, signUp, UNIT, type Cast, type CastName } from '../cast.ts'
import { doAsHub } from '../dialogues.ts'
import type { Hub, BareHub } from '../hub.ts'

/** Everybody who may try: the columns of the table, in its order. */
export const CALLERS = ['Ana', 'guest', 'Leïla', 'Orla', 'Mai', 'Idrissa', 'Niamh', 'Samir', 'Aoife', 'Gift', 'the hub'] as const
export type CallerName = (typeof CALLERS)[number]

/** `session`: the token of a browser that is signed in, empty for who has none. `other`: a second identity of the same account. */
export type Caller = { readonly actor: Actor; readonly session: string; readonly other: string }
export type Callers = Readonly<Record<CallerName, Caller>>

export const stranger: Actor = { ...theHub, operator: false }
/** An identity of none of them. */
export const NOBODY = '00000000-0000-4000-8000-00000000000b'

/** One of the cast, with no second identity. */
export function callerOf(cast: Cast, name: CastName): Caller {
  const { actor, session } = memberNamed(cast, name)
  return { actor, session, other: NOBODY }
}

export type Call = <T>(name: string, input: unknown) => Promise<T>

export const callAs =
  (hub: Pick<BareHub, 'runner'>, actor: Actor): Call =>
  async <T>(name: string, input: unknown) =>
    (await operationNamed(name).invoke(hub.runner, input, actor)) as T

/** What a deed tells is the subject of its letter: the row of a link, of which the letter's token is made. */
export async function subjectTold(hub: Hub, name: string, input: unknown, actor: Actor): Promise<string> {
  const told: string[] = []
  const runner = {
    ...hub.runner,
    deliver: async (_tx: unknown, events: readonly { subject: string }[]) => void told.push(...events.map(({ subject }) => subject)),
  }
  await operationNamed(name).invoke(runner, input, actor)
  return told[0] ?? ''
}

type Signed = { readonly person: string; readonly session: string }

export async function seat(hub: Hub, guest: Actor): Promise<Callers> {
  const cast = (name: CastName): Promise<Caller> => memberOf(hub, memberNamed(hub.cast, name), name === 'gift')
  return {
    Ana: { actor: stranger, session: '', other: NOBODY },
    guest: { actor: guest, session: '', other: NOBODY },
    Leïla: await memberOf(hub, await signUp(hub.runner, 'leila@example.org', 'Leïla')),
    Orla: await leaver(hub),
    Mai: await cast('mai'),
    Idrissa: await cast('idrissa'),
    Niamh: await cast('niamh'),
    Samir: await cast('samir'),
    Aoife: await cast('aoife'),
    Gift: await cast('gift'),
    'the hub': { actor: theHub, session: '', other: NOBODY },
  }
}

async function memberOf(hub: Hub, { person, session }: Signed, operator = false): Promise<Caller> {
  const { account, name } = await hub.db
    .selectFrom('person')
    .select(['account_id as account', 'name'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow()
  const actor = { ...stranger, account: account as Id<'account'>, person: person as Id<'person'>, operator }
  const other = await callAs(hub, actor)<{ person: string }>('people.make-identity', { name: `${name} elsewhere` })
  return { session, actor, other: other.person }
}

/** A steward of the government unit who asked to leave. */
async function leaver(hub: Hub): Promise<Caller> {
  const caller = await memberOf(hub, await signUp(hub.runner, 'orla@example.org', 'Orla'))
  await doAsHub(hub, 'organisations.appoint', { body: UNIT, person: caller.actor.person, role: 'steward' })
  const call = callAs(hub, caller.actor)
  await call('holdings.request-export', { held: caller.session })
  const { leavingAt } = await call<{ leavingAt: Date }>('people.leave-hub', { sure: true, held: caller.session })
  return { ...caller, actor: { ...caller.actor, leavingAt } }
}
