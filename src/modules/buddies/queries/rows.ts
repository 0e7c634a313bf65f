import type { Selectable } from 'kysely'
import type { Reader, Tables } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { PairState } from '../tables.ts'
import type { Where } from './here.ts'
import { openOffer, openRequest, tagsOf, type SealedOffer, type SealedRequest } from './sealed.ts'

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

/** How many somebody goes along with, or said they could. */
export async function busyOf(db: Reader, keys: Keys, { scope, own }: { readonly scope: string; readonly own: string }): Promise<number> {
  const { count } = await db
    .selectFrom('buddy_pair')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('scope', '=', scope)
    .where('buddy_tag', 'in', [...tagsOf(keys, scope, own)])
    .where('state', 'in', OPEN)
    .executeTakeFirstOrThrow()
  return Number(count)
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
