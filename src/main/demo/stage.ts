import { nobody, theHub, type Actor } from '../../core/actor.ts'
import type { Event } from '../../core/event.ts'
import type { Runner } from '../../core/perform.ts'
import type { Db } from '../../platform/db.ts'
import type { Identify, Kit } from '../../web/manifest.ts'
import { operationNamed, rooms } from '../rooms.ts'
import { openChance } from './chance.ts'

export const DAY_MS = 86_400_000

/** Where the demonstration is played: each deed at a time of its own, in the past or now. */
export type Stage = {
  /** The start of today (UTC): the days of a demonstration count from here. */
  readonly today: Date
  call<Result = unknown>(name: string, input: unknown, by: By): Promise<Result>
  /** The link that would go out by mail is used at once: the addresses of the demonstration belong to nobody. */
  signUp(who: { email: string; name: string; language: string }, at: Date): Promise<Actor>
  /** Somebody without an account, who keeps the key as a browser would. */
  welcome(dialogue: string, at: Date): Promise<Actor>
}

/** Who acts for a body. */
export type Staff = { readonly steward: Actor; readonly convener: Actor; readonly moderator: Actor; readonly bodyId: string }

/** Somebody who says something in a dialogue otherwise than as one of the crowd. */
export type Speaker = { readonly actor: Actor; readonly voice: object }

type By = { readonly actor: Actor; readonly at: Date }

/** A moment of the demonstration: so many days before today, and an hour of that day (UTC). */
export const timeAgo = ({ today }: Stage, days: number, hours = 0): Date => new Date(today.getTime() - days * DAY_MS + hours * 3_600_000)
/** A day so many days from today, as a form wants it. */
export const dayIn = (stage: Stage, days: number): string => timeAgo(stage, -days).toISOString().slice(0, 10)

/** Everything in one transaction: a start that is broken off leaves an empty hub, never half a demonstration. */
export async function playOnStage(kit: Kit, play: (stage: Stage) => Promise<void>): Promise<void> {
  const { runner } = kit
  const announced: Event[] = []
  await runner.db.transaction().execute(async (tx) => {
    // A deed asks its runner for a transaction, and gets the one that is open.
    const db = { transaction: () => ({ execute: async <T>(work: (inner: typeof tx) => Promise<T>) => work(tx) }) } as unknown as Db
    const identify = rooms.find((room) => room.identify !== undefined)?.identify?.({ ...kit, runner: { ...runner, db: tx } })
    if (identify === undefined) throw new Error('no room knows who signs in')
    // Deeds in one statement would go past the transaction that is open.
    await play(openStage({ ...runner, db, inOne: false, announce: (events) => void announced.push(...events) }, identify))
  })
  runner.announce(announced)
}

function openStage(runner: Runner, identify: Identify): Stage {
  const now = runner.outside.now()
  const chance = openChance(6)
  // Ids and numbers repeat from start to start. Tokens stay random: with one that the source tells, anybody could act as these people.
  const outside = { ...runner.outside, uuid: chance.uuid, below: chance.below }
  const at = (time: Date): Runner => ({ ...runner, outside: { ...outside, now: () => time } })
  const invoke = async <Result>(on: Runner, name: string, input: unknown, actor: Actor) =>
    (await operationNamed(name).invoke(on, input, actor)) as Result
  return {
    today: new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS),
    call: (name, input, by) => invoke(at(by.at), name, input, by.actor),
    async signUp({ email, name, language }, time) {
      const told: Event[] = []
      const listening = { ...at(time), deliver: async (_tx: unknown, events: readonly Event[]) => void told.push(...events) }
      await invoke(listening, 'people.request-sign-in-link', { email }, nobody(language))
      const link = told[0]?.subject ?? ''
      const token = outside.keys.sign('sign-in', link)
      const input = { token, newcomerName: name }
      const { session } = await invoke<{ session: string }>(at(time), 'people.use-sign-in-link', input, nobody(language))
      const { account, person } = await identify(session, time)
      return { ...nobody(language), account, person }
    },
    async welcome(dialogue, time) {
      const { key } = await invoke<{ key: string | null }>(at(time), 'dialogue.join', { dialogue }, nobody('fr'))
      const secret = outside.keys.verify(`guest/${dialogue}`, key ?? '')
      return { ...nobody('fr'), guestKey: () => secret }
    },
  }
}

export const byTheHub = (at: Date): By => ({ actor: theHub, at })
