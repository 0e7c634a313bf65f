import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { ANYBODY, type Relation } from '../rules.ts'
import type { Audience } from '../tables.ts'

/** Who may see each of these identities; who chose nothing is seen by nobody. */
export async function audiencesOf(db: Reader, personIds: readonly string[]): Promise<ReadonlyMap<string, Audience>> {
  if (personIds.length === 0) return new Map()
  const rows = await db.selectFrom('card').select(['person_id', 'audience']).where('person_id', 'in', personIds).execute()
  return new Map(rows.map(({ person_id, audience }) => [person_id, audience]))
}

/** What the one who looks is to each of these identities. */
export async function relationsTo(
  db: Reader,
  actor: Pick<Actor, 'account' | 'person'>,
  personIds: readonly string[],
): Promise<(personId: string) => Relation> {
  const { account, person } = actor
  if (account === null || personIds.length === 0) return () => ANYBODY
  const own = new Set<string>(await people.personsOf(db, account))
  if (person !== null) own.add(person)
  // A state looks with every identity of the account; belonging counts for the identity that acts.
  const offices = await organisations.officesOf(db, [...own])
  const companions = await organisations.companionsOf(db, person, personIds)
  const hiding = await hiddenFrom(db, personIds, { account, ...offices })
  return (id) => ({
    own: own.has(id),
    hidden: hiding.has(id),
    government: offices.government,
    signedIn: true,
    sharesBody: companions.has(id),
  })
}

type Looking = { readonly account: string; readonly bodies: readonly string[]; readonly government: boolean }

/** Which of these identities hide from whoever looks. */
async function hiddenFrom(
  db: Reader,
  personIds: readonly string[],
  { account, bodies, government }: Looking,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('hiding')
    .select('person_id')
    .where('person_id', 'in', personIds)
    .where((where) =>
      where.or([
        where('target_account', '=', account),
        ...(bodies.length > 0 ? [where('body_id', 'in', bodies)] : []),
        ...(government ? [where('sort', '=', 'governments')] : []),
      ]),
    )
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}
