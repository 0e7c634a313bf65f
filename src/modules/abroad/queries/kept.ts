import type { Reader } from '../../../platform/db.ts'
import { places, type Place } from '../../places/index.ts'
import type {} from '../tables.ts'

const MOST = 40

/** Places on whose pages something stands, by name: what can be read without choosing. */
export async function keptPlaces(db: Reader, since: string, locale: string): Promise<readonly Place[]> {
  const rows = await db
    .selectFrom('abroad_item')
    .select('place')
    .distinct()
    .where('state', '=', 'published')
    .where('expires_on', '>=', since)
    .orderBy('place')
    .limit(MOST)
    .execute()
  const { compare } = new Intl.Collator(locale)
  const known = await places.named(
    db,
    rows.map(({ place }) => place),
    locale,
  )
  return [...known.values()].toSorted((a, b) => compare(a.name, b.name))
}
