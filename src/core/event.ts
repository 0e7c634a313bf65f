import type { Actor } from './actor.ts'
import type { Reader, Tx } from '../platform/db.ts'
import type { Visibility } from './tables.ts'

/** `kind` = room.noun.past-participle. No choice, no address, no origin, no e-mail in `data`. */
export type EventDraft = {
  readonly kind: string
  /** What it belongs to (a dialogue, a body, the hub): the distributing id. */
  readonly scope: string
  readonly subject: string
  readonly data: Readonly<Record<string, string | number | boolean | null>>
  readonly visibility: Visibility
  /** True where a row "this person, at this second" would undo a pseudonym: then nobody is named. */
  readonly anonymous?: boolean
}

export type Event = EventDraft & { readonly at: Date }

/** Things that belong to no body and no dialogue belong to the hub itself. */
export const THE_HUB = '00000000-0000-4000-8000-000000000000'

const DAY_MS = 86_400_000

/** The beginning of the day (UTC): when it was, for what must not be told to the second. */
export const dayOf = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS)

/** The event row is the audit entry, the feed line and the trigger of the jobs in one: it commits with the deed or not at all. */
export async function record(tx: Tx, drafts: readonly EventDraft[], actor: Actor, now: Date): Promise<void> {
  if (drafts.length === 0) return
  await tx
    .insertInto('event')
    .values(
      drafts.map((draft) => ({
        kind: draft.kind,
        scope_id: draft.scope,
        subject: draft.subject,
        data: JSON.stringify(draft.data),
        visibility: draft.visibility,
        person_id: draft.anonymous === true ? null : actor.person,
        // The second would do what the name would have done: beside a session that began then, it says who it was.
        at: draft.anonymous === true ? dayOf(now) : now,
      })),
    )
    .execute()
}

/** How many events of each kind there are in a scope. */
export async function countEvents(db: Reader, scope: string, kinds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('event')
    .select('kind')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('scope_id', '=', scope)
    .where('kind', 'in', [...kinds])
    .groupBy('kind')
    .execute()
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

export type StoredEvent = Pick<EventDraft, 'kind' | 'subject' | 'data'>

/** The events of these kinds in a scope, in the order in which they were told. */
export async function eventsOf(db: Reader, scope: string, kinds: readonly string[]): Promise<readonly StoredEvent[]> {
  const rows = await db
    .selectFrom('event')
    .select(['kind', 'subject', 'data'])
    .where('scope_id', '=', scope)
    .where('kind', 'in', [...kinds])
    .orderBy('sequence')
    .execute()
  // The column is jsonb: what was written as a text comes back as an object.
  return rows.map(({ kind, subject, data }) => ({ kind, subject, data: data as unknown as EventDraft['data'] }))
}
