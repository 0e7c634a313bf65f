import { alikeTo, keysOf, NEAR, overlap, wordsOf } from '#lookalike'
import type { Reason, Sort } from './tables.ts'

const DAY_MS = 86_400_000

/** Whoever is asked for a tie answers within so many days; then the proposal is over. */
export const TIE_DAYS = 30
/** After a no the same two are not asked again for so many days. */
export const REST_DAYS = 90
/** So many proposals of one community wait at once. */
export const MOST_OPEN = 10
/** Stewards answer a merger within so many days, members object within so many more, and so long it can be undone. */
export const MERGER_DAYS = 14
export const OBJECT_DAYS = 14
export const UNDO_DAYS = 14
export const LONGEST = { text: 600 } as const
/** So far up a circle is looked for. */
export const DEEPEST = 20

export const dayIn = (at: Date): string => at.toISOString().slice(0, 10)
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)
export const daysAfter = (at: Date, days: number): string => dayIn(new Date(at.getTime() + days * DAY_MS))

/** What the other is to the one that looks. */
export type Seen = 'within' | 'holds' | 'peer'
export function seenFrom(sort: Sort, fromHere: boolean): Seen {
  if (sort === 'peer') return 'peer'
  return (sort === 'part-of') === fromHere ? 'within' : 'holds'
}

/** Which of two is the part, and which the whole; null: neither. */
export const partOf = (sort: Sort, { from, to }: { readonly from: string; readonly to: string }) =>
  sort === 'peer' ? null : sort === 'part-of' ? { part: from, whole: to } : { part: to, whole: from }

/** So many objections end a merger: a third of the members, one at least. */
export const objectionsEnough = (members: number): number => Math.max(1, Math.ceil(members / 3))

/** So many that the hub takes for the same as one community wait for its stewards at once. */
export const MOST_ALIKE = 10
/** The hub looks at so many at a time, and rests for so long after the last of them. */
export const BATCH = 200
export const REST_HOURS = 24
/** Where people come from and live says that two are the same only as long as no more than so many share it. */
export const FEW = 5

/** What everybody may read of a community. */
export type Compared = {
  readonly id: string
  readonly sort: string
  readonly texts: readonly { readonly name: string; readonly summary: string }[]
  readonly facets: readonly { readonly sort: string; readonly value: string }[]
}

const valuesOf = ({ facets }: Compared, wanted: string): readonly string[] =>
  facets.flatMap(({ sort, value }) => (sort === wanted ? [value] : []))

/** One for each pair of places: of one sort, from there, living there. */
const placesKeysOf = (one: Compared): readonly string[] =>
  valuesOf(one, 'origin').flatMap((origin) => valuesOf(one, 'residence').map((residence) => `@${one.sort}|${origin}|${residence}`))

/** Words by which a community finds those that could be the same; two that are have one in common. */
export const likenessKeys = (one: Compared): readonly string[] => [
  ...new Set([...one.texts.flatMap(({ name }) => keysOf(name)), ...placesKeysOf(one)]),
]

export type Comparing = {
  /** The country in which a place lies; of a country itself. */
  readonly countryOf: (place: string) => string
  /** How many share a key of places. */
  readonly sharing: (key: string) => number
}

/** By what these two could be the same; none: they are two. Whoever comes from elsewhere or lives elsewhere is somebody else, whatever they are called. */
export function reasonsFor(one: Compared, other: Compared, { countryOf, sharing }: Comparing): readonly Reason[] {
  const near = (a: string, b: string): boolean => a === b || countryOf(a) === b || a === countryOf(b)
  for (const sort of ['origin', 'residence']) if (differ(valuesOf(one, sort), valuesOf(other, sort), near)) return []
  const isAlike = alikeTo(one.texts.map(({ name }) => name))
  const named = other.texts.some(({ name }) => isAlike(name))
  const shared = new Set(placesKeysOf(other))
  const placed = placesKeysOf(one).some((key) => shared.has(key) && sharing(key) <= FEW)
  const same = (a: string, b: string): boolean => a === b
  const apart = ['topic', 'generation'].some((sort) => differ(valuesOf(one, sort), valuesOf(other, sort), same))
  const about = placed && !apart
  if (!named && !about) return []
  const said = other.texts.map(({ name, summary }) => wordsOf(`${name} ${summary}`))
  const saidAlike = one.texts.some(({ name, summary }) => said.some((words) => overlap(wordsOf(`${name} ${summary}`), words) >= NEAR))
  return [...(named ? ['name' as const] : []), ...(about ? ['about' as const] : []), ...(saidAlike ? ['words' as const] : [])]
}

/** Both say something, and nothing of it is the same. */
const differ = (ones: readonly string[], others: readonly string[], same: (a: string, b: string) => boolean): boolean =>
  ones.length > 0 && others.length > 0 && !ones.some((a) => others.some((b) => same(a, b)))

/** A pair has one order, whoever looks. */
export const pairOf = (a: string, b: string): readonly [one: string, other: string] => (a < b ? [a, b] : [b, a])

/** Published rules for the words of ties and mergers; by these moderation may take them from the public. */
export const RULES = ['no-attack', 'no-deceit', 'no-advert', 'no-personal-data', 'no-pressure'] as const
export const HIDDEN_FOR = [...RULES, 'law'] as const
