import type { Reader } from '../../../platform/db.ts'
import { organisations, type BodyCard, type Level, type Said } from '../../organisations/index.ts'
import { places, type Place } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import { dayWritten, fits, freshnessOf, inOrder, UNVERIFIED, type Chosen, type Facets, type Freshness, type Sort } from '../rules.ts'
import { entriesOf, type Entry } from './entries.ts'

/** A body as the directory knows it. */
export type Listed = BodyCard & {
  readonly level: Level | null
  readonly said: Said | null
  readonly entry: Entry | null
  /** Where it works: as its entry says, else the countries among its facts. */
  readonly placeIds: readonly string[]
  /** What it is about; of a topic that was merged, what that became. */
  readonly topicKeys: readonly string[]
  readonly checkedOn: string | null
  readonly freshness: Freshness
  readonly facets: Facets
}

export type Directory = {
  readonly bodies: readonly Listed[]
  /** All places that occur, countries of towns included. */
  readonly places: ReadonlyMap<string, Place>
}

/** Where a body works: as its entry says, else the countries among its facts. */
export const placesSaid = (entry: Entry | undefined, countries: readonly string[]): readonly string[] =>
  entry !== undefined && entry.places.length > 0 ? entry.places : countries

type Asked = { readonly locale: string; readonly now: Date }

/** All bodies in use. There are some hundreds: they are read whole, and narrowed down here. */
export const wholeDirectory = async (db: Reader, asked: Asked): Promise<Directory> =>
  directoryOf(db, await organisations.allBodies(db, asked.locale), asked)

export async function directoryOf(db: Reader, cards: readonly BodyCard[], { locale, now }: Asked): Promise<Directory> {
  const ids = cards.map(({ id }) => id)
  const [entries, said, levels] = [
    await entriesOf(db, ids),
    await organisations.saidOfBodies(db, ids),
    await organisations.verifiedNow(db, now),
  ]
  const placeIdsOf = (id: string): readonly string[] => placesSaid(entries.get(id), said.get(id)?.countries ?? [])
  const known = new Map(await places.named(db, [...new Set(ids.flatMap(placeIdsOf))], locale))
  const countries = [...new Set([...known.values()].map(({ country }) => country))].filter((code) => !known.has(code))
  for (const [id, place] of await places.named(db, countries, locale)) known.set(id, place)
  const today = dayWritten(now)
  const about = await topics.named(db, [...new Set([...entries.values()].flatMap((entry) => entry.topics))], locale)
  const bodies = cards.map((card): Listed => {
    const entry = entries.get(card.id) ?? null
    const own = [...new Set((entry?.topics ?? []).flatMap((key) => about.get(key) ?? []))]
    const placeIds = placeIdsOf(card.id).filter((id) => known.has(id))
    const level = levels.get(card.id) ?? null
    const facts = said.get(card.id) ?? null
    const checkedOn = entry?.checkedOn ?? null
    return {
      ...{
        ...card,
        level,
        said: facts,
        entry,
        placeIds,
        topicKeys: own.map(({ key }) => key),
        checkedOn,
        freshness: freshnessOf(checkedOn, today),
      },
      facets: {
        kind: [card.kind],
        place: [...new Set(placeIds.flatMap((id) => [id, known.get(id)?.country ?? id]))],
        origin: entry?.origins ?? [],
        language: facts?.languages ?? [],
        // A topic stands under the one above it too, as a town under its country.
        topic: [...new Set(own.flatMap(({ key, parent }) => (parent === null ? [key] : [key, parent])))],
        level: [level ?? UNVERIFIED],
        accepts: entry?.accepts ?? [],
      },
    }
  })
  return { bodies, places: known }
}

export const narrowed = ({ bodies }: Directory, chosen: Chosen, sort: Sort, locale: string): readonly Listed[] =>
  inOrder(
    bodies.filter(({ facets }) => fits(facets, chosen)),
    sort,
    locale,
  )
