import { isUuid } from '#base'
import type { Published, Subject, SubjectSort } from '../../core/published.ts'

/** As `subjectKey` writes it; rules take types alone from there. */
const keyOf = ({ sort, id }: Subject): string => `${sort}:${id}`
const SORTS = ['person', 'body', 'community', 'topic', 'place', 'dialogue', 'summit'] as const satisfies readonly SubjectSort[]

export const ORDERS = ['time', 'ending', 'turns', 'points'] as const
export type Order = (typeof ORDERS)[number]

/** So much one account follows and mutes at most; a recipe holds fewer, for its address is passed on. */
export const MOST = { follows: 2000, mutes: 200, recipe: 50, recipes: 20 } as const
export const LONGEST = { title: 80, word: 60 } as const
/** Things on one page; and how many of the newest are put in another order than that of time. */
export const PAGE = 20
export const WINDOW = 200
/** A recipe ends by itself. */
export const RECIPE_DAYS = 365
/** For so long after its end it can be renewed by its owner; then its row goes. */
export const RECIPE_GRACE_DAYS = 30
/** Counts below this are told to nobody; from it on in tens. */
const LEAST = 10

/** Published rules for the name of a recipe; by these moderation may take it from the public. */
export const RULES = ['no-attack', 'no-deceit', 'no-advert', 'no-personal-data', 'no-pressure'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const

export const toldCount = (count: number): number | null => (count < LEAST ? null : Math.floor(count / 10) * 10)

/** What the reader gives points for. All are whole numbers. */
export type Weights = {
  /** In so many hours the points for being fresh halve. */
  readonly half: number
  /** For what is written in a language that one reads. */
  readonly language: number
  /** For what still waits for an answer. */
  readonly awaits: number
  /** For what still runs: it takes place later, or has not ended. */
  readonly running: number
}
export const FRESH = 16
export const HEAVIEST = 9
/** What a follow weighs as long as nobody says otherwise, and belonging to a community. */
export const USUAL_WEIGHT = 4
export const HALVES = [6, 24, 72, 168, 720] as const
export const FIRST_WEIGHTS: Weights = { half: 72, language: 2, awaits: 2, running: 2 }

/** Something of the feed, with the keys of what the reader follows by which it is there, in the order of their list. */
export type Entry = { readonly thing: Published; readonly by: readonly string[] }
export const entryKey = ({ thing }: Entry): string => `${thing.sort}:${thing.id}`

export type Part = { readonly what: 'fresh' | 'follow' | 'language' | 'awaits' | 'running'; readonly points: number; readonly key?: string }
export type Reckoning = {
  readonly weights: Weights
  readonly languages: readonly string[]
  /** Of what one follows, by its key. */
  readonly weightOf: (key: string) => number
  /** The moment of the first page: the pages after it are reckoned by the same. */
  readonly now: Date
}

const HOUR_MS = 3_600_000

/**
 * Where the points of a thing come from. Who published it is in none of them: neither whether it is a government, nor how many read it,
 * followed it or pressed anything. Of several follows the heaviest counts, so that nothing rises by belonging to many topics.
 */
export function pointsOf({ thing, by }: Entry, { weights, languages, weightOf, now }: Reckoning): readonly Part[] {
  const halvings = Math.floor(Math.max(0, now.getTime() - thing.at.getTime()) / (weights.half * HOUR_MS))
  const heaviest = by.reduce<string | undefined>(
    (best, key) => (best === undefined || weightOf(key) > weightOf(best) ? key : best),
    undefined,
  )
  const parts: readonly Part[] = [
    { what: 'fresh', points: halvings > 4 ? 0 : FRESH >> halvings },
    { what: 'follow', points: heaviest === undefined ? 0 : weightOf(heaviest), ...(heaviest === undefined ? {} : { key: heaviest }) },
    { what: 'language', points: languages.includes(thing.language) ? weights.language : 0 },
    { what: 'awaits', points: thing.awaits === true ? weights.awaits : 0 },
    { what: 'running', points: (thing.until ?? thing.starts ?? now) > now ? weights.running : 0 },
  ]
  return parts.filter(({ points }) => points > 0)
}

export const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { points }) => sum + points, 0)

/** The newest first; of one moment by their keys, so that there is one order. */
export const byTime = (a: Entry, b: Entry): number =>
  b.thing.at.getTime() - a.thing.at.getTime() || (entryKey(a) < entryKey(b) ? -1 : entryKey(a) > entryKey(b) ? 1 : 0)

/** What ends or begins soonest comes first; what has no such hour, or had it, follows in the order of time. */
function byEnding(now: Date): (a: Entry, b: Entry) => number {
  const hourOf = ({ thing }: Entry): number => {
    const hour = thing.until ?? thing.starts
    return hour === null || hour < now ? Number.POSITIVE_INFINITY : hour.getTime()
  }
  return (a, b) => {
    const [one, other] = [hourOf(a), hourOf(b)]
    return one === other ? byTime(a, b) : one - other
  }
}

/**
 * The newest of each thing that one follows, then the second of each, and so on: a loud source comes no more often than a quiet one. What is
 * there by several belongs to the quietest of them.
 */
function inTurns(entries: readonly Entry[]): readonly Entry[] {
  const loudness = new Map<string, number>()
  for (const { by } of entries) for (const key of by) loudness.set(key, (loudness.get(key) ?? 0) + 1)
  const source = ({ by }: Entry): string =>
    by.toSorted((a, b) => (loudness.get(a) ?? 0) - (loudness.get(b) ?? 0) || (a < b ? -1 : 1))[0] ?? ''
  const turns = [...Map.groupBy(entries.toSorted(byTime), source).values()].flatMap((own) => own.map((entry, turn) => ({ entry, turn })))
  return turns.toSorted((a, b) => a.turn - b.turn || byTime(a.entry, b.entry)).map(({ entry }) => entry)
}

export function inOrder(order: Order, entries: readonly Entry[], reckoning: Reckoning): readonly Entry[] {
  if (order === 'turns') return inTurns(entries)
  if (order === 'ending') return entries.toSorted(byEnding(reckoning.now))
  if (order === 'time') return entries.toSorted(byTime)
  const points = new Map(entries.map((entry) => [entry, sumOf(pointsOf(entry, reckoning))]))
  return entries.toSorted((a, b) => (points.get(b) ?? 0) - (points.get(a) ?? 0) || byTime(a, b))
}

/** What is asked of many at once can be ended as a whole, whoever sends it. */
const MUTED_KINDS = ['call'] as const
export const isMutedKind = (what: string): boolean => (MUTED_KINDS as readonly string[]).includes(what)
export const MUTE_SORTS = ['subject', 'word', 'kind'] as const

export type Mute = {
  readonly sort: (typeof MUTE_SORTS)[number]
  /** The key of a subject, a word, or a sort of things (`call`). */
  readonly what: string
  /** A day of the calendar, the first on which it is heard again; null: for good. */
  readonly until: string | null
}

/** Without case, accents and vowel marks: a word is muted however it is written. */
export const fold = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim()

export const muteHolds = ({ until }: Mute, now: Date): boolean => until === null || until > now.toISOString().slice(0, 10)

/** `subjectsOf`: under which keys things of a subject stand, for what has others below it. */
export function isMuted({ thing }: Entry, mutes: readonly Mute[], subjectsOf: (key: string) => readonly string[]): boolean {
  const keys = new Set(thing.subjects.map(keyOf))
  const words = fold(`${thing.title} ${thing.text}`)
  return mutes.some(({ sort, what }) => {
    if (sort === 'kind') return thing.sort === what
    return sort === 'word' ? words.includes(fold(what)) : subjectsOf(what).some((key) => keys.has(key))
  })
}

/** What can be followed, as addresses and seals hold it: `topic:health`; null for what is no subject. */
export function subjectFrom(key: string): Subject | null {
  const colon = key.indexOf(':')
  const sort = SORTS.find((one) => one === key.slice(0, colon))
  const id = key.slice(colon + 1)
  return colon < 1 || sort === undefined || !idFits(sort, id) ? null : { sort, id }
}

function idFits(sort: Subject['sort'], id: string): boolean {
  if (sort === 'topic') return /^[a-z][a-z0-9-]{0,39}$/.test(id)
  return isUuid(id) || (sort === 'place' && /^[A-Z]{2}$/.test(id))
}

/** From an address, `topic:health,place:IE`: what is none is left out, and nothing comes twice. */
export const subjectsFrom = (text: string): readonly Subject[] =>
  [...new Set(text.split(','))].flatMap((key) => subjectFrom(key.trim()) ?? []).slice(0, MOST.recipe)

/** Where one page ended: the next one begins after it. `asOf`: the moment of the first page. */
export type Cursor = { readonly asOf: number; readonly at: number; readonly key: string; readonly shown: number }

export const cursorText = ({ asOf, at, key, shown }: Cursor): string => [asOf, at, shown, key].map(String).join('~')

export function cursorFrom(text: string | undefined): Cursor | null {
  const [, asOf = '', at = '', shown = '', key = ''] = /^(\d{1,15})~(\d{1,15})~(\d{1,6})~([\w-]{1,40}:.{1,150})$/.exec(text ?? '') ?? []
  return key === '' ? null : { asOf: Number(asOf), at: Number(at), shown: Number(shown), key }
}

/** Whether an entry stands after the end of the page before, in the order of time. */
export const isAfter = ({ at, key }: Cursor, entry: Entry): boolean => {
  const own = entry.thing.at.getTime()
  return own < at || (own === at && entryKey(entry) > key)
}
