import { subjectKey, type Publications, type Published, type Reading, type Subject } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import {
  byTime,
  entryKey,
  inOrder,
  isAfter,
  isMuted,
  muteHolds,
  PAGE,
  subjectFrom,
  USUAL_WEIGHT,
  WINDOW,
  type Cursor,
  type Entry,
  type Mute,
} from '../rules.ts'
import type { Ordering, State } from './state.ts'
import { keysOf } from './subjects.ts'

export type FeedAsked = {
  readonly publications: Publications
  readonly reading: Reading
  /** What is followed; null: everything. */
  readonly subjects: readonly Subject[] | null
  readonly ordering: Ordering
  readonly weightOf: (key: string) => number
  readonly mutes: readonly Mute[]
  readonly cursor: Cursor | null
  /** Things on a page. */
  readonly most?: number
}

export type FeedPage = {
  /** In their order; muted ones are among them. */
  readonly entries: readonly (Entry & { readonly muted: boolean })[]
  /** Where the next page begins; null: there is none. */
  readonly next: Cursor | null
  /** The moment of the first page: points are reckoned by it. */
  readonly asOf: Date
}

/** Reads what one sort has published before a moment. */
type Look = (before: Date, most: number) => Promise<readonly Published[]>

/** A bounded reading: each sort is asked once for a page, and one again only where very many of its things bear the same moment. */
export async function readFeed(db: Reader, asked: FeedAsked): Promise<FeedPage> {
  const { publications, reading, subjects, ordering, cursor, mutes, most = PAGE } = asked
  const asOf = cursor === null ? reading.now : new Date(cursor.asOf)
  if (subjects?.length === 0) return { entries: [], next: null, asOf }
  const live = mutes.filter((mute) => muteHolds(mute, reading.now))
  const muted = live.flatMap(({ sort, what }) => (sort === 'subject' ? (subjectFrom(what) ?? []) : []))
  const keys = await keysOf(db, [...(subjects ?? []), ...muted])
  const under = (key: string): readonly string[] => keys.get(key) ?? [key]
  const sources = sourcesOf(subjects ?? [], under)
  const own = new Map((subjects ?? []).map((subject) => [subjectKey(subject), subject]))
  const wanted = subjects === null ? null : [...sources.keys()].flatMap((key) => own.get(key) ?? subjectFrom(key) ?? [])
  const looks = publications.all().map(
    (one): Look =>
      (before, count) =>
        one.of(db, { ...reading, subjects: wanted, before, most: count }),
  )
  const entryOf = (thing: Published): Entry => ({ thing, by: thingBy(thing, sources) })
  const reckoning = { ...ordering, weightOf: asked.weightOf, now: asOf }
  const found =
    ordering.order === 'time'
      ? await inTime(looks, { entryOf, cursor, most })
      : after(inOrder(ordering.order, await newest(looks, asOf, entryOf), reckoning), cursor, most)
  const entries = found.entries.map((entry) => ({ ...entry, muted: isMuted(entry, live, under) }))
  return { entries, next: found.more ? cursorAt(entries, asOf, cursor) : null, asOf }
}

/** What stands under which key belongs to which of what is followed. */
function sourcesOf(subjects: readonly Subject[], under: (key: string) => readonly string[]): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, string[]>()
  for (const subject of subjects) {
    const source = subjectKey(subject)
    for (const key of under(source)) {
      const known = sources.get(key)
      if (known === undefined) sources.set(key, [source])
      else known.push(source)
    }
  }
  return sources
}

const thingBy = ({ subjects }: Published, sources: ReadonlyMap<string, readonly string[]>): readonly string[] => [
  ...new Set(subjects.flatMap((subject) => sources.get(subjectKey(subject)) ?? [])),
]

function cursorAt(entries: readonly Entry[], asOf: Date, before: Cursor | null): Cursor | null {
  const last = entries.at(-1)
  if (last === undefined) return null
  return { asOf: asOf.getTime(), at: last.thing.at.getTime(), key: entryKey(last), shown: (before?.shown ?? 0) + entries.length }
}

type Timed = { readonly entryOf: (thing: Published) => Entry; readonly cursor: Cursor | null; readonly most: number }
type Found = { readonly entries: readonly Entry[]; readonly more: boolean }

/** So many things of one sort of one moment at most; beyond that the rest of that moment is passed over. */
const MOST_AT_ONCE = 2000
/** A moment of JavaScript is a thousandth of a second; the database keeps finer ones. */
const JUST_AFTER_MS = 1

const NEVER = Number.NEGATIVE_INFINITY
/** So many times as many are asked for then. */
const MORE = 16

/**
 * In the order of time, without gaps or doubles. Where a sort gave as many as it was asked for, it may have more of the moment of its last:
 * only what is newer is certain, and stands on this page. Only those sorts that stand in the way of that are asked for more.
 */
async function inTime(looks: readonly Look[], { entryOf, cursor, most }: Timed): Promise<Found> {
  const before = new Date((cursor?.at ?? FAR_MS) + JUST_AFTER_MS)
  const asked = async (look: Look, count: number) => {
    const list = await look(before, count)
    return { look, count, list, floor: list.length < count ? NEVER : (list.at(-1)?.at.getTime() ?? NEVER) }
  }
  let given = await Promise.all(looks.map((look) => asked(look, most + 5)))
  for (;;) {
    const floor = Math.max(...given.map((one) => (one.count > MOST_AT_ONCE ? NEVER : one.floor)))
    const certain = given
      .flatMap(({ list }) => list)
      .map(entryOf)
      .filter((entry) => entry.thing.at.getTime() > floor && (cursor === null || isAfter(cursor, entry)))
    if (certain.length > 0 || floor === NEVER) {
      const entries = certain.toSorted(byTime)
      return { entries: entries.slice(0, most), more: entries.length > most || given.some((one) => one.floor !== NEVER) }
    }
    given = await Promise.all(
      given.map(async (one) => (one.floor < floor ? one : asked(one.look, Math.min(one.count * MORE, MOST_AT_ONCE + 1)))),
    )
  }
}

/** Later than anything that is published. */
const FAR_MS = Date.UTC(9000, 0)

/** The newest of all sorts, as many as are put in another order than that of time; the same for each page, since none is newer than the first page. */
async function newest(looks: readonly Look[], asOf: Date, entryOf: (thing: Published) => Entry): Promise<readonly Entry[]> {
  const lists = await Promise.all(looks.map((look) => look(new Date(asOf.getTime() + JUST_AFTER_MS), WINDOW)))
  return lists.flat().map(entryOf).toSorted(byTime).slice(0, WINDOW)
}

/** What follows the last of the page before; where that one is gone meanwhile, what follows as many as were shown, less that one. */
function after(entries: readonly Entry[], cursor: Cursor | null, most: number): Found {
  const place = cursor === null ? -1 : entries.findIndex((entry) => entryKey(entry) === cursor.key)
  const from = cursor === null ? 0 : place < 0 ? cursor.shown - 1 : place + 1
  return { entries: entries.slice(from, from + most), more: entries.length > from + most }
}

/** What an account follows, with the communities in which the acting identity belongs: these are asked of their room and stored nowhere. */
export async function ownSubjects(db: Reader, reading: Reading, { follows }: Pick<State, 'follows'>) {
  const belonging = (await communities.mine(db, reading)).map(({ id }) => ({ sort: 'community', id }) as const)
  const belongs = new Set(belonging.map(subjectKey))
  const followed = follows.flatMap(([key]) => (belongs.has(key) ? [] : (subjectFrom(key) ?? [])))
  return { subjects: [...followed, ...belonging], belongs }
}

/** What a follow weighs for its owner. */
export function weigher({ follows }: Pick<State, 'follows'>): (key: string) => number {
  const weights = new Map(follows)
  return (key) => weights.get(key) ?? USUAL_WEIGHT
}
