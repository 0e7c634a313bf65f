import type { Selectable } from 'kysely'
import type { Reader, Tables } from '../../../platform/db.ts'
import type {} from '../tables.ts'

export type EventRow = Selectable<Tables['hosted_event']>
export type TextRow = Selectable<Tables['event_text']>
export type DateRow = Selectable<Tables['event_occurrence']>

export async function rowOf(db: Reader, event: string): Promise<EventRow | null> {
  return (await db.selectFrom('hosted_event').selectAll().where('id', '=', event).executeTakeFirst()) ?? null
}

/** All words of these events, the original of each first. */
export async function textsOf(
  db: Reader,
  events: readonly Pick<EventRow, 'host_id' | 'id'>[],
): Promise<ReadonlyMap<string, readonly TextRow[]>> {
  if (events.length === 0) return new Map()
  const rows = await db
    .selectFrom('event_text')
    .selectAll()
    .where('host_id', 'in', [...new Set(events.map(({ host_id: host }) => host))])
    .where(
      'event_id',
      'in',
      events.map(({ id }) => id),
    )
    .orderBy('event_id')
    .orderBy('position')
    .execute()
  return Map.groupBy(rows, (row) => row.event_id)
}

const EMPTY = { title: '', text: '', whom: '', venue: '', directions: '', access: '', cost: '', by_ref: null }

/** In the reader's language where there are such words, else the original. An address is the same in every language. */
export function textFor(texts: readonly TextRow[] | undefined, locale: string): Omit<TextRow, 'host_id' | 'event_id'> {
  const found = texts?.find(({ language }) => language === locale) ?? texts?.[0] ?? { ...EMPTY, language: 'und', position: 0 }
  return { ...found, venue: found.venue || (texts?.[0]?.venue ?? '') }
}

/** The dates of these events, each list in order. */
export async function datesOfAll(
  db: Reader,
  events: readonly Pick<EventRow, 'host_id' | 'id'>[],
): Promise<ReadonlyMap<string, readonly DateRow[]>> {
  if (events.length === 0) return new Map()
  const dates = await db
    .selectFrom('event_occurrence')
    .selectAll()
    .where('host_id', 'in', [...new Set(events.map(({ host_id: host }) => host))])
    .where(
      'event_id',
      'in',
      events.map(({ id }) => id),
    )
    .orderBy('starts_at')
    .orderBy('slot')
    .execute()
  return Map.groupBy(dates, ({ event_id: id }) => id)
}

export const datesOf = async (db: Reader, event: Pick<EventRow, 'host_id' | 'id'>): Promise<readonly DateRow[]> =>
  (await datesOfAll(db, [event])).get(event.id) ?? []

export type At = { readonly host: string; readonly event: string; readonly slot: string }

export async function dateOf(db: Reader, { host, event, slot }: At, lock = false): Promise<DateRow | null> {
  const select = db
    .selectFrom('event_occurrence')
    .selectAll()
    .where('host_id', '=', host)
    .where('event_id', '=', event)
    .where('slot', '=', slot)
  return (await (lock ? select.forUpdate() : select).executeTakeFirst()) ?? null
}

/** What comes next, else what was last: the date that the page of an event shows. */
export const shownDate = (dates: readonly DateRow[], now: Date): DateRow | undefined =>
  dates.find((date) => date.ends_at > now && date.state === 'on') ?? dates.findLast(({ state }) => state === 'on') ?? dates.at(-1)
