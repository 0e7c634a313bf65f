import { isSought, type Sought } from '#findable'
import type { BodyKind } from '../organisations/index.ts'
import type { Accepts, Membership, Values } from './tables.ts'

export const LONGEST = { query: 200, words: 300, hours: 400, postal: 300, item: 80 } as const
export const MOST = { places: 40, origins: 60, topics: 12, items: 30, rows: 200 } as const
/** So many bodies stand on one part of the list. */
export const ON_A_PART = 50

/** `words`: a sentence; `list`: one a line; `languages`: chosen; `choice`: one or several of these. */
export type Field = {
  readonly key: string
  readonly form: 'words' | 'list' | 'languages' | 'choice'
  readonly choices?: readonly string[]
}

export const MEDIA = ['radio', 'television', 'print', 'online', 'podcast'] as const

/** What fits the kind of body. None of it is ever required; the key names its words in the books. */
const FIELDS: Partial<Record<BodyKind, readonly Field[]>> = {
  'home-town': [
    { key: 'towns-served', form: 'list' },
    { key: 'projects', form: 'list' },
  ],
  professional: [{ key: 'professions', form: 'list' }],
  faith: [
    { key: 'denomination', form: 'words' },
    { key: 'service-languages', form: 'languages' },
  ],
  student: [{ key: 'universities', form: 'list' }],
  women: [{ key: 'offers', form: 'list' }],
  youth: [
    { key: 'ages', form: 'words' },
    { key: 'offers', form: 'list' },
  ],
  chamber: [{ key: 'trades', form: 'list' }],
  media: [
    { key: 'media', form: 'choice', choices: MEDIA },
    { key: 'media-languages', form: 'languages' },
  ],
  charity: [
    { key: 'registered-number', form: 'words' },
    { key: 'registered-with', form: 'words' },
  ],
  'government-unit': [{ key: 'services', form: 'list' }],
  mission: [{ key: 'services', form: 'list' }],
  firm: [{ key: 'trades', form: 'list' }],
}

export const fieldsOf = (kind: BodyKind): readonly Field[] => FIELDS[kind] ?? []
/** Every field once, for tables that hold bodies of all kinds. */
export const ALL_FIELDS: readonly Field[] = [
  ...new Map(
    Object.values(FIELDS)
      .flat()
      .map((field) => [field.key, field]),
  ).values(),
]

/** What of these values fits the kind of body; nothing else is kept. */
export function fittingValues(kind: BodyKind, values: Values): Values {
  return Object.fromEntries(
    fieldsOf(kind).flatMap(({ key, form, choices }) => {
      const given = [...new Set((values[key] ?? []).map((one) => one.trim()).filter((one) => one !== ''))]
      const kept = (choices === undefined ? given : given.filter((one) => choices.includes(one))).slice(
        0,
        form === 'words' ? 1 : MOST.items,
      )
      return kept.length === 0 ? [] : [[key, kept]]
    }),
  )
}

const MONTHS = { due: 12, stale: 18 } as const
/** How sure a reader can be: somebody looked within a year; longer ago; so long ago that it stands last; nobody wrote anything. */
export type Freshness = 'fresh' | 'due' | 'stale' | 'empty'

/** The same day so many months later; at the end of a month its last day. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

export function freshnessOf(checkedOn: string | null, today: string): Freshness {
  if (checkedOn === null) return 'empty'
  if (today >= monthsAfter(checkedOn, MONTHS.stale)) return 'stale'
  return today >= monthsAfter(checkedOn, MONTHS.due) ? 'due' : 'fresh'
}

/** From when on it is marked, and from when on it stands last. */
export const dueFrom = (checkedOn: string): Date => new Date(`${monthsAfter(checkedOn, MONTHS.due)}T00:00:00Z`)
export const staleFrom = (checkedOn: string): Date => new Date(`${monthsAfter(checkedOn, MONTHS.stale)}T00:00:00Z`)

export const dayWritten = (at: Date): string => at.toISOString().slice(0, 10)
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)

/** One body by what the list can be narrowed by. Of a town its country is among the places too. */
export type Facets = {
  readonly kind: readonly string[]
  readonly place: readonly string[]
  readonly origin: readonly string[]
  readonly language: readonly string[]
  readonly topic: readonly string[]
  readonly level: readonly string[]
  readonly accepts: readonly string[]
}
export const FACETS = ['kind', 'place', 'origin', 'language', 'topic', 'level', 'accepts'] as const satisfies readonly (keyof Facets)[]
export type Facet = (typeof FACETS)[number]
export type Chosen = Partial<Record<Facet, string>>

/** Stands for "not verified", "membership not open" and the like where a facet has nothing. */
export const UNVERIFIED = 'none'

export const fits = (facets: Facets, chosen: Chosen, but?: Facet): boolean =>
  FACETS.every((facet) => facet === but || chosen[facet] === undefined || facets[facet].includes(chosen[facet]))

/** How many bodies there would be with each value of a facet, all other choices kept. */
export function countsOf(all: readonly Facets[], chosen: Chosen, facet: Facet): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const facets of all)
    if (fits(facets, chosen, facet)) for (const value of new Set(facets[facet])) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** All that is looked for is among the words; the last may be the beginning of one. */
export const holdsAll = (words: readonly string[], sought: readonly Sought[]): boolean =>
  sought.every((one) => words.some((word) => isSought(word, one)))

export const SORTS = ['name', 'checked'] as const
export type Sort = (typeof SORTS)[number]

type Sorted = { readonly id: string; readonly name: string; readonly checkedOn: string | null; readonly freshness: Freshness }

/**
 * The published order. By name as the reader's language sorts names, or by the day of the last look, the last one first and what nobody
 * looked at behind; what nobody looked at for a year and a half is last in both.
 */
export function inOrder<T extends Sorted>(bodies: readonly T[], sort: Sort, locale: string): readonly T[] {
  const { compare } = new Intl.Collator(locale)
  const stale = ({ freshness }: Sorted) => Number(freshness === 'stale')
  const byDay = (a: Sorted, b: Sorted) => (sort === 'name' ? 0 : -compareTexts(a.checkedOn ?? '', b.checkedOn ?? ''))
  return bodies.toSorted((a, b) => stale(a) - stale(b) || byDay(a, b) || compare(a.name, b.name) || compareTexts(a.id, b.id))
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

export const isAccepts = (text: string, known: readonly Accepts[]): text is Accepts => (known as readonly string[]).includes(text)
export const isMembership = (text: string, known: readonly Membership[]): text is Membership => (known as readonly string[]).includes(text)

/** Signs at one point of a map, or so near that they would lie upon each other, are one. */
export type Sign<T> = { readonly x: number; readonly y: number; readonly things: readonly T[] }
const NEAREST = 26

export function signsOf<T extends { readonly x: number; readonly y: number; readonly weight: number }>(
  points: readonly T[],
): readonly Sign<T>[] {
  const signs: { x: number; y: number; things: T[] }[] = []
  for (const point of points.toSorted((a, b) => b.weight - a.weight || a.x - b.x || a.y - b.y)) {
    const near = signs.find(({ x, y }) => Math.hypot(x - point.x, y - point.y) < NEAREST)
    if (near === undefined) signs.push({ x: point.x, y: point.y, things: [point] })
    else near.things.push(point)
  }
  return signs
}
