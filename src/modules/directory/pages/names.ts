import type { Reader } from '../../../platform/db.ts'
import { topics } from '../../topics/index.ts'
import type { Directory } from '../queries/listing.ts'
import type { Names } from '../views/words.ts'

export const namesOf = async (db: Reader, { places }: Pick<Directory, 'places'>, locale: string): Promise<Names> => ({
  places,
  topics: await topics.all(db, locale),
})
