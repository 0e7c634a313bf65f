import type { Reader } from '../../../platform/db.ts'
import { places } from '../../places/index.ts'

const COUNTRY = /^[A-Z]{2}$/

/** A country is called the same everywhere; a town is told by its country and its address: `ie/cork`. */
export async function addressOfPlace(db: Reader, id: string): Promise<string | null> {
  if (COUNTRY.test(id)) return id
  const place = (await places.named(db, [id], 'en')).get(id)
  const slug = place?.path.split('/').at(-1)
  return place === undefined || slug === undefined ? null : `${place.country.toLowerCase()}/${slug}`
}

export async function placeAt(db: Reader, address: string): Promise<string | null> {
  if (COUNTRY.test(address)) return address
  const [country = '', town = ''] = address.split('/')
  return (await places.byPath(db, country, town, 'en'))?.id ?? null
}
