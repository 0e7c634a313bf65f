import type { Event } from './event.ts'
import type { Runner } from './perform.ts'
import type { Reader } from '../platform/db.ts'
import type { Queue } from '../platform/queue.ts'

/** Thin: ids in, a command called. At least once, so what it calls is idempotent. */
export type Job = (runner: Runner, event: Event) => Promise<void>
/**
 * `critical`: queued in the deed's own transaction and tried again; `unhurried`: the same, behind everything else that is queued;
 * `best-effort`: called in this process after the commit, may be lost.
 */
export type Listener = { readonly kind: string; readonly delivery: 'critical' | 'unhurried' | 'best-effort'; readonly job: Job }
/** Called again and again by the worker: what a clock decides, and what a lost announcement left undone. */
export type Sweep = { readonly name: string; readonly everySeconds: number; readonly sweep: (runner: Runner) => Promise<void> }

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

/** Of what the event names as its subject. `leftBehind`: those of whom the room holds something though they are gone. */
export const lettingGo = ({ leftBehind, ...holding }: Holding<string> & { leftBehind(db: Reader): Promise<readonly string[]> }) =>
  releasing({ ...holding, goneBy: ({ subject }) => subject, leftBehind: ({ db }) => leftBehind(db) })

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

export function wire(
  listeners: readonly Listener[],
  queue: Pick<Queue, 'send'>,
  runner: Runner,
  onFault: (error: unknown, kind: string) => void,
): Wired {
  const of = (delivery: Listener['delivery']) =>
    Map.groupBy(
      listeners.filter((listener) => listener.delivery === delivery),
      (listener) => listener.kind,
    )
  const critical = of('critical')
  const unhurried = of('unhurried')
  const live = of('best-effort')
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
      }
    },
    async work(event) {
      for (const { job } of [...(critical.get(event.kind) ?? []), ...(unhurried.get(event.kind) ?? [])]) await job(runner, event)
    },
  }
}
