import type { Selectable } from 'kysely'
import type { Reader, Tables } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { PairState } from '../tables.ts'
import type { Where } from './here.ts'
import { openOffer, openRequest, ownOf, tagsOf, type SealedOffer, type SealedRequest } from './sealed.ts'

export type OfferRow = Selectable<Tables['buddy_offer']>
export type RequestRow = Selectable<Tables['buddy_request']>
export type PairRow = Selectable<Tables['buddy_pair']>
export type Offer = SealedOffer & { readonly id: string; readonly most: number; readonly until: string; readonly checkedOn: string }
export type Request = SealedRequest & { readonly id: string; readonly askedOn: string; readonly until: string }

export const offerFrom = (keys: Keys, row: OfferRow): Offer => ({
  ...openOffer(keys, row.scope, row.offer_sealed),
  ...{ id: row.id, most: row.most, until: row.until, checkedOn: row.checked_on },
})
export const requestFrom = (keys: Keys, row: RequestRow): Request => ({
  ...openRequest(keys, row.scope, row.request_sealed),
  ...{ id: row.id, askedOn: row.asked_on, until: row.until },
})

const OPEN: readonly PairState[] = ['proposed', 'running']

/** Those of these offers of one place by which somebody goes along with fewer, or said they could, than they offered to. */
export async function freeAmong(db: Reader, keys: Keys, scope: string, offers: readonly Offer[]): Promise<readonly Offer[]> {
  const tags = new Map(offers.map((offer) => [offer.id, tagsOf(keys, scope, ownOf(offer.by))]))
  if (tags.size === 0) return []
  const rows = await db
    .selectFrom('buddy_pair')
    .select('buddy_tag as tag')
    .where('scope', '=', scope)
    .where('buddy_tag', 'in', [...tags.values()].flat())
    .where('state', 'in', OPEN)
    .execute()
  const busy = Map.groupBy(rows, ({ tag }) => tag.toString('hex'))
  const countOf = ({ id }: Offer) => (tags.get(id) ?? []).reduce((sum, tag) => sum + (busy.get(tag.toString('hex'))?.length ?? 0), 0)
  return offers.filter((offer) => countOf(offer) < offer.most)
}

export async function ownOffer(db: Reader, keys: Keys, { id: scope, own }: Pick<Where, 'id'> & { own: string | null }) {
  if (own === null) return null
  const row = await db
    .selectFrom('buddy_offer')
    .selectAll()
    .where('scope', '=', scope)
    .where('by_tag', 'in', [...tagsOf(keys, scope, own)])
    .executeTakeFirst()
  return row === undefined ? null : offerFrom(keys, row)
}

export async function ownRequest(db: Reader, keys: Keys, { id: scope, own }: Pick<Where, 'id'> & { own: string | null }) {
  if (own === null) return null
  const row = await db
    .selectFrom('buddy_request')
    .selectAll()
    .where('scope', '=', scope)
    .where('by_tag', 'in', [...tagsOf(keys, scope, own)])
    .executeTakeFirst()
  return row === undefined ? null : requestFrom(keys, row)
}

/** Countries and towns in which anything stands. */
export async function placesInUse(db: Reader): Promise<readonly string[]> {
  const of = (table: 'buddy_offer' | 'buddy_request' | 'buddy_pair') => db.selectFrom(table).select('scope').where('sort', '=', 'place')
  const rows = await of('buddy_offer').union(of('buddy_request')).union(of('buddy_pair')).execute()
  return rows.map(({ scope }) => scope)
}

export async function pairRow(db: Reader, scope: string, id: string): Promise<PairRow | null> {
  return (await db.selectFrom('buddy_pair').selectAll().where('scope', '=', scope).where('id', '=', id).executeTakeFirst()) ?? null
}

export type Side = 'buddy' | 'newcomer'
/** Which of the two they are; null: neither. */
export function sideOf(keys: Keys, row: Pick<PairRow, 'scope' | 'buddy_tag' | 'newcomer_tag'>, own: string | null): Side | null {
  if (own === null) return null
  const tags = tagsOf(keys, row.scope, own)
  if (tags.some((tag) => tag.equals(row.buddy_tag))) return 'buddy'
  return tags.some((tag) => tag.equals(row.newcomer_tag)) ? 'newcomer' : null
}
