import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import type {} from '../tables.ts'

const AT_ONCE = 1000

/** Identities of whom something lies here though they are gone: by a deed that was on its way while they were erased. */
export const leftBehind = (db: Reader): Promise<readonly string[]> => people.goneAmong(db, (after) => heldAfter(db, after))

/** In the order of their random ids. What an identity tells stands beside a consent, so those are not looked for. */
async function heldAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  let select = db
    .selectFrom((eb) =>
      eb
        .selectFrom('card')
        .select('person_id')
        .union(eb.selectFrom('consent').select('person_id'))
        .union(eb.selectFrom('hiding').select('person_id'))
        .as('held'),
    )
    .select('person_id')
    .orderBy('person_id')
    .limit(AT_ONCE)
  if (after !== null) select = select.where('person_id', '>', after)
  return (await select.execute()).map(({ person_id: person }) => person)
}
