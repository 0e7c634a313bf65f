import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import type {} from '../tables.ts'

const AT_ONCE = 1000

/** Whose names stand beside words here though they are gone. */
export const gonePersons = (db: Reader): Promise<readonly string[]> =>
  people.goneAmong(db, async (after) => {
    let select = db
      .selectFrom('recommendation_contribution')
      .select('person_id')
      .distinct()
      .where('person_id', 'is not', null)
      .orderBy('person_id')
      .limit(AT_ONCE)
    if (after !== null) select = select.where('person_id', '>', after)
    return (await select.execute()).flatMap(({ person_id: person }) => person ?? [])
  })
