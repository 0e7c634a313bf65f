import { isUuid } from '#base'
import type { Answerable, Answered } from '../../../core/answerable.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { gatherings, type SeenEdition } from '../../gatherings/index.ts'
import { organisations, type BodyCard } from '../../organisations/index.ts'
import { places, type Place } from '../../places/index.ts'
import type { Sort } from '../tables.ts'

export type Key = { readonly sort: Sort; readonly id: string }
export type Tended = Key & {
  /** Null: the hub itself, which is called as it is called everywhere. */
  readonly name: string | null
  readonly language: string
  /** Its page, without language. */
  readonly path: string
  /** Whether the reader may say who answers there. */
  readonly tends: boolean
  /** Which ones answer where nobody is named here; the nearest first. */
  readonly above: readonly Key[]
}

export const HUB: Key = { sort: 'hub', id: THE_HUB }
export const sameKey = (one: Key, other: Key): boolean => one.sort === other.sort && one.id === other.id

const hubFor = ({ actor }: Reading): Tended => ({ ...HUB, name: null, language: 'und', path: '/', tends: actor.operator, above: [] })

/** What somebody can answer for: by what it is, and by the address of a page of it. */
export type Subjects = {
  /** Null: there is none, or none that this reader may know of. */
  of(db: Reader, reading: Reading, key: Key): Promise<Tended | null>
  /** What this reader may know of there; else the hub. */
  at(db: Reader, reading: Reading, path: string): Promise<Tended>
  /** Whose words may stand at the foot of a page below that address. */
  near(path: string): readonly Sort[]
}

/** Of rooms that this one does not know it gets their things from main. */
export const subjectsOf = (answerables: readonly Answerable[]): Subjects => ({
  async of(db, reading, key) {
    const handed = answerables.find(({ sort }) => sort === key.sort)
    if (handed === undefined) return subjectOf(db, reading, key)
    const found = await handed.byId(db, reading, key.id)
    return found === null ? null : fromHanded(db, reading, { sort: handed.sort, found })
  },
  async at(db, reading, path) {
    const handed = answerables.find(({ shelf }) => path.startsWith(`/${shelf}/`))
    if (handed === undefined) return subjectAt(db, reading, path)
    const found = await handed.at(db, reading, path)
    return found === null ? hubFor(reading) : fromHanded(db, reading, { sort: handed.sort, found })
  },
  near(path) {
    const [, shelf = ''] = /^\/([a-z]+)\//.exec(path) ?? []
    const handed = answerables.find((one) => one.shelf === shelf)
    return handed === undefined ? (NEAR[shelf] ?? []) : [handed.sort, 'community', 'body']
  },
})

const NEAR: Readonly<Record<string, readonly Sort[]>> = {
  ...{ communities: ['community', 'body'], bodies: ['body'], abroad: ['place'], summits: ['edition', 'body'] },
}

type Handed = { readonly sort: Answerable['sort']; readonly found: Answered }

async function fromHanded(db: Reader, reading: Reading, { sort, found: { id, name, language, path, tends, of } }: Handed): Promise<Tended> {
  const above = (await subjectOf(db, reading, of))?.above ?? [HUB]
  return { sort, id, name, language, path, tends, above: [of, ...above] }
}

async function subjectOf(db: Reader, reading: Reading, { sort, id }: Key): Promise<Tended | null> {
  if (sort === 'hub') return hubFor(reading)
  const { locale } = reading.actor
  if (sort === 'place') return fromPlace(reading, (await places.named(db, [id], locale)).get(id) ?? null)
  if (!isUuid(id)) return null
  if (sort === 'body') return fromBody(db, reading, (await organisations.bodyCards(db, [id], locale)).get(id) ?? null)
  if (sort === 'edition') return fromEdition(await gatherings.seenEdition(db, { id }, reading.actor))
  const seen = await communities.seen(db, reading, { id })
  return seen === null ? null : fromCommunity(seen)
}

/** Whoever holds it says who answers; above it stand its hosts, in their order. */
function fromEdition(seen: SeenEdition | null): Tended | null {
  if (seen === null) return null
  const { id, name, language, path } = seen.edition
  const hosts = seen.hosts.map((host): Key => ({ sort: 'body', id: host }))
  return { sort: 'edition', id, name, language, path, tends: seen.organiser, above: [...hosts, HUB] }
}

async function fromBody(db: Reader, { actor }: Reading, card: BodyCard | null): Promise<Tended | null> {
  if (card === null || card.archived) return null
  const { id, name, language, slug } = card
  const { steward } = await organisations.standingOf(db, id, actor.person)
  return { sort: 'body', id, name, language, path: `/bodies/${encodeURIComponent(slug)}`, tends: steward, above: [HUB] }
}

function fromPlace({ actor }: Reading, place: Place | null): Tended | null {
  if (place === null) return null
  const { id, name, language, path } = place
  const above: Key[] = place.town ? [{ sort: 'place', id: place.country }, HUB] : [HUB]
  return { sort: 'place', id, name, language, path, tends: actor.operator, above }
}

type Seen = NonNullable<Awaited<ReturnType<typeof communities.seen>>>
const fromCommunity = ({ id, name, language, path, leads, bodyId }: Seen): Tended => ({
  ...{ sort: 'community', id, name, language, path, tends: leads },
  above: [...(bodyId === null ? [] : [{ sort: 'body' as const, id: bodyId }]), HUB],
})

const AT = /^\/(communities|bodies|abroad|summits)\/([^/?]+)(?:\/([^/?]+))?/

/** What a page is of: a community, a body, a place, an edition that this reader may know of; else the hub. */
async function subjectAt(db: Reader, reading: Reading, path: string): Promise<Tended> {
  const [, shelf, first = '', second] = AT.exec(path) ?? []
  const found =
    shelf === 'communities'
      ? await communityAt(db, reading, written(first))
      : shelf === 'bodies'
        ? await fromBody(db, reading, await organisations.bodyBySlug(db, written(first), reading.actor.locale))
        : shelf === 'abroad'
          ? fromPlace(reading, await placeBy(db, reading.actor.locale, first, second))
          : second === undefined
            ? null
            : fromEdition(await gatherings.seenEdition(db, { summit: written(first), edition: written(second) }, reading.actor))
  return found ?? hubFor(reading)
}

async function communityAt(db: Reader, reading: Reading, slug: string): Promise<Tended | null> {
  const seen = await communities.seen(db, reading, { slug })
  return seen === null ? null : fromCommunity(seen)
}

async function placeBy(db: Reader, locale: string, country: string, town: string | undefined): Promise<Place | null> {
  const narrow = town === undefined ? null : await places.byPath(db, country, town, locale)
  return narrow ?? places.byPath(db, country, null, locale)
}

function written(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}
