import { isUuid } from '#base'
import type { Answerable } from '../../../core/answerable.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { isProposal, maySee } from '../policy.ts'
import { no } from '../refusals.ts'
import { hostSeen, type Host } from './host.ts'
import { dateOf, datesOf, rowOf, textFor, textsOf, type DateRow, type EventRow, type TextRow } from './rows.ts'

export type Seen = {
  readonly row: EventRow
  readonly host: Host
  readonly texts: readonly TextRow[]
  readonly text: ReturnType<typeof textFor>
}

const NOWHERE = { sort: 'community', id: '00000000-0000-4000-8000-000000000000' } as const

/** Null: there is none, or none that this reader may know of. */
export async function seenEvent(db: Reader, reading: Reading, event: string): Promise<Seen | null> {
  const row = isUuid(event) ? await rowOf(db, event) : null
  // What is asked for one of a hidden community is asked for one that is not there, too: the time that it takes tells nothing.
  const host = await hostSeen(db, reading, row === null ? NOWHERE : { sort: row.host_sort, id: row.host_id })
  if (row === null || host === null || !(maySee(row, host) || isProposal(row))) return null
  const texts = (await textsOf(db, [row])).get(row.id) ?? []
  const seen = { row, host, texts, text: textFor(texts, reading.actor.locale) }
  return maySee(row, host) || isOwnProposal(seen) ? seen : null
}

/** What the reader proposed and nobody has published: they follow it, and can take it back. */
export const isOwnProposal = ({ row, host, texts }: Pick<Seen, 'row' | 'host' | 'texts'>): boolean =>
  isProposal(row) && row.hidden_for === null && host.member && host.ref !== null && texts[0]?.by_ref === host.ref

export const demandEvent = async (db: Reader, reading: Reading, event: string): Promise<Seen> =>
  (await seenEvent(db, reading, event)) ?? refuse(no('event.missing'))

export type SeenDate = Seen & { readonly date: DateRow }

/** One date of an event; with `lock` it is held until the deed is done. */
export async function demandDate(db: Reader, reading: Reading, at: { event: string; slot: string }, lock = false): Promise<SeenDate> {
  const seen = await demandEvent(db, reading, at.event)
  const date = /^\d{4}-\d\d-\d\d$/.test(at.slot)
    ? await dateOf(db, { host: seen.row.host_id, event: seen.row.id, slot: at.slot }, lock)
    : null
  return { ...seen, date: date ?? refuse(no('event.date-missing')) }
}

export const seenDates = (db: Reader, { row }: Seen): Promise<readonly DateRow[]> => datesOf(db, row)

/** Whoever leads where it is held says who answers questions about it. */
const answeredAt = async (db: Reader, reading: Reading, event: string) => {
  const seen = await seenEvent(db, reading, event)
  if (seen === null) return null
  const { row, host, text } = seen
  return {
    ...{ id: row.id, name: text.title, language: text.language, path: `/events/${row.id}`, tends: host.team },
    of: { sort: host.sort, id: host.id },
  }
}

export const answerable: Answerable = {
  ...{ sort: 'event', shelf: 'events' },
  at: (db, reading, path) => answeredAt(db, reading, path.split(/[/?]/)[2] ?? ''),
  byId: answeredAt,
}
