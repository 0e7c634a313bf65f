import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { places } from '../../places/index.ts'
import { isOpen, maySee } from '../policy.ts'
import { DAY_MS, toldCount, pathOf } from '../rules.ts'
import { KINDS, type Kind } from '../tables.ts'
import { hostsSeen, ownHosts, type Host } from './host.ts'
import { textFor, textsOf, type DateRow, type EventRow, type TextRow } from './rows.ts'
import { card, type Card } from './shapes.ts'

export type Wanted = {
  readonly from: Date
  readonly to: Date
  readonly hosts?: readonly string[]
  /** Also what lies within them. */
  readonly places?: readonly string[]
  readonly topics?: readonly string[]
  readonly events?: readonly string[]
  readonly kind?: Kind | undefined
  readonly language?: string | undefined
  readonly online?: boolean
  /** A country or town that the community which holds it is about. */
  readonly origin?: string | undefined
  readonly most: number
  readonly backwards?: boolean
  /** Drafts too, for those who prepare them. */
  readonly drafts?: boolean
}

export type Listed = { readonly row: EventRow; readonly date: DateRow; readonly host: Host }

/** Dates that this reader may know of, in order. What belongs to a hidden community is among them for its members alone. */
export async function listed(db: Reader, reading: Reading, wanted: Wanted): Promise<readonly Listed[]> {
  const own = (await ownHosts(db, reading)).map(({ id }) => id)
  const rows = await datesWithin(db, own, wanted)
  const hosts = await hostsSeen(
    db,
    reading,
    rows.map(({ row }) => ({ sort: row.host_sort, id: row.host_id })),
  )
  const seen = rows.flatMap(({ row, date }) => {
    const host = hosts.get(row.host_id)
    return host !== undefined && maySee(row, host) ? [{ row, date, host }] : []
  })
  const about = wanted.origin === undefined ? null : await hostsFrom(db, seen, wanted.origin)
  return seen.filter(({ row }) => about === null || about.has(row.host_id)).slice(0, wanted.most)
}

async function datesWithin(db: Reader, own: readonly string[], wanted: Wanted) {
  let select = db
    .selectFrom('event_occurrence as date')
    .innerJoin('hosted_event as row', (join) => join.onRef('row.host_id', '=', 'date.host_id').onRef('row.id', '=', 'date.event_id'))
    .selectAll('row')
    .select([
      'date.slot',
      'date.starts_at',
      'date.ends_at',
      'date.state as date_state',
      'date.moved_from',
      'date.note',
      'date.words_language',
    ])
    .select(['date.reason as date_reason', 'date.source', 'date.changed_at', 'date.yes_people', 'date.came', 'date.walk_ins'])
    .where('date.ends_at', '>', wanted.from)
    .where('date.starts_at', '<', wanted.to)
    .where((where) =>
      own.length === 0
        ? where('row.visibility', '=', 'everybody')
        : where.or([where('row.visibility', '=', 'everybody'), where('row.host_id', 'in', own)]),
    )
  if (wanted.drafts !== true) select = select.where('row.state', '!=', 'draft')
  if (wanted.hosts !== undefined) select = select.where('row.host_id', 'in', [...wanted.hosts, NONE])
  if (wanted.places !== undefined) select = select.where('row.place_id', 'in', [...wanted.places, NONE])
  if (wanted.events !== undefined) select = select.where('row.id', 'in', [...wanted.events, NONE])
  if (wanted.kind !== undefined) select = select.where('row.kind', '=', wanted.kind)
  if (wanted.online === true) select = select.where('row.way', '!=', 'in-person')
  const rows = await select
    .orderBy('date.starts_at', wanted.backwards === true ? 'desc' : 'asc')
    .orderBy('row.id')
    .limit(MOST_READ)
    .execute()
  const { topics, language } = wanted
  return rows
    .filter((row) => topics === undefined || row.topics.some((topic) => topics.includes(topic)))
    .filter((row) => language === undefined || row.languages.includes(language))
    .map((row): { row: EventRow; date: DateRow } => ({
      row,
      date: {
        ...{
          host_id: row.host_id,
          event_id: row.id,
          slot: row.slot,
          starts_at: row.starts_at,
          ends_at: row.ends_at,
          state: row.date_state,
        },
        ...{ moved_from: row.moved_from, reason: row.date_reason, note: row.note, words_language: row.words_language, source: row.source },
        ...{ changed_at: row.changed_at, yes_people: row.yes_people, came: row.came, walk_ins: row.walk_ins },
      },
    }))
}

/** What a page would never show all of. */
const MOST_READ = 3000
const NONE = '00000000-0000-4000-8000-000000000000'

async function hostsFrom(db: Reader, seen: readonly Listed[], origin: string): Promise<ReadonlySet<string>> {
  const ids = [...new Set(seen.flatMap(({ host }) => (host.sort === 'community' ? [host.id] : [])))]
  const facets = await communities.facetsOf(db, ids)
  return new Set(ids.filter((id) => facets.get(id)?.some(({ sort, value }) => sort === 'origin' && value === origin) === true))
}

/** The same as cards, in the reader's language. */
export async function cardsOf(db: Reader, locale: string, found: readonly Listed[]): Promise<readonly Card[]> {
  const texts = await textsOf(
    db,
    found.map(({ row }) => row),
  )
  const there = await places.named(db, [...new Set(found.flatMap(({ row }) => row.place_id ?? []))], locale)
  return found.map((one) => cardFrom(one, texts.get(one.row.id), there, locale))
}

type Places = Awaited<ReturnType<typeof places.named>>

function cardFrom({ row, date, host }: Listed, texts: readonly TextRow[] | undefined, there: Places, locale: string): Card {
  const text = textFor(texts, locale)
  const place = row.place_id === null ? undefined : there.get(row.place_id)
  return {
    ...{ id: row.id, slot: date.slot, path: pathOf(row.id, date.slot), title: text.title, language: text.language, kind: row.kind },
    ...{ way: row.way, state: row.state === 'draft' ? 'draft' : row.state === 'called-off' ? 'called-off' : date.state, zone: row.zone },
    ...{
      startsAt: date.starts_at,
      endsAt: date.ends_at,
      movedFrom: date.moved_from,
      reason: date.reason ?? row.reason,
      reasonLanguage: date.reason === null ? row.reason_language : date.words_language,
      note: date.note,
    },
    ...{ source: date.source, venue: text.venue, languages: row.languages, topics: row.topics, repeats: row.repeats !== 'once' },
    place: place === undefined ? null : { id: place.id, name: place.name, path: place.path },
    host: { sort: host.sort, id: host.id, name: host.name, language: host.language, path: host.path },
    ...{ open: isOpen(row, host), people: toldCount(date.yes_people) },
  }
}

export const cardsWithin = async (db: Reader, reading: Reading, wanted: Wanted): Promise<readonly Card[]> =>
  cardsOf(db, reading.actor.locale, await listed(db, reading, wanted))

/** What a member has proposed there and nobody has published: so that they find it again. */
export async function ownProposals(db: Reader, reading: Reading, host: Host, wanted: Wanted): Promise<readonly Card[]> {
  if (!host.member || host.ref === null) return []
  const own = await db
    .selectFrom('hosted_event as plan')
    .innerJoin('event_text as text', (join) => join.onRef('text.host_id', '=', 'plan.host_id').onRef('text.event_id', '=', 'plan.id'))
    .select('plan.id')
    .where('plan.host_id', '=', host.id)
    .where('plan.state', '=', 'draft')
    .where('plan.owner_ref', 'is', null)
    .where('text.position', '=', 0)
    .where('text.by_ref', '=', host.ref)
    .execute()
  if (own.length === 0) return []
  const asked = { ...wanted, hosts: [host.id], events: own.map(({ id }) => id), drafts: true }
  return cardsOf(
    db,
    reading.actor.locale,
    (await datesWithin(db, [host.id], asked)).map((one) => ({ ...one, host })),
  )
}

/** What is asked of the calendar, in the address alone. */
export const asked = z.object({
  place: z.string().max(40).optional(),
  origin: z.string().max(40).optional(),
  kind: z.enum(KINDS).optional(),
  language: z.string().max(35).optional(),
  online: z.boolean().default(false),
  from: z.iso.date().optional(),
  days: z.number().int().min(1).max(550).default(30),
})
export type AskedFor = z.infer<typeof asked>

export async function wantedOf(db: Reader, { place, origin, kind, language, online, from, days }: AskedFor, now: Date): Promise<Wanted> {
  const start = from === undefined ? now : new Date(`${from}T00:00:00Z`)
  return {
    ...{ from: start, to: new Date(start.getTime() + days * DAY_MS), kind, language, online, origin, most: 300 },
    ...(place === undefined ? {} : { places: await placesIn(db, [place]) }),
  }
}

/** Countries with their towns, and towns alone: what is held somewhere in the country is not held in the town. */
export const placesIn = async (db: Reader, asked: readonly string[]): Promise<readonly string[]> =>
  [...(await places.townsWithin(db, asked)).values()].flat()

export const listEvents = query({
  name: 'events.list',
  summary: 'Dates of events that everybody may read, and for members those of where they belong: the next thirty days, or as asked',
  route: 'GET /events',
  input: z.object({
    ...asked.shape,
    online: z.stringbool().default(false),
    days: z.coerce.number().int().min(1).max(550).default(30),
  }),
  output: z.array(card),
  async read(db, { input, actor, now, outside }) {
    return [...(await cardsWithin(db, { actor, now, outside }, await wantedOf(db, input, now)))]
  },
})
