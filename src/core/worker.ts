import type { Event } from './event.ts'
import type { Runner } from './perform.ts'
import type { Reader } from '../platform/db.ts'
import { NOBODY_ELSE, type Line } from '../platform/line.ts'
import type { Queue } from '../platform/queue.ts'

/** Thin: ids in, a command called. At least once, so what it calls is idempotent. */
export type Job = (runner: Runner, event: Event) => Promise<void>
/** What of an event goes to other processes: what kind, of what, and a new version where there is one. */
export type Heard = Pick<Event, 'kind' | 'scope' | 'subject' | 'data'>
/**
 * `critical`: queued in the deed's own transaction and tried again; `unhurried`: the same, behind everything else that is queued;
 * `best-effort`: called in this process after the commit, may be lost; `everywhere`: the same in every process of the hub, for open pages and for what
 * a process keeps. The subject goes to others where it is wanted: without it, a hundred votes in one dialogue are one word.
 */
export type Listener =
  | { readonly kind: string; readonly delivery: 'critical' | 'unhurried' | 'best-effort'; readonly job: Job }
  | {
      readonly kind: string
      readonly delivery: 'everywhere'
      readonly wants?: 'subject'
      readonly job: (runner: Runner, heard: Heard) => Promise<void>
    }

/**
 * Called again and again by the clock: what an hour decides, and what a lost announcement left undone. One process does it for all, unless it is about
 * what each has in its own memory (`here`). `elsewhere` is called in the others, at each turn: what waits in their memory for it is not theirs to do.
 */
export type Sweep = {
  readonly name: string
  readonly everySeconds: number
  readonly sweep: (runner: Runner) => Promise<void>
  readonly here?: true
  readonly elsewhere?: () => void
}

type Holding<Gone> = {
  /** The event by which somebody is gone. */
  readonly kind: string
  /** Of the sweep. */
  readonly name: string
  release(runner: Runner, gone: Gone): Promise<unknown>
}

/**
 * For a room that holds something of somebody: it lets go of whoever leaves, and once an hour of whoever slipped through, for a deed may be on its way
 * while its doer is erased, and write after all of theirs was let go.
 */
function releasing<Gone>({
  kind,
  name,
  release,
  goneBy,
  leftBehind,
}: Holding<Gone> & { goneBy(event: Event): Gone; leftBehind(runner: Runner): Promise<readonly Gone[]> }) {
  const listener: Listener = {
    kind,
    delivery: 'critical',
    job: async (runner, event) => void (await release(runner, goneBy(event))),
  }
  const sweep: Sweep = {
    name,
    everySeconds: 60 * 60,
    async sweep(runner) {
      for (const gone of await leftBehind(runner)) await release(runner, gone)
    },
  }
  return { listener, sweep }
}

type Holder = Holding<string> & { leftBehind(db: Reader, outside: Runner['outside']): Promise<readonly string[]> }

/** Of what the event names as its subject. `leftBehind`: those of whom the room holds something though they are gone. */
export const lettingGo = ({ leftBehind, ...holding }: Holder) =>
  releasing({ ...holding, goneBy: ({ subject }) => subject, leftBehind: ({ db, outside }) => leftBehind(db, outside) })

export type GoneMember = { readonly community: string; readonly member: string }

/** The same for a member of a community, who is gone from it and not from the hub. */
export const lettingGoOfMembers = (
  holding: Omit<Holding<GoneMember>, 'kind'> & { leftBehind(runner: Runner): Promise<readonly GoneMember[]> },
) => releasing({ ...holding, kind: 'communities.member.left', goneBy: ({ scope, subject }) => ({ community: scope, member: subject }) })

export const EVENT_QUEUE = 'events'

export type Wired = Pick<Runner, 'deliver' | 'announce'> & {
  /** Hand a queued event to its listeners. */
  work(event: Event): Promise<void>
}

/** Best effort, to all other processes of the hub (`platform/line.ts`). */
export type Others = Pick<Line, 'say' | 'hear' | 'others'>

export function wire(
  listeners: readonly Listener[],
  queue: Pick<Queue, 'send'>,
  runner: Runner,
  onFault: (error: unknown, kind: string) => void,
  others: Others = NOBODY_ELSE,
): Wired {
  const of = (delivery: Listener['delivery']) =>
    Map.groupBy(
      listeners.flatMap((one): { kind: string; job: Job }[] => (one.delivery === delivery ? [one] : [])),
      ({ kind }) => kind,
    )
  const critical = of('critical')
  const unhurried = of('unhurried')
  const live = of('best-effort')
  const shared = Map.groupBy(
    listeners.flatMap((one) => (one.delivery === 'everywhere' ? [one] : [])),
    ({ kind }) => kind,
  )
  const hear = (heard: Heard): void => {
    for (const { job } of shared.get(heard.kind) ?? []) job(runner, heard).catch((error: unknown) => onFault(error, heard.kind))
  }
  others.hear(EVENT_TOPIC, (words) => {
    const heard = readHeard(words)
    if (heard !== null) hear(heard)
  })
  return {
    async deliver(tx, events) {
      for (const event of events) {
        if (critical.has(event.kind)) await queue.send(tx, EVENT_QUEUE, event)
        else if (unhurried.has(event.kind)) await queue.send(tx, EVENT_QUEUE, event, 'later')
      }
    },
    announce(events) {
      for (const event of events) {
        for (const { job } of live.get(event.kind) ?? []) job(runner, event).catch((error: unknown) => onFault(error, event.kind))
        const hearers = shared.get(event.kind)
        if (hearers === undefined) continue
        hear(event)
        if (others.others() === 0) continue
        const withSubject = hearers.some(({ wants }) => wants === 'subject')
        others.say(EVENT_TOPIC, wordsOf(event, withSubject))
      }
    },
    async work(event) {
      for (const { job } of [...(critical.get(event.kind) ?? []), ...(unhurried.get(event.kind) ?? [])]) await job(runner, event)
    },
  }
}

const EVENT_TOPIC = 'event'

function wordsOf({ kind, scope, subject, data }: Heard, withSubject: boolean): string {
  const version = data['version']
  return JSON.stringify([kind, scope, withSubject ? subject : '', ...(typeof version === 'number' ? [version] : [])])
}

function readHeard(words: string): Heard | null {
  const said: unknown = JSON.parse(words)
  if (!Array.isArray(said)) return null
  const [kind, scope, subject, version]: readonly unknown[] = said
  if (typeof kind !== 'string' || typeof scope !== 'string' || typeof subject !== 'string') return null
  return { kind, scope, subject, data: typeof version === 'number' ? { version } : {} }
}
