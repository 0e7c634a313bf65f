import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Db, Reader, Tx } from '../platform/db.ts'
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

/** How many events of each of these kinds there are in a scope; of a span, from its first moment to before its last. */
export async function countEvents(
  db: Reader,
  scope: string,
  kinds: readonly string[],
  span?: { readonly from: Date; readonly to: Date },
): Promise<ReadonlyMap<string, number>> {
  if (kinds.length === 0) return new Map()
  let counting = db
    .selectFrom('event')
    .select('kind')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('scope_id', '=', scope)
    .where('kind', 'in', [...kinds])
  if (span !== undefined) counting = counting.where('at', '>=', span.from).where('at', '<', span.to)
  const rows = await counting.groupBy('kind').execute()
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

/** An event with the number under which it stands: the order in which deeds began to tell, which is not quite the one in which they ended. */
export type NumberedEvent = EventDraft & Pick<Event, 'at'> & { readonly sequence: number }

/** Those of these kinds that come after a number, in their order. Votes are none of them. */
export async function eventsAfter(
  db: Reader,
  { after, kinds, most }: { readonly after: number; readonly kinds: readonly string[]; readonly most: number },
): Promise<readonly NumberedEvent[]> {
  const rows = await db
    .selectFrom('event')
    .select(['sequence', 'scope_id as scope', 'kind', 'subject', 'data', 'visibility', 'at'])
    .where('sequence', '>', after)
    .where('kind', '<>', 'dialogue.vote.cast')
    .where('kind', 'in', [...kinds])
    .orderBy('sequence')
    .limit(most)
    .execute()
  // The column is jsonb: what was written as a text comes back as an object.
  return rows.map(({ data, ...row }) => ({ ...row, data: data as unknown as EventDraft['data'] }))
}

/** The number of the last event that can be seen, votes apart; 0: there is none. */
export async function lastEventNumber(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('event')
    .select((eb) => eb.fn.max('sequence').as('last'))
    .where('kind', '<>', 'dialogue.vote.cast')
    .executeTakeFirst()
  return row?.last ?? 0
}

export type StoredEvent = Pick<EventDraft, 'kind' | 'subject' | 'data'>
type DatedEvent = StoredEvent & Pick<Event, 'at'>

/** The events of these kinds in a scope, or of one subject in it, in the order in which they were told. */
export async function eventsOf(db: Reader, scope: string, kinds: readonly string[], subject?: string): Promise<readonly DatedEvent[]> {
  let select = db
    .selectFrom('event')
    .select(['kind', 'subject', 'data', 'at'])
    .where('scope_id', '=', scope)
    .where('kind', 'in', [...kinds])
    .orderBy('sequence')
  if (subject !== undefined) select = select.where('subject', '=', subject)
  const rows = await select.execute()
  // The column is jsonb: what was written as a text comes back as an object.
  return rows.map(({ data, ...row }) => ({ ...row, data: data as unknown as EventDraft['data'] }))
}

/**
 * What the record says that these identities did, or what was done about them, for whoever they belong to. Who did the latter, and whom
 * the former was about, is left out: that may be somebody else.
 */
export async function eventsOfPersons(db: Reader, persons: readonly string[]) {
  if (persons.length === 0) return []
  const rows = await db
    .selectFrom('event')
    .select(['person_id', 'subject', 'kind', 'visibility', 'at'])
    .where((where) =>
      where.or([
        where('person_id', 'in', [...persons]),
        // The length says nothing new; it lets the server use the index of such subjects.
        where.and([where('subject', 'in', [...persons]), sql<boolean>`length(subject) = 36`]),
      ]),
    )
    .orderBy('sequence')
    .execute()
  return rows.map(({ person_id: by, subject, ...row }) => {
    const did = by !== null && persons.includes(by)
    return { identity: did ? by : subject, ...row }
  })
}

/** Events from before that moment name nobody any more. Of those of the hub whose kind begins so, the subject was a person: it goes as well, unless it is public. */
export async function forgetNames(db: Db, before: Date, aboutPersons: readonly string[]): Promise<void> {
  await db.updateTable('event').set({ person_id: null }).where('at', '<', before).where('person_id', 'is not', null).execute()
  for (const start of aboutPersons) {
    await db
      .updateTable('event')
      .set({ subject: THE_HUB })
      .where('scope_id', '=', THE_HUB)
      .where('at', '<', before)
      .where('visibility', '=', 'internal')
      .where('kind', 'like', `${start}%`)
      .where('subject', '!=', THE_HUB)
      .execute()
  }
}

/** All that was told to everybody of a scope, in order. By days: the second would say who acted beside whom. */
export async function publicRecord(db: Reader, scope: string): Promise<readonly (StoredEvent & { readonly day: Date })[]> {
  const rows = await db
    .selectFrom('event')
    .select(['kind', 'subject', 'data', 'at'])
    .where('scope_id', '=', scope)
    .where('visibility', '=', 'public')
    .orderBy('sequence')
    .execute()
  return rows.map(({ kind, subject, data, at }) => ({ kind, subject, data: data as unknown as EventDraft['data'], day: dayOf(at) }))
}

/** Has one of these persons done anything since then that the record names them for? */
export async function actedSince(db: Reader, persons: readonly string[], since: Date): Promise<boolean> {
  if (persons.length === 0) return false
  const row = await db
    .selectFrom('event')
    .select('sequence')
    .where('person_id', 'in', [...persons])
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
