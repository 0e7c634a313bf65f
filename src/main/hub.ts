import type { Hono } from 'hono'
import type { Event } from '../core/event.ts'
import type { Runner } from '../core/perform.ts'
import { refusals } from '../core/refused.ts'
import { EVENT_QUEUE, wire, type Sweep } from '../core/worker.ts'
import { watchClock } from '../platform/clock-watch.ts'
import { openDb, readingOnce } from '../platform/db.ts'
import { NOBODY_ELSE } from '../platform/line.ts'
import { openMetrics } from '../platform/metrics.ts'
import { countLetters } from '../web/counted.ts'
import { openLimits, type CountedTogether } from '../web/limits.ts'
import { keepPages } from '../web/kept-pages.ts'
import { openLive } from '../web/live.ts'
import type { Kit, Manifest } from '../web/manifest.ts'
import type { Env } from '../web/page.ts'
import { openBooks } from '../web/say.ts'
import { buildApp } from './app.ts'
import type { HubParts } from './parts.ts'
import { rooms } from './rooms.ts'
import { VERSION } from './version.ts'

export type Hub = {
  readonly app: Hono<Env>
  readonly runner: Runner
  readonly kit: Kit
  /** Hand one queued event to its listeners. */
  work(event: Event): Promise<void>
  /** Every sweep once, now: what the worker does by the clock. */
  sweep(): Promise<void>
  /** Sweep by the clock, until stopped, and take jobs from the queue. `jobs` false: others do; here only what is in the memory of this process is seen to. */
  startWorker(ways?: { readonly jobs: boolean }): Promise<void>
  /** Waits for the sweeps that are under way. */
  stop(): Promise<void>
}

/** The one place where the rooms, the outside world and the web are put together. */
export function openHub(parts: HubParts): Hub {
  const { pool, queue, outside, pusher, log, publicUrl, hubName, homeZone, demo, leaveTo } = parts
  const db = openDb(pool, parts.replicas?.through)
  const line = parts.line ?? NOBODY_ELSE
  const live = openLive(line)
  const metrics = parts.metricsToken ? openMetrics({ pool, streams: () => live.streams(), version: VERSION }) : null
  const mailer = metrics === null ? parts.mailer : countLetters(parts.mailer, metrics)
  const here = parts.apart?.rooms ?? rooms
  const books = openBooks([new URL('../web/messages/', import.meta.url), ...rooms.map((room) => room.messages)])
  const keptPages = keepPages({ secure: publicUrl.startsWith('https:'), now: () => outside.now() })
  const runner: Runner = {
    db,
    outside,
    deliver: (tx, events) => wired.deliver(tx, events),
    announce(events) {
      for (const { kind, scope } of events) {
        if (OFTEN.has(kind)) continue
        keptPages.forget(scope)
        line.say(PAGE_TOPIC, scope)
      }
      wired.announce(events)
    },
    inOne: parts.oneServer ?? true,
    ...(metrics === null ? {} : { counted: metrics.deed }),
  }
  line.hear(PAGE_TOPIC, keptPages.forget)
  const shared = {
    ...{ books, mailer, pusher, limits: openLimits(() => outside.now(), countedTogether(parts)), live, keptPages },
    ...{ publicUrl, hubName, homeZone, demo, leaveTo, note: parts.note, mapBorders: parts.mapBorders ?? 'none' },
    secureCookies: publicUrl.startsWith('https:'),
    operations: here.flatMap((room) => room.operations),
    refusals: Object.assign({}, refusals, ...rooms.map((room) => room.refusals)),
  }
  const kit = kitOver(runner, shared, here)
  // A box has nothing to hand on; what an issuer tells is for all rooms, wherever they are.
  const jobs = (parts.apart?.knowsNobody === true ? [] : rooms).flatMap((room) => room.jobs?.(kit) ?? [])
  const sweeps = jobs.flatMap((job) => job.sweeps)
  const listeners = jobs.flatMap((job) => job.listeners)
  const wired = wire(listeners, queue, runner, (error, kind) => log.error({ err: error, kind }, 'A job failed.'), line)
  const stops: (() => Promise<void>)[] = []
  return {
    app: buildApp(kit, { ...parts, metrics }),
    runner,
    kit,
    work: wired.work,
    async sweep() {
      for (const { sweep } of sweeps) await sweep(runner)
    },
    async startWorker({ jobs: takesJobs } = { jobs: true }) {
      if (takesJobs) await queue.work(EVENT_QUEUE, (event) => wired.work(revived(event)))
      const clock = watchClock((told) => log.error(told))
      const mine = async ({ here, everySeconds }: Sweep) =>
        here === true || (takesJobs && !(clock.hasLeapt() && everySeconds >= BY_THE_HOUR_SECONDS) && (await line.leads()))
      for (const one of sweeps)
        stops.push(everySoOften(one, { runner, mine, onFault: (error) => log.error({ err: error, sweep: one.name }, 'A sweep failed.') }))
    },
    async stop() {
      await Promise.all(stops.map((stop) => stop()))
      for (const room of rooms) await room.stop?.()
      metrics?.stop()
    },
  }
}

/** What comes more often looks at what changed, and not at the hour. */
const BY_THE_HOUR_SECONDS = 10

const OFTEN = new Set(rooms.flatMap(({ often }) => often ?? []))

type Shared = Pick<
  Kit,
  'books' | 'mailer' | 'pusher' | 'limits' | 'live' | 'keptPages' | 'publicUrl' | 'hubName' | 'homeZone' | 'demo' | 'leaveTo' | 'note'
> &
  Pick<Kit, 'secureCookies' | 'operations' | 'refusals' | 'mapBorders'>

/** What the rooms do for one another, each through this kit. */
function kitOver(runner: Runner, shared: Shared, here: readonly Manifest[]): Kit {
  const ofEach = asking(here)
  const kit: Kit = {
    ...shared,
    runner,
    forOnePage: () => kitOver({ ...runner, db: readingOnce(runner.db) }, shared, here),
    bodySections: (page, bodyId) => ofEach((room) => room.bodySection?.(kit, page, bodyId)),
    sessionSections: (page, session) => ofEach((room) => room.sessionSection?.(kit, page, session)),
    editionSections: (page, edition) => ofEach((room) => room.editionSection?.(kit, page, edition)),
    subjectSections: (page, subject) => ofEach((room) => room.subjectSection?.(kit, page, subject)),
    thingSections: (page, shown) => ofEach((room) => room.thingSection?.(kit, page, shown)),
    thingLabels: async (page, at) => joined(await ofEach((room) => room.thingLabels?.(kit, page, at))),
    signInWays: (page, then) => ofEach((room) => room.signInWays?.(kit, page, then)),
    ownWaysIn: (page, mayChange) => ofEach((room) => room.ownWaysIn?.(kit, page, mayChange)),
    news: async (asked) => (await ofEach((room) => room.news?.(kit, asked))).flat(),
    ownNotes: (page) => ofEach((room) => room.ownNote?.(kit, page)),
    namings: async (page, person) => (await ofEach((room) => room.namedOf?.(kit, page, person))).flat(),
    waitingIn: async (page, communities) => joined(await ofEach((room) => room.waitingIn?.(kit, page, communities))),
    welcome: (then) => welcomeBefore(here, then),
    contactAt: async (path, actor) => (await here.find((room) => room.contactAt !== undefined)?.contactAt?.(kit)(path, actor)) ?? null,
    joining: async (page, scope) => (await here.find((room) => room.joining !== undefined)?.joining?.(kit, page, scope)) ?? null,
  }
  return kit
}

/** Of each room that has it, in the order of the house. */
const asking =
  (rooms: readonly Manifest[]) =>
  async <T>(ask: (room: Manifest) => Promise<T> | undefined): Promise<T[]> =>
    Promise.all(rooms.flatMap((room) => ask(room) ?? []))

function welcomeBefore(rooms: readonly Manifest[], then: string | null): string | null {
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

type Turn = {
  readonly runner: Runner
  /** Whether it is for this process to do now. */
  readonly mine: (sweep: Sweep) => Promise<boolean>
  readonly onFault: (error: unknown) => void
}

/** Never twice at once: a sweep that takes long skips its next turn. Returns how it ends. */
function everySoOften(one: Sweep, { runner, mine, onFault }: Turn): () => Promise<void> {
  let under: Promise<void> | null = null
  const once = async () => {
    if (await mine(one)) await one.sweep(runner)
    else one.elsewhere?.()
  }
  const turn = () => {
    under ??= once()
      .catch(onFault)
      .finally(() => (under = null))
  }
  turn()
  const timer = setInterval(turn, one.everySeconds * 1000)
  return async () => {
    clearInterval(timer)
    await under
  }
}

/** Something was told in another process of what pages belong to. */
const PAGE_TOPIC = 'page'

/** The key of a day is made of the hub's secret, so that all its processes have the same. */
const countedTogether = ({ line, outside }: HubParts): CountedTogether | undefined =>
  line === undefined ? undefined : { line, keyOf: (day) => outside.keys.tag('limits-of-the-day', day) }
