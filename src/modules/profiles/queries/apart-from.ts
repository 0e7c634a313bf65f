import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import type {} from '../tables.ts'
import { relationsTo } from './relations.ts'

/** Who of these hides from whoever acts, and from whom of them the acting identity hides: both ways, so that neither finds the other. */
export async function apartFrom(
  db: Reader,
  actor: Pick<Actor, 'account' | 'person'>,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const relationTo = await relationsTo(db, actor, personIds)
  const apart = new Set(personIds.filter((id) => relationTo(id).hidden))
  const own = await db.selectFrom('hiding').select(['sort', 'body_id', 'target_account']).where('person_id', '=', actor.person).execute()
  if (own.length === 0) return apart
  const accounts = await people.accountsOf(db, personIds)
  const owners = await people.ownersOf(db, [...new Set(accounts.values())])
  const holders = await organisations.holdersAmong(
    db,
    [...owners.values()].flatMap(({ persons }) => persons),
  )
  for (const id of personIds) {
    const account = accounts.get(id)
    const persons = owners.get(account ?? '')?.persons ?? []
    const offices = persons.some((person) => holders.has(person)) ? await organisations.officesOf(db, persons) : NONE
    const hides = own.some(
      ({ sort, body_id: body, target_account: target }) =>
        (target !== null && target === account) ||
        (body !== null && offices.bodies.includes(body)) ||
        (sort === 'governments' && offices.government),
    )
    if (hides) apart.add(id)
  }
  return apart
}

const NONE = { bodies: [], government: false } as const
