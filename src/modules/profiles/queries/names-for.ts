import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { sees } from '../rules.ts'
import { audiencesOf, relationsTo } from './relations.ts'
import { cardsOf } from './whole-card.ts'

/** Which of these identities the one who looks may see. */
async function seen(db: Reader, actor: Actor, personIds: readonly string[]): Promise<readonly string[]> {
  const ids = [...new Set(personIds)]
  const audiences = await audiencesOf(db, ids)
  const relationTo = await relationsTo(db, actor, ids)
  return ids.filter((id) => sees(audiences.get(id) ?? 'nobody', relationTo(id)))
}

/** The names of those whom this actor may see. Who may not be seen is absent, like who has left. */
export async function namesFor(db: Reader, actor: Actor, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return people.nameOf(db, await seen(db, actor, personIds))
}

type Looking = { readonly actor: Actor; readonly outside: { readonly keys: Keys } }

/** `card`: whose card the reader may see, by its id. */
type InRole = { readonly name: string; readonly card: string | null }

/**
 * Those who took something on that is public (a role, an entry to look after), by name whatever their card says: for everybody but those from
 * whom they hide. Who said that they are under 18 is named no more widely than by their card, but for readers who belong there themselves.
 */
export async function inRole(
  db: Reader,
  { actor, outside }: Looking,
  personIds: readonly string[],
  belongs = false,
): Promise<ReadonlyMap<string, InRole>> {
  const ids = [...new Set(personIds)]
  if (ids.length === 0) return new Map()
  const relationTo = await relationsTo(db, actor, ids)
  const cards = await cardsOf(db, outside.keys, ids)
  const named = ids.filter((id) =>
    sees(cards.get(id)?.under18 === true && !belongs ? (cards.get(id)?.audience ?? 'nobody') : 'public', relationTo(id)),
  )
  const names = await people.nameOf(db, named)
  return new Map(
    [...names].map(([id, name]) => [id, { name, card: sees(cards.get(id)?.audience ?? 'nobody', relationTo(id)) ? id : null }]),
  )
}

/** The names alone. */
export async function roleNames(db: Reader, looking: Looking, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await inRole(db, looking, personIds))].map(([id, { name }]) => [id, name]))
}

export async function maySee(db: Reader, actor: Actor, personId: string): Promise<boolean> {
  return (await namesFor(db, actor, [personId])).has(personId)
}
