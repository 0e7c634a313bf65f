import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { ownPlaces, type Here, type Where } from './here.ts'
import { placesInUse } from './rows.ts'
import { tagsOf } from './sealed.ts'

export type OwnTags = { readonly places: ReadonlyMap<string, Here>; readonly tags: readonly Buffer[] }

/** Under what the acting identity can have anything here, wherever it is; null: nowhere. */
export async function ownTags(db: Reader, reading: Reading): Promise<OwnTags | null> {
  if (reading.actor.person === null) return null
  const places = await ownPlaces(db, reading, await placesInUse(db))
  const tags = places.flatMap(({ id, own }) => (own === null ? [] : tagsOf(reading.outside.keys, id, own)))
  return tags.length === 0 ? null : { places: new Map(places.map((place) => [place.id, place])), tags }
}

/** In how many other places they offer, or ask. */
export async function elsewhereOf(
  db: Reader,
  own: OwnTags | null,
  { id }: Pick<Where, 'id'>,
  table: 'buddy_offer' | 'buddy_request',
): Promise<number> {
  if (own === null) return 0
  const rows = await db
    .selectFrom(table)
    .select('scope')
    .where('by_tag', 'in', [...own.tags])
    .where('scope', '!=', id)
    .execute()
  return rows.length
}
