import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { hostsOf } from './parts.ts'

export type Host = { readonly id: string; readonly slug: string; readonly name: string; readonly language: string }
export type AskedHost = Host & { readonly confirmedAt: Date | null }

/** Cards of these bodies, in their order. */
export async function cardsOfBodies(db: Reader, ids: readonly string[], locale: string): Promise<readonly Host[]> {
  const cards = await organisations.bodyCards(db, ids, locale)
  return ids.flatMap((id) => {
    const card = cards.get(id)
    return card === undefined ? [] : [{ id, slug: card.slug, name: card.name, language: card.language }]
  })
}

/** Who holds an edition, as everybody may read. */
export const hostCards = async (db: Reader, editionId: string, locale: string): Promise<readonly Host[]> =>
  cardsOfBodies(db, await hostsOf(db, editionId), locale)

/** Who was asked to be a co-host, whether they have confirmed or not: for those who asked, and for the body. */
export async function askedHosts(db: Reader, editionId: string, locale: string): Promise<readonly AskedHost[]> {
  const rows = await db
    .selectFrom('edition_host')
    .select(['body_id', 'confirmed_at'])
    .where('edition_id', '=', editionId)
    .orderBy('asked_at')
    .execute()
  const cards = await organisations.bodyCards(
    db,
    rows.map(({ body_id }) => body_id),
    locale,
  )
  return rows.flatMap(({ body_id, confirmed_at: confirmedAt }) => {
    const card = cards.get(body_id)
    return card === undefined ? [] : [{ id: card.id, slug: card.slug, name: card.name, language: card.language, confirmedAt }]
  })
}

/** What a body is to an edition, and whether the actor convenes for it. */
export async function hostFacts(db: Reader, { edition, body }: { readonly edition: string; readonly body: string }, actor: Actor) {
  const row = await db
    .selectFrom('edition_host')
    .select('confirmed_at')
    .where('edition_id', '=', edition)
    .where('body_id', '=', body)
    .executeTakeFirst()
  const first = await db
    .selectFrom('edition')
    .innerJoin('summit', 'summit.id', 'edition.summit_id')
    .select('summit.body_id')
    .where('edition.id', '=', edition)
    .executeTakeFirst()
  return {
    row: row === undefined ? null : { confirmedAt: row.confirmed_at },
    first: first?.body_id === body,
    known: (await organisations.bodyCards(db, [body], actor.locale)).has(body),
    convenes: (await organisations.standingOf(db, body, actor.person)).convener,
  }
}

/** Bodies that asked the reader's bodies to host something with them, and wait for a yes. */
export async function askedOf(db: Reader, actor: Actor): Promise<ReadonlyMap<string, string>> {
  const own = await organisations.bodiesWhere(db, actor.person, 'convener', actor.locale)
  if (own.length === 0) return new Map()
  const rows = await db
    .selectFrom('edition_host')
    .select(['edition_id', 'body_id'])
    .where('confirmed_at', 'is', null)
    .where(
      'body_id',
      'in',
      own.map(({ id }) => id),
    )
    .execute()
  return new Map(rows.map(({ edition_id, body_id }) => [edition_id, body_id]))
}
