import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { sees } from '../rules.ts'
import { audiencesOf, relationsTo } from './relations.ts'

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

export async function maySee(db: Reader, actor: Actor, personId: string): Promise<boolean> {
  return (await namesFor(db, actor, [personId])).has(personId)
}
