import { isUuid } from '#base'
import type { SpaceSort } from '../../../core/moving.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { organisations } from '../../organisations/index.ts'

export type At = { readonly slug: string } | { readonly id: string }

/** What moves, for whoever may know of it: a community or a body. */
export type SeenSpace = {
  readonly sort: SpaceSort
  readonly id: string
  readonly name: string
  readonly language: string
  /** Without language. */
  readonly path: string
  /** What the reader is there; null: nothing. */
  readonly role: 'member' | 'facilitator' | 'steward' | null
  /** It can move at all: it runs, and is held by itself. */
  readonly movable: boolean
}

export async function seenSpace(db: Reader, reading: Reading, sort: SpaceSort, at: At): Promise<SeenSpace | null> {
  if ('id' in at && !isUuid(at.id)) return null
  return sort === 'community' ? seenCommunity(db, reading, at) : seenBody(db, reading, at)
}

async function seenCommunity(db: Reader, reading: Reading, at: At): Promise<SeenSpace | null> {
  const seen = await communities.seen(db, reading, at)
  if (seen === null) return null
  const { id, name, language, path, me, state, jointly } = seen
  return { sort: 'community', id, name, language, path, role: me?.role ?? null, movable: state === 'running' && !jointly }
}

async function seenBody(db: Reader, { actor }: Reading, at: At): Promise<SeenSpace | null> {
  const id = 'id' in at ? at.id : await organisations.moving.idAt(db, at.slug)
  const card = id === null ? undefined : (await organisations.bodyCards(db, [id], actor.locale)).get(id)
  if (card === undefined) return null
  // Whether it is in the archive or not: it is, once it leaves.
  const standing = await organisations.moving.standingIn(db, card.id, actor.person)
  const belongs = standing.convener || standing.moderator || standing.member
  return {
    ...{ sort: 'body', id: card.id, name: card.name, language: card.language, path: `/bodies/${card.slug}` },
    ...{ role: standing.steward ? 'steward' : belongs ? 'member' : null, movable: !card.archived },
  }
}

/** By its address, as it stands behind `/communities/` or `/bodies/`, or by its id; for the command line of whoever runs the hub. */
export async function spacesNamed(db: Reader, named: string): Promise<readonly { readonly sort: SpaceSort; readonly id: string }[]> {
  const [, of, slug = named] = /^(communities|bodies)\/(.+)$/.exec(named) ?? []
  const community = of === 'bodies' ? null : await communities.moving.idAt(db, slug)
  const body = of === 'communities' ? null : await organisations.moving.idAt(db, slug)
  return [
    ...(community === null ? [] : [{ sort: 'community' as const, id: community }]),
    ...(body === null ? [] : [{ sort: 'body' as const, id: body }]),
  ]
}

/** Read only from now on; null: it goes on here. */
export async function holdStill(tx: Tx, sort: SpaceSort, id: string, from: Date | null): Promise<void> {
  if (sort === 'body') await organisations.moving.holdStill(tx, { body: id, from })
  else await communities.moving.holdStill(tx, { community: id, from: from === null ? null : from.toISOString().slice(0, 10) })
}
