import type { Actor } from '../../../core/actor.ts'
import type { Deed } from '../../../core/perform.ts'
import type { OwnName } from '../queries/identities.ts'
import { makeIdentity } from './make-identity.ts'

type Coming = { readonly as: string; readonly name: string; readonly known: readonly OwnName[] }

/** Whoever comes into a place: as they are, as another of their names, or by one made for this place alone, in the same transaction. */
export async function comeByName(deed: Deed, actor: Actor, { as, name, known }: Coming): Promise<Actor> {
  const chosen = as === 'new' ? (await deed(makeIdentity, { name }, actor)).person : known.find(({ person }) => person === as)?.person
  return chosen === undefined ? actor : { ...actor, person: chosen as NonNullable<Actor['person']> }
}
