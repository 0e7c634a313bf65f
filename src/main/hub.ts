import type { Hono } from 'hono'
import type { Event } from '../core/event.ts'
import type { Runner } from '../core/perform.ts'
import { refusals } from '../core/refused.ts'
import { EVENT_QUEUE, wire, type Sweep } from '../core/worker.ts'
import { openDb, readingOnce } from '../platform/db.ts'
import { openLimits } from '../web/limits.ts'
import { openLive } from '../web/live.ts'
import type { Kit } from '../web/manifest.ts'
import type { Env } from '../web/page.ts'
import { openBooks } from '../web/say.ts'
import { buildApp } from './app.ts'
import type { HubParts } from './parts.ts'
import { rooms } from './rooms.ts'

export type Hub = {
  readonly app: Hono<Env>
  readonly runner: Runner
  readonly kit: Kit
  /** Hand one queued event to its listeners. */
  work(event: Event): Promise<void>
  /** Every sweep once, now: what the worker does by the clock. */
  sweep(): Promise<void>
  /** Take jobs from the queue and sweep by the clock, until stopped. */
  startWorker(): Promise<void>
  stop(): Promise<void>
}

/** The one place where the rooms, the outside world and the web are put together. */
export function openHub(parts: HubParts): Hub {
  const { pool, queue, outside, mailer, pusher, log, publicUrl, hubName, homeZone, demo, leaveTo } = parts
  const db = openDb(pool)
  const books = openBooks([new URL('../web/messages/', import.meta.url), ...rooms.map((room) => room.messages)])
  const runner: Runner = {
    db,
    outside,
    deliver: (tx, events) => wired.deliver(tx, events),
    announce: (events) => wired.announce(events),
    inOne: parts.oneServer ?? true,
  }
  const shared = {
    ...{ books, mailer, pusher, limits: openLimits(() => outside.now()), live: openLive() },
    ...{ publicUrl, hubName, homeZone, demo, leaveTo, note: parts.note, mapBorders: parts.mapBorders ?? 'none' },
    secureCookies: publicUrl.startsWith('https:'),
    operations: rooms.flatMap((room) => room.operations),
    refusals: Object.assign({}, refusals, ...rooms.map((room) => room.refusals)),
  }
  const kit = kitOver(runner, shared)
  const jobs = rooms.flatMap((room) => room.jobs?.(kit) ?? [])
  const sweeps = jobs.flatMap((job) => job.sweeps)
  const listeners = jobs.flatMap((job) => job.listeners)
  const wired = wire(listeners, queue, runner, (error, kind) => log.error({ err: error, kind }, 'A job failed.'))
  const timers: NodeJS.Timeout[] = []
  return {
    app: buildApp(kit, parts),
    runner,
    kit,
    work: wired.work,
    async sweep() {
      for (const { sweep } of sweeps) await sweep(runner)
    },
    async startWorker() {
      await queue.work(EVENT_QUEUE, (event) => wired.work(revived(event)))
      for (const one of sweeps)
        timers.push(everySoOften(one, runner, (error) => log.error({ err: error, sweep: one.name }, 'A sweep failed.')))
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      for (const room of rooms) await room.stop?.()
    },
  }
}

type Shared = Pick<
  Kit,
  'books' | 'mailer' | 'pusher' | 'limits' | 'live' | 'publicUrl' | 'hubName' | 'homeZone' | 'demo' | 'leaveTo' | 'note'
> &
  Pick<Kit, 'secureCookies' | 'operations' | 'refusals' | 'mapBorders'>

/** What the rooms do for one another, each through this kit. */
function kitOver(runner: Runner, shared: Shared): Kit {
  const kit: Kit = {
    ...shared,
    runner,
    forOnePage: () => kitOver({ ...runner, db: readingOnce(runner.db) }, shared),
    bodySections: async (page, bodyId) =>
      Promise.all(rooms.flatMap((room) => (room.bodySection === undefined ? [] : [room.bodySection(kit, page, bodyId)]))),
    sessionSections: async (page, session) =>
      Promise.all(rooms.flatMap((room) => (room.sessionSection === undefined ? [] : [room.sessionSection(kit, page, session)]))),
    editionSections: async (page, edition) =>
      Promise.all(rooms.flatMap((room) => (room.editionSection === undefined ? [] : [room.editionSection(kit, page, edition)]))),
    subjectSections: async (page, subject) =>
      Promise.all(rooms.flatMap((room) => (room.subjectSection === undefined ? [] : [room.subjectSection(kit, page, subject)]))),
    thingSections: async (page, shown) =>
      Promise.all(rooms.flatMap((room) => (room.thingSection === undefined ? [] : [room.thingSection(kit, page, shown)]))),
    thingLabels: async (page, at) =>
      joined(await Promise.all(rooms.flatMap((room) => (room.thingLabels === undefined ? [] : [room.thingLabels(kit, page, at)])))),
    signInWays: async (page, then) =>
      Promise.all(rooms.flatMap((room) => (room.signInWays === undefined ? [] : [room.signInWays(kit, page, then)]))),
    ownWaysIn: async (page, mayChange) =>
      Promise.all(rooms.flatMap((room) => (room.ownWaysIn === undefined ? [] : [room.ownWaysIn(kit, page, mayChange)]))),
    news: async (asked) => (await Promise.all(rooms.flatMap((room) => (room.news === undefined ? [] : [room.news(kit, asked)])))).flat(),
    ownNotes: async (page) => Promise.all(rooms.flatMap((room) => (room.ownNote === undefined ? [] : [room.ownNote(kit, page)]))),
    namings: async (page, person) =>
      (await Promise.all(rooms.flatMap((room) => (room.namedOf === undefined ? [] : [room.namedOf(kit, page, person)])))).flat(),
    waitingIn: async (page, communities) =>
      joined(await Promise.all(rooms.flatMap((room) => (room.waitingIn === undefined ? [] : [room.waitingIn(kit, page, communities)])))),
    welcome: (then) => welcomeBefore(then),
    contactAt: async (path, actor) => (await contactAt?.(path, actor)) ?? null,
    joining: async (page, scope) => (await rooms.find((room) => room.joining !== undefined)?.joining?.(kit, page, scope)) ?? null,
  }
  const contactAt = rooms.find((room) => room.contactAt !== undefined)?.contactAt?.(kit)
  return kit
}

function welcomeBefore(then: string | null): string | null {
  const page = rooms.find((room) => room.welcome !== undefined)?.welcome
  if (page === undefined) return then
  return then === null ? page : `${page}?then=${encodeURIComponent(then)}`
}

/** Several maps as one: under each key what any of them has. */
function joined<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, readonly T[]> {
  const grouped = Map.groupBy(
    maps.flatMap((map) => [...map]),
    ([key]) => key,
  )
  return new Map([...grouped].map(([key, entries]) => [key, entries.map(([, value]) => value)]))
}

/** A queued event has been through JSON: its time is a text there. */
function revived(data: object): Event {
  const event = data as Omit<Event, 'at'> & { at: string | Date }
  return { ...event, at: new Date(event.at) }
}

/** Never twice at once: a sweep that takes long skips its next turn. */
function everySoOften({ everySeconds, sweep }: Sweep, runner: Runner, onFault: (error: unknown) => void): NodeJS.Timeout {
  let busy = false
  const once = async () => {
    if (busy) return
    busy = true
    await sweep(runner).catch(onFault)
    busy = false
  }
  void once()
  return setInterval(() => void once(), everySeconds * 1000)
}
