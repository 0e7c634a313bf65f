import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import type { Place } from '../policy.ts'

/** The body whose page it is, as a page shows it; null for the hub. */
export type ShownBody = { readonly id: string; readonly slug: string; readonly name: string; readonly language: string } | null

/** Whose charter is meant, and what the actor is there. Null: no such body. */
export async function placeOf(db: Reader, slug: string | undefined, actor: Actor): Promise<Place> {
  if (slug === undefined) return { scope: THE_HUB, body: null }
  const body = await organisations.bodyBySlug(db, slug, actor.locale)
  return body === null ? null : placeOfBody(db, body.id, actor)
}

export async function placeOfBody(db: Reader, bodyId: string, actor: Pick<Actor, 'person'>): Promise<NonNullable<Place>> {
  const standing = await organisations.standingOf(db, bodyId, actor.person)
  return { scope: bodyId, body: { steward: standing.steward, belongs: Object.values(standing).some((one) => one) } }
}
