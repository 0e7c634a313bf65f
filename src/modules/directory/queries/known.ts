import { isCountry } from '#countries'
import { no as noFromHub, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { places } from '../../places/index.ts'
import { topics } from '../../topics/index.ts'
import type { EntryWritten } from './shapes.ts'

/** Refuses places, countries and topics that the hub does not know, each at its field. */
export async function demandKnown(db: Reader, { places: ids, origins, topics: keys }: EntryWritten): Promise<void> {
  const [there, about] = [await places.named(db, ids, 'en'), await topics.named(db, keys, 'en')]
  const wrong = [
    ...(ids.every((id) => there.has(id)) ? [] : ['places']),
    ...(origins.every(isCountry) ? [] : ['origins']),
    ...(keys.every((key) => about.has(key)) ? [] : ['topics']),
  ]
  const [first] = wrong
  if (first !== undefined)
    refuse(
      noFromHub('input.invalid', { field: first }),
      wrong.map((field) => ({ field, code: 'field.invalid', data: {} })),
    )
}
