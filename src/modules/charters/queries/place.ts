import type { Reading } from '../../../core/published.ts'
import type { Actor } from '../../../core/actor.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import type { Place } from '../policy.ts'
import type { Space, Spaces } from './spaces.ts'

/** The body whose page it is, as a page shows it; null for the hub. */
export type ShownBody = {
  readonly id: string
  /** Its page, without language. */
  readonly path: string
  readonly name: string
  readonly language: string
} | null

/** As deeds are asked: a body or a community by its address; neither: the hub. */
export type Whose = { readonly body?: string | undefined; readonly community?: string | undefined }

/** Whose charter is meant, and what the actor is there. Null: no such body. */
export async function placeOf(db: Reader, spaces: Spaces, whose: Whose, reading: Reading): Promise<Place> {
  const { actor } = reading
  if (whose.community !== undefined) {
    const space = await spaces.at(db, reading, whose.community)
    return space === null ? null : placeOfSpace(space)
  }
  if (whose.body === undefined) return { scope: THE_HUB, body: null }
  const body = await organisations.bodyBySlug(db, whose.body, actor.locale)
  return body === null ? null : placeOfBody(db, body.id, actor)
}

export async function placeOfBody(db: Reader, bodyId: string, actor: Pick<Actor, 'person'>): Promise<NonNullable<Place>> {
  const standing = await organisations.standingOf(db, bodyId, actor.person)
  return { scope: bodyId, body: { steward: standing.steward, belongs: Object.values(standing).some((one) => one) } }
}

export const placeOfSpace = ({ id, steward, member, secret }: Space): NonNullable<Place> => ({
  scope: id,
  body: { steward, belongs: member !== null },
  space: { member, secret },
})

export async function shownPlace(db: Reader, spaces: Spaces, whose: Whose, reading: Reading): Promise<ShownBody> {
  if (whose.community !== undefined) return spaces.at(db, reading, whose.community)
  if (whose.body === undefined) return null
  const body = await organisations.bodyBySlug(db, whose.body, reading.actor.locale)
  return body === null ? null : { ...body, path: `/bodies/${encodeURIComponent(body.slug)}` }
}
