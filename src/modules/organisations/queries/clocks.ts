import { actedSince } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { abandonedSince } from '../rules.ts'
import type {} from '../tables.ts'

/** No steward has done anything that the record names them for, anywhere on the hub, for a year; nor became one, nor was the body added since. */
export async function isAbandoned(db: Reader, bodyId: string, now: Date): Promise<boolean> {
  const since = abandonedSince(now)
  const { created_at: created } = await db.selectFrom('body').select('created_at').where('id', '=', bodyId).executeTakeFirstOrThrow()
  if (created >= since) return false
  const stewards = await db
    .selectFrom('office')
    .select(['person_id', 'since'])
    .where('body_id', '=', bodyId)
    .where('role', '=', 'steward')
    .where('until', 'is', null)
    .execute()
  if (stewards.some((steward) => steward.since >= since)) return false
  return !(await actedSince(
    db,
    stewards.map(({ person_id }) => person_id),
    since,
  ))
}

/** Is there an office that was delegated until now or earlier, and that nobody has ended? */
export async function delegationsAreOver(db: Reader, now: Date): Promise<boolean> {
  const row = await db.selectFrom('office').select('role').where('until', 'is', null).where('ends_at', '<=', now).executeTakeFirst()
  return row !== undefined
}

const AT_ONCE = 1000

/** Identities that belong to a body though they are gone: by a deed that was on its way while they were erased. */
export const leftBehind = (db: Reader): Promise<readonly string[]> => people.goneAmong(db, (after) => heldAfter(db, after))

/** In the order of their random ids. */
async function heldAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  let select = db
    .selectFrom((eb) =>
      eb
        .selectFrom('membership')
        .select('person_id')
        .union(eb.selectFrom('office').select('person_id').where('until', 'is', null))
        .as('held'),
    )
    .select('person_id')
    .orderBy('person_id')
    .limit(AT_ONCE)
  if (after !== null) select = select.where('person_id', '>', after)
  return (await select.execute()).map(({ person_id: person }) => person)
}
