import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { hidingsOf } from './hidings.ts'
import { facetsOf, settingsOf } from './whole-card.ts'

/** All of this room that is somebody's, for the file that they take along: of each identity by itself. */
export async function heldOf(db: Reader, keys: Keys, persons: readonly string[]) {
  const each = await Promise.all(
    persons.map(async (person) => ({
      cards: [{ person, ...(await settingsOf(db, keys, person)) }],
      facets: (await facetsOf(db, keys, person)).map((facet) => ({ person, ...facet })),
      consents: await db.selectFrom('consent').selectAll().where('person_id', '=', person).orderBy('given_at').execute(),
      hidings: (await hidingsOf(db, person)).map((hiding) => ({ person, ...hiding })),
    })),
  )
  return {
    cards: each.flatMap(({ cards }) => cards),
    facets: each.flatMap(({ facets }) => facets),
    consents: each.flatMap(({ consents }) => consents),
    hidings: each.flatMap(({ hidings }) => hidings),
  }
}
